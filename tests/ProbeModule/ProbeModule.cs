using CompetencyModular.Probe;
using CompetencyModular.Probe.Features.ReadNotes;
using CompetencyModular.Probe.Lookups;
using CompetencyModular.Probe.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using Mediator;
using Microsoft.Extensions.DependencyInjection;

[assembly: Module("Probe", "probe")]
[assembly: Feature(ProbeFeatures.Extra)]
[assembly: Permission(ProbePermissions.Read, Roles = [RoleNames.Learner, RoleNames.Guest])]
[assembly: Permission(ProbePermissions.Write, Roles = [RoleNames.Learner])]
[assembly: Permission(ProbePermissions.ReadExtra, Feature = ProbeFeatures.Extra, Roles = [RoleNames.Learner])]

namespace CompetencyModular.Probe;

/// <summary>Notes that people write, so that there is something to send, store and hear of.</summary>
public sealed class ProbeModule : Module
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services) => services
        .AddMediator((MediatorOptions options) =>
        {
            options.Namespace = "CompetencyModular.Probe";
            options.ServiceLifetime = ServiceLifetime.Scoped;
            options.GenerateTypesAsInternal = true;
        })
        .AddUseCases<Mediator>()
        .AddModuleDb<ProbeDb, ProbeSqliteDb, ProbePostgresDb>("probe")
        .AddLookup<IExtraLookup, ExtraLookup>(ProbeFeatures.Extra)
        .AddSingleton<Faults>();

    /// <inheritdoc/>
    public override void Contribute(Contributions to) => to
        .Navigation(NavigationArea.Catalogue, "Nav.Notes", "probe/notes", "edit", ProbePermissions.Read)
        .Navigation(NavigationArea.Catalogue, "Nav.Extra", "probe/extra", "edit", ProbePermissions.ReadExtra)
        .Widget<BrokenWidget>("probe.notes", ProbePermissions.Read, 1)
        .Widget<SoundWidget>("probe.notes", ProbePermissions.Read, 2)
        .Widget<ExtraWidget>("probe.notes", ProbePermissions.ReadExtra, 3);
}

internal static class ProbeFeatures
{
    public const string Extra = "Probe.Extra";
}

internal static class ProbePermissions
{
    public const string Read = "Probe.Read";
    public const string Write = "Probe.Write";
    public const string ReadExtra = "Probe.ReadExtra";
}
