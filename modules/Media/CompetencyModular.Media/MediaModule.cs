using CompetencyModular.Media;
using CompetencyModular.Media.Content;
using CompetencyModular.Media.Features.ContinueMedia;
using CompetencyModular.Media.Features.WhenPeopleMerged;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using Mediator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

[assembly: Module("Media", "media")]
[assembly: Permission(MediaPermissions.Read, Roles = [RoleNames.Learner, RoleNames.Mentor, RoleNames.Trainer, RoleNames.Author, RoleNames.HR, RoleNames.Auditor, RoleNames.Administrator])]
[assembly: Permission(MediaPermissions.Learn, Roles = [RoleNames.Learner])]
[assembly: Permission(MediaPermissions.Manage, Roles = [RoleNames.Author, RoleNames.Trainer, RoleNames.Administrator], Risk = Risk.Medium)]
[assembly: Permission(MediaPermissions.SeeUse, Roles = [RoleNames.Author, RoleNames.Trainer, RoleNames.HR, RoleNames.Auditor, RoleNames.Administrator], Risk = Risk.Medium)]
[assembly: Permission(MediaPermissions.SetUp, Roles = [RoleNames.Administrator], Risk = Risk.Medium)]
[assembly: Permission(MediaPermissions.OpenShared, OpenToAll = true)]

namespace CompetencyModular.Media;

/// <summary>Sound, video, pictures and documents, in a library of the organisation; each can be completed and award skills.</summary>
public sealed class MediaModule : Module
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services) => services
        .AddMediator((MediatorOptions options) =>
        {
            options.Namespace = "CompetencyModular.Media";
            options.ServiceLifetime = ServiceLifetime.Scoped;
            options.GenerateTypesAsInternal = true;
        })
        .AddUseCases<Mediator>()
        .AddPersonRecords<PersonRecords>()
        .AddModuleDb<MediaDb, MediaSqliteDb, MediaPostgresDb>("media")
        .AddScoped<MediaWords>()
        .AddSingleton(provider => Ffmpeg.Of(provider.GetRequiredService<IConfiguration>()));

    /// <inheritdoc/>
    public override void Contribute(Contributions to) => to
        .Navigation(NavigationArea.Catalogue, "Nav.Library", "media", "media", MediaPermissions.Read, 30)
        .Navigation(NavigationArea.Catalogue, "Nav.Use", "media/use", "chart", MediaPermissions.SeeUse, 95)
        .Navigation(NavigationArea.Administration, "Nav.SetUp", "media/settings", "media", MediaPermissions.SetUp, 60)
        .Widget<ContinueWidget>(Slots.Home, MediaPermissions.Learn, 35);
}

internal static class MediaPermissions
{
    /// <summary>Finding and opening what is published.</summary>
    public const string Read = "Media.Read";

    /// <summary>Completing media, with what that awards.</summary>
    public const string Learn = "Media.Learn";

    /// <summary>Uploading, describing, publishing and taking away.</summary>
    public const string Manage = "Media.Manage";

    /// <summary>Seeing how media are used.</summary>
    public const string SeeUse = "Media.SeeUse";

    /// <summary>Saying how the library is kept.</summary>
    public const string SetUp = "Media.SetUp";

    /// <summary>Opening what somebody shared by a link: everybody who has it.</summary>
    public const string OpenShared = "Media.OpenShared";
}
