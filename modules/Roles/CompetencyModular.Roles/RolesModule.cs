using CompetencyModular.Roles;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Features.AssignProfile;
using CompetencyModular.Roles.Features.ImportTable;
using CompetencyModular.Roles.Features.WhenPeopleMerged;
using CompetencyModular.Roles.Lookups;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using Mediator;
using Microsoft.Extensions.DependencyInjection;

[assembly: Module("Roles", "roles")]
[assembly: Permission(RolesPermissions.Read, Roles = [RoleNames.Learner, RoleNames.Manager, RoleNames.Mentor, RoleNames.Trainer, RoleNames.Author, RoleNames.HR, RoleNames.Auditor, RoleNames.Administrator])]
[assembly: Permission(RolesPermissions.Define, Roles = [RoleNames.HR, RoleNames.Administrator], Risk = Risk.Medium)]
[assembly: Permission(RolesPermissions.Assign, Roles = [RoleNames.HR, RoleNames.Manager, RoleNames.Administrator], Risk = Risk.Medium)]
[assembly: Permission(RolesPermissions.Aspire, Roles = [RoleNames.Learner], Risk = Risk.Low)]

namespace CompetencyModular.Roles;

/// <summary>Skills, scales, job profiles, and who holds them.</summary>
public sealed class RolesModule : Module
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services) => services
        .AddMediator((MediatorOptions options) =>
        {
            options.Namespace = "CompetencyModular.Roles";
            options.ServiceLifetime = ServiceLifetime.Scoped;
            options.GenerateTypesAsInternal = true;
        })
        .AddUseCases<Mediator>()
        .AddPersonRecords<PersonRecords>()
        .AddScoped<TableImport>()
        .AddModuleDb<RolesDb, RolesSqliteDb, RolesPostgresDb>("roles")
        .AddMemoryCache()
        .AddScoped<Catalogue>()
        .AddLookup<ISkillLookup, SkillLookup>("Roles")
        .AddLookup<IRequirementLookup, RequirementLookup>("Roles");

    /// <inheritdoc/>
    public override void Contribute(Contributions to) => to
        .Navigation(NavigationArea.PeopleAndRoles, "Nav.Skills", "roles/skills", "skill", RolesPermissions.Read, 20)
        .Navigation(NavigationArea.PeopleAndRoles, "Nav.Profiles", "roles/profiles", "role", RolesPermissions.Read, 30)
        .Navigation(NavigationArea.PeopleAndRoles, "Nav.Scales", "roles/scales", "chart", RolesPermissions.Read, 40)
        .Widget<ImportsWidget>(Slots.Imports, RolesPermissions.Define, 10)
        .Widget<AssignmentsWidget>(Slots.Person, RolesPermissions.Read, 10);
}
