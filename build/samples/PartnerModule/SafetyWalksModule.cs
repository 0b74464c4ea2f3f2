using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using Mediator;
using Microsoft.Extensions.DependencyInjection;
using Partner.SafetyWalks;
using Partner.SafetyWalks.Features.ListWalks;
using Partner.SafetyWalks.Persistence;

[assembly: Module("SafetyWalks", "safety-walks")]
[assembly: Permission(WalkPermissions.Walk, Roles = [RoleNames.Learner])]

namespace Partner.SafetyWalks;

/// <summary>Walks through the building: an activity that the product knows nothing of, and that awards skills and enters gap plans all the same.</summary>
public sealed class SafetyWalksModule : Module
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services) => services
        .AddMediator((MediatorOptions options) =>
        {
            options.Namespace = "Partner.SafetyWalks";
            options.ServiceLifetime = ServiceLifetime.Scoped;
            options.GenerateTypesAsInternal = true;
        })
        .AddUseCases<Mediator>()
        .AddModuleDb<WalksDb, WalksSqliteDb, WalksPostgresDb>("safety-walks");

    /// <inheritdoc/>
    public override void Contribute(Contributions to) => to
        .Navigation(NavigationArea.Catalogue, "Nav.Walks", "safety-walks", "check", WalkPermissions.Walk, 50)
        .Widget<WalksWidget>(Slots.Home, WalkPermissions.Walk, 60);
}

internal static class WalkPermissions
{
    public const string Walk = "SafetyWalks.Walk";
}
