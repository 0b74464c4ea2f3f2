using CompetencyModular.OJT;
using CompetencyModular.OJT.Features.ListPersonTrainings;
using CompetencyModular.OJT.Features.ListTrainees;
using CompetencyModular.OJT.Features.MyTraining;
using CompetencyModular.OJT.Features.ReportTrainings;
using CompetencyModular.OJT.Features.WhenPeopleMerged;
using CompetencyModular.OJT.Journal;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Wording;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using Mediator;
using Microsoft.Extensions.DependencyInjection;

[assembly: Module("OJT", "ojt", Uses = ["Roles", "SkillsAnalysis"])]
[assembly: Permission(OjtPermissions.View, Roles = [RoleNames.Learner, RoleNames.Manager, RoleNames.Mentor, RoleNames.Trainer, RoleNames.HR, RoleNames.Auditor, RoleNames.Guest])]
[assembly: Permission(OjtPermissions.TakePart, Roles = [RoleNames.Learner, RoleNames.Manager, RoleNames.Mentor, RoleNames.Trainer, RoleNames.Guest])]
[assembly: Permission(OjtPermissions.Lead, Roles = [RoleNames.Manager, RoleNames.Mentor, RoleNames.Trainer, RoleNames.HR], Risk = Risk.Medium)]
[assembly: Permission(OjtPermissions.Define, Roles = [RoleNames.Mentor, RoleNames.Trainer, RoleNames.HR], Risk = Risk.Medium)]
[assembly: Permission(OjtPermissions.Appoint, Roles = [RoleNames.HR], Risk = Risk.High)]
[assembly: Permission(OjtPermissions.Guest, OpenToAll = true, Risk = Risk.Medium)]
[assembly: Permission(OjtPermissions.Report, Roles = [RoleNames.Manager, RoleNames.Mentor, RoleNames.Trainer, RoleNames.HR, RoleNames.Auditor], Risk = Risk.Medium)]

namespace CompetencyModular.OJT;

/// <summary>On-the-job training: what somebody learns at work, with a mentor, until it is demonstrated and signed off.</summary>
public sealed class OJTModule : Module
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services) => services
        .AddMediator((MediatorOptions options) =>
        {
            options.Namespace = "CompetencyModular.OJT";
            options.ServiceLifetime = ServiceLifetime.Scoped;
            options.GenerateTypesAsInternal = true;
        })
        .AddUseCases<Mediator>()
        .AddPersonRecords<PersonRecords>()
        .AddModuleDb<OjtDb, OjtSqliteDb, OjtPostgresDb>("ojt")
        .AddScoped<TrainingAccess>()
        .AddScoped<GuestAccess>()
        .AddScoped<GuestFiles>()
        .AddScoped<AssessorLevels>()
        .AddScoped<TrainingJournal>()
        .AddScoped<TraineeReport>()
        .AddScoped<TrainingNotices>()
        .AddScoped<OjtWords>();

    /// <inheritdoc/>
    public override void Contribute(Contributions to) => to
        .Navigation(NavigationArea.MyDevelopment, "Nav.MyTraining", "ojt/mine", "mentor", OjtPermissions.TakePart, 40)
        .Navigation(NavigationArea.MyTeam, "Nav.MyTrainees", "ojt/trainees", "mentor", OjtPermissions.Lead, 40)
        .Navigation(NavigationArea.MyTeam, "Nav.Report", "ojt/report", "chart", OjtPermissions.Report, 50)
        .Navigation(NavigationArea.Catalogue, "Nav.Programmes", "ojt/programmes", "mentor", OjtPermissions.Lead, 40)
        .Widget<PersonTrainingsWidget>(Slots.Person, OjtPermissions.View, 40)
        .Widget<NextTaskWidget>(Slots.Home, OjtPermissions.TakePart, 35)
        // Anybody may be named as a mentor; the widget keeps quiet where nobody is accompanied.
        .Widget<WaitingWidget>(Slots.Home, OjtPermissions.TakePart, 6);
}

internal static class OjtPermissions
{
    public const string View = "OJT.View";
    public const string TakePart = "OJT.TakePart";
    public const string Lead = "OJT.Lead";
    public const string Define = "OJT.Define";
    public const string Appoint = "OJT.Appoint";

    /// <summary>Everybody's: the link itself decides (O4).</summary>
    public const string Guest = "OJT.Guest";
    public const string Report = "OJT.Report";
}
