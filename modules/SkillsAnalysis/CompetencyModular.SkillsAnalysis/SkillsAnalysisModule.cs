using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.SkillsAnalysis;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Features.GlanceAtGap;
using CompetencyModular.SkillsAnalysis.Features.ImportMatrix;
using CompetencyModular.SkillsAnalysis.Features.JudgeSkill;
using CompetencyModular.SkillsAnalysis.Features.ListAwards;
using CompetencyModular.SkillsAnalysis.Features.ReportSkills;
using CompetencyModular.SkillsAnalysis.Features.ReviewTeam;
using CompetencyModular.SkillsAnalysis.Features.WhenPeopleMerged;
using CompetencyModular.SkillsAnalysis.Lookups;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Wording;
using Mediator;
using Microsoft.Extensions.DependencyInjection;

[assembly: Module("SkillsAnalysis", "skills", Requires = ["Roles"])]
[assembly: Permission(SkillsPermissions.See, Roles = [RoleNames.Learner, RoleNames.Manager, RoleNames.HR, RoleNames.Auditor])]
[assembly: Permission(SkillsPermissions.Claim, Roles = [RoleNames.Learner])]
[assembly: Permission(SkillsPermissions.Judge, Roles = [RoleNames.Manager, RoleNames.HR], Risk = Risk.Medium)]
[assembly: Permission(SkillsPermissions.Backdate, Roles = [RoleNames.HR], Risk = Risk.Medium)]
[assembly: Permission(SkillsPermissions.SeeTeam, Roles = [RoleNames.Manager], Risk = Risk.Medium)]
[assembly: Permission(SkillsPermissions.FindPeople, Roles = [RoleNames.Manager, RoleNames.HR, RoleNames.Auditor], Risk = Risk.Medium)]
[assembly: Permission(SkillsPermissions.SeeAwards, Roles = [RoleNames.Learner, RoleNames.Author, RoleNames.HR, RoleNames.Auditor])]
[assembly: Permission(SkillsPermissions.ManageAwards, Roles = [RoleNames.Author, RoleNames.HR], Risk = Risk.Medium)]
[assembly: Permission(SkillsPermissions.ManageSettings, Roles = [RoleNames.HR], Risk = Risk.Medium)]
[assembly: Permission(SkillsPermissions.ManageIssuers, Roles = [RoleNames.HR, RoleNames.Administrator], Risk = Risk.Medium)]
[assembly: Permission(SkillsPermissions.RecordCertificates, Roles = [RoleNames.HR], Risk = Risk.Medium)]

namespace CompetencyModular.SkillsAnalysis;

/// <summary>The evidence of what people can do, effective levels and gaps.</summary>
public sealed class SkillsAnalysisModule : Module
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services) => services
        .AddMediator((MediatorOptions options) =>
        {
            options.Namespace = "CompetencyModular.SkillsAnalysis";
            options.ServiceLifetime = ServiceLifetime.Scoped;
            options.GenerateTypesAsInternal = true;
        })
        .AddUseCases<Mediator>()
        .AddModuleDb<SkillsDb, SkillsSqliteDb, SkillsPostgresDb>("skills")
        .AddPersonRecords<PersonRecords>()
        .AddScoped<LedgerReader>()
        .AddScoped<RecordAccess>()
        .AddScoped<CertificateReader>()
        .AddScoped<PeopleSearch>()
        .AddScoped<AwardWriter>()
        .AddScoped<ReEvaluator>()
        .AddScoped<MatrixReader>()
        .AddScoped<MatrixPlanner>()
        .AddScoped<ReportSkills.ReportReader>()
        .AddScoped<Teller>()
        .AddScoped<SkillWords>()
        .AddLookup<IGapLookup, GapLookup>("SkillsAnalysis")
        .AddLookup<IAwardLookup, AwardLookup>("SkillsAnalysis")
        .AddLookup<IProofLookup, ProofLookup>("SkillsAnalysis");

    /// <inheritdoc/>
    public override void Contribute(Contributions to) => to
        .Navigation(NavigationArea.MyDevelopment, "Nav.MySkills", "skills/me", "gap", SkillsPermissions.See, 10)
        .Navigation(NavigationArea.MyTeam, "Nav.MyTeam", "skills/team", "team", SkillsPermissions.SeeTeam, 10)
        .Navigation(NavigationArea.PeopleAndRoles, "Nav.FindPeople", "skills/find", "search", SkillsPermissions.FindPeople, 15)
        .Navigation(NavigationArea.MyTeam, "Nav.Report", "skills/report", "file", SkillsPermissions.FindPeople, 15)
        .Navigation(NavigationArea.PeopleAndRoles, "Nav.Matrix", "skills/matrix", "chart", SkillsPermissions.FindPeople, 16)
        .Navigation(NavigationArea.Administration, "Nav.Standards", "skills/settings", "settings", SkillsPermissions.ManageSettings, 50)
        .Navigation(NavigationArea.Administration, "Nav.Issuers", "skills/issuers", "award", SkillsPermissions.ManageIssuers, 51)
        .Widget<GapWidget>(Slots.Home, SkillsPermissions.See, 10)
        .Widget<TeamWidget>(Slots.Home, SkillsPermissions.SeeTeam, 8)
        .Widget<PersonWidget>(Slots.Person, SkillsPermissions.See, 10)
        .Widget<JudgementWidget>(Slots.Skill, SkillsPermissions.See, 10)
        .Widget<AwardsWidget>(Slots.ActivityAwards, SkillsPermissions.SeeAwards, 10);
}
