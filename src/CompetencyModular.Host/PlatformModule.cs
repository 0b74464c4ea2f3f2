using CompetencyModular.Host;
using CompetencyModular.Host.Notices.ListNotices;
using CompetencyModular.Host.Operations.GlanceAtInstallation;
using CompetencyModular.Host.People;
using CompetencyModular.Host.People.BulkChange;
using CompetencyModular.Host.People.GlanceAtPeople;
using CompetencyModular.Host.People.ImportTable;
using CompetencyModular.Host.People.MergePeople;
using CompetencyModular.Host.People.PullPeople;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using Mediator;

[assembly: Module("Platform", "platform")]
[assembly: Permission(PlatformPermissions.UseTheProduct, Roles = [RoleNames.Learner, RoleNames.Manager, RoleNames.Mentor, RoleNames.Trainer, RoleNames.Author, RoleNames.HR, RoleNames.Auditor, RoleNames.Administrator, RoleNames.Guest])]
[assembly: Permission(HostPermissions.ManageOwnAccount, Roles = [RoleNames.Learner, RoleNames.Manager, RoleNames.Mentor, RoleNames.Trainer, RoleNames.Author, RoleNames.HR, RoleNames.Auditor, RoleNames.Administrator, RoleNames.Guest])]
[assembly: Permission(PlatformPermissions.FindPeople, Roles = [RoleNames.Manager, RoleNames.HR, RoleNames.Auditor, RoleNames.Administrator], Risk = Risk.Medium)]
[assembly: Permission(PlatformPermissions.SeeTeam, Roles = [RoleNames.Manager], Risk = Risk.Medium)]
[assembly: Permission(PlatformPermissions.SeeEverybody, Roles = [RoleNames.HR, RoleNames.Auditor, RoleNames.Administrator], Risk = Risk.Medium)]
[assembly: Permission(HostPermissions.ManagePeople, Roles = [RoleNames.HR, RoleNames.Administrator], Risk = Risk.High)]
[assembly: Permission(HostPermissions.ManageFeatures, Roles = [RoleNames.Administrator], Risk = Risk.High)]
[assembly: Permission(HostPermissions.ManageDeliveries, Roles = [RoleNames.Administrator], Risk = Risk.High)]
[assembly: Permission(HostPermissions.ManageRoles, Roles = [RoleNames.Administrator], Risk = Risk.High)]
[assembly: Permission(HostPermissions.LendRoles, Roles = [RoleNames.Manager, RoleNames.Mentor, RoleNames.Trainer, RoleNames.Author, RoleNames.HR, RoleNames.Administrator], Risk = Risk.Medium)]
[assembly: Permission(HostPermissions.ManageSignIn, Roles = [RoleNames.Administrator], Risk = Risk.High)]
[assembly: Permission(HostPermissions.SeeAudit, Roles = [RoleNames.Auditor, RoleNames.Administrator], Risk = Risk.Medium)]
[assembly: Permission(HostPermissions.Import, Roles = [RoleNames.HR, RoleNames.Administrator], Risk = Risk.High)]

namespace CompetencyModular.Host;

/// <summary>The host as a module: its own slices go through the same loader rules, pipeline and gates as everybody's.</summary>
public sealed class PlatformModule : Sdk.Modules.Module
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services) => services
        .AddMediator((MediatorOptions options) =>
        {
            options.Namespace = "CompetencyModular.Host";
            options.ServiceLifetime = ServiceLifetime.Scoped;
            options.GenerateTypesAsInternal = true;
        })
        .AddUseCases<Mediator>()
        .AddScoped<PersonChanges>()
        .AddScoped<BulkChange.Changes>()
        .AddScoped<Access.Invitations.InvitePeople.InvitePeople.Draft>()
        .AddScoped<PeopleTable>()
        .AddScoped<PullSource>()
        .AddScoped<MergeRules>()
        .AddPersonRecords<HostRecords>()
        .AddModuleDb<PlatformDb, PlatformSqliteDb, PlatformPostgresDb>("platform");

    /// <inheritdoc/>
    public override void Contribute(Contributions to) => to
        .Widget<NoticesWidget>(Slots.Home, PlatformPermissions.UseTheProduct, 1)
        .Widget<InstallationWidget>(Slots.Home, HostPermissions.ManageDeliveries, 2)
        .Widget<PeopleWidget>(Slots.Home, PlatformPermissions.SeeEverybody, 9)
        .Navigation(NavigationArea.PeopleAndRoles, "Nav.People", "people", "people", PlatformPermissions.FindPeople, 10)
        .Navigation(NavigationArea.Administration, "Nav.Units", "people/units", "team", HostPermissions.ManagePeople, 5)
        .Navigation(NavigationArea.Administration, "Nav.Attributes", "people/attributes", "evidence", HostPermissions.ManagePeople, 6)
        .Navigation(NavigationArea.Administration, "Nav.Modules", "admin/modules", "modules", HostPermissions.ManageFeatures, 10)
        .Navigation(NavigationArea.Administration, "Nav.Import", "admin/import", "import", HostPermissions.Import, 20)
        .Navigation(NavigationArea.Administration, "Nav.Roles", "admin/roles", "role", HostPermissions.ManageRoles, 25)
        .Navigation(NavigationArea.Administration, "Nav.SignIn", "admin/sign-in", "lock", HostPermissions.ManageSignIn, 30)
        .Navigation(NavigationArea.Administration, "Nav.Mail", "admin/mail", "mail", HostPermissions.ManageSignIn, 40)
        .Navigation(NavigationArea.Administration, "Nav.Audit", "admin/audit", "shield", HostPermissions.SeeAudit, 50);
}

/// <summary>Permissions of the host's own pages.</summary>
internal static class HostPermissions
{
    /// <summary>One's own password, second step, sessions and tokens; no personal token ever holds it.</summary>
    public const string ManageOwnAccount = "Platform.ManageOwnAccount";
    public const string ManagePeople = "Platform.ManagePeople";
    public const string ManageFeatures = "Platform.ManageFeatures";
    public const string ManageDeliveries = "Platform.ManageDeliveries";
    public const string ManageRoles = "Platform.ManageRoles";
    public const string LendRoles = "Platform.LendRoles";
    public const string ManageSignIn = "Platform.ManageSignIn";
    public const string Import = "Platform.Import";
    public const string SeeAudit = "Platform.SeeAudit";

    /// <summary>What no personal token ever holds: it would change who may do what.</summary>
    public static IReadOnlyList<string> NeverByToken { get; } = [ManageOwnAccount, ManageRoles, LendRoles, ManageSignIn];
}
