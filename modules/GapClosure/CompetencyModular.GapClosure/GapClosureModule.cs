using CompetencyModular.GapClosure;
using CompetencyModular.GapClosure.Features.AskForConfirmation;
using CompetencyModular.GapClosure.Features.FollowPlan;
using CompetencyModular.GapClosure.Features.PlanGap;
using CompetencyModular.GapClosure.Features.ReviewRequests;
using CompetencyModular.GapClosure.Features.WhenPeopleMerged;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.SkillsAnalysis.Contracts;
using Mediator;
using Microsoft.Extensions.DependencyInjection;

[assembly: Module("GapClosure", "gap-closure", Requires = ["Roles", "SkillsAnalysis"])]
[assembly: Feature(GapClosureFeatures.Approvals)]
[assembly: Permission(GapClosurePermissions.Plan, Roles = [RoleNames.Learner, RoleNames.Manager, RoleNames.HR, RoleNames.Auditor])]
[assembly: Permission(GapClosurePermissions.Accept, Roles = [RoleNames.Learner])]
[assembly: Permission(GapClosurePermissions.Configure, Roles = [RoleNames.HR, RoleNames.Administrator], Risk = Risk.Medium)]
[assembly: Permission(GapClosurePermissions.Ask, Feature = GapClosureFeatures.Approvals, Roles = [RoleNames.Learner, RoleNames.Manager, RoleNames.Mentor, RoleNames.HR])]
[assembly: Permission(GapClosurePermissions.Read, Feature = GapClosureFeatures.Approvals, Roles = [RoleNames.Learner, RoleNames.Manager, RoleNames.Mentor, RoleNames.HR, RoleNames.Administrator])]
[assembly: Permission(GapClosurePermissions.Decide, Feature = GapClosureFeatures.Approvals, Roles = [RoleNames.Learner, RoleNames.Manager, RoleNames.Mentor, RoleNames.HR, RoleNames.Administrator], Risk = Risk.Medium)]
[assembly: Permission(GapClosurePermissions.Delegate, Feature = GapClosureFeatures.Approvals, Roles = [RoleNames.Manager, RoleNames.HR], Risk = Risk.Medium)]
[assembly: Permission(GapClosurePermissions.DecideForHR, Feature = GapClosureFeatures.Approvals, Roles = [RoleNames.HR], Risk = Risk.Medium)]
[assembly: Permission(GapClosurePermissions.Route, Feature = GapClosureFeatures.Approvals, Roles = [RoleNames.HR, RoleNames.Administrator], Risk = Risk.Medium)]

namespace CompetencyModular.GapClosure;

/// <summary>What closes a gap: the exact plan over everything on offer, and following it.</summary>
public sealed class GapClosureModule : Module
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services) => services
        .AddMediator((MediatorOptions options) =>
        {
            options.Namespace = "CompetencyModular.GapClosure";
            options.ServiceLifetime = ServiceLifetime.Scoped;
            options.GenerateTypesAsInternal = true;
        })
        .AddUseCases<Mediator>()
        .AddPersonRecords<PersonRecords>()
        .AddModuleDb<GapClosureDb, GapClosureSqliteDb, GapClosurePostgresDb>("gap-closure")
        .AddScoped<PlanMaker>()
        .AddScoped<PlanWords>()
        .AddScoped<Approvers>()
        .AddScoped<RequestNotices>()
        .AddScoped<RequestWriter>()
        .AddScoped<Deadlines>()
        .AddScoped<Rerouting>()
        .AddScoped<ApprovalWords>()
        .AddLookup<IRequestedLevels, RequestedLevels>(GapClosureFeatures.Approvals);

    /// <inheritdoc/>
    public override void Contribute(Contributions to) => to
        .Navigation(NavigationArea.MyDevelopment, "Nav.Plan", "gap-closure/plan", "plan", GapClosurePermissions.Accept, 30)
        .Navigation(NavigationArea.Administration, "Nav.Settings", "gap-closure/settings", "settings", GapClosurePermissions.Configure, 60)
        .Navigation(NavigationArea.MyDevelopment, "Nav.Requests", "gap-closure/requests", "shield", GapClosurePermissions.Ask, 40)
        .Navigation(NavigationArea.MyTeam, "Nav.Approvals", "gap-closure/approvals", "check", GapClosurePermissions.Delegate, 20)
        .Navigation(NavigationArea.Administration, "Nav.Routing", "gap-closure/routing", "people", GapClosurePermissions.Route, 61)
        .Widget<ApprovalsWidget>(Slots.Home, GapClosurePermissions.Decide, 5)
        .Widget<AskWidget>(Slots.SkillActions, GapClosurePermissions.Ask, 10)
        .Widget<PlanTheWay>(Slots.ProfileActions, GapClosurePermissions.Accept, 10)
        .Widget<CloseMyGap>(Slots.GapActions, GapClosurePermissions.Accept, 10)
        .Widget<PlanWidget>(Slots.Home, GapClosurePermissions.Accept, 20);
}
