using System.Text.Json;
using System.Text.Json.Serialization;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.Invitations;
using CompetencyModular.Host.Access.Roles;
using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.People;
using CompetencyModular.Host.People.ImportTable;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Demo;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Tenancy;

namespace CompetencyModular.Host.Demo;

/// <summary>Creates the demo organisation: its people here, everything else by the modules, in one transaction.</summary>
internal static class DemoOrganisation
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Creates it and returns the e-mail addresses and personnel numbers that can sign in, all with the given password.</summary>
    public static async Task<IReadOnlyList<string>> CreateAsync(IServiceProvider services, string password, CancellationToken cancellationToken)
    {
        var demo = Read();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await services.GetRequiredService<TenantRegistry>().AddAsync(new TenantRow { Name = demo.Name, TimeZone = demo.TimeZone, CreatedAt = now },
            tenant => FillAsync(services, tenant, password, cancellationToken), cancellationToken);
        await services.GetRequiredService<Dispatcher>().DeliverAllAsync(cancellationToken);
        return [.. demo.People.Where(p => p.Account is not null).Select(p => p.Email.Length > 0 ? p.Email : p.PersonnelNumber!)];
    }

    /// <summary>Writes the demo organisation into an empty tenant.</summary>
    public static async Task FillAsync(IServiceProvider services, Tenant tenant, string password, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingContext>().ActAsSystem(tenant);
        var today = tenant.DateAt(services.GetRequiredService<TimeProvider>().GetUtcNow());
        var written = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().RunAsync("Platform.Demo", async ct =>
        {
            var db = scope.ServiceProvider.GetRequiredService<PlatformDb>();
            var demo = Read();
            WritePeople(demo, db, scope.ServiceProvider.GetRequiredService<Accounts>(), password, today, tenant);
            WriteDetails(demo, db, today, services.GetRequiredService<TimeProvider>().GetUtcNow());
            WriteInvitations(demo, db, scope.ServiceProvider.GetRequiredService<Accounts>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
            // The modules look people up, and each other's content.
            await db.SaveChangesAsync(ct);
            var catalog = scope.ServiceProvider.GetRequiredService<ModuleCatalog>();
            foreach (var part in scope.ServiceProvider.GetServices<IDemoContent>().Where(p => catalog.Of(p.GetType().Assembly) is { } module && tenant.Features.Contains(module.Id)).OrderBy(p => p.Order))
            {
                await part.WriteAsync(ct);
                foreach (var context in scope.ServiceProvider.GetRequiredService<TenantConnection>().Contexts) await context.SaveChangesAsync(ct);
            }

            return (Result<Done>)Done.Value;
        }, cancellationToken);
        if (written.Error is { } error) throw new InvalidOperationException($"The demo organisation could not be written: {error.Message}");
    }

    private static Content Read()
    {
        using var stream = typeof(DemoOrganisation).Assembly.GetManifestResourceStream("CompetencyModular.Host.Demo.organisation.json")!;
        return JsonSerializer.Deserialize<Content>(stream, Json)!;
    }

    private static void WritePeople(Content demo, PlatformDb db, Accounts accounts, string password, DateOnly today, Tenant tenant)
    {
        var given = new Dictionary<string, Guid>();
        db.AddRange(demo.Units.Select(u => new OrganisationUnit { Id = DemoIds.Of("unit", u.Code), Name = u.Name, ParentId = u.Parent is { } parent ? DemoIds.Of("unit", parent) : null }));
        foreach (var person in demo.People)
        {
            db.Add(new Person
            {
                Id = DemoIds.Of("person", person.Code),
                PersonnelNumber = person.PersonnelNumber,
                UnitId = person.Unit is { } unit ? DemoIds.Of("unit", unit) : null,
                ManagerId = person.Manager is { } manager ? DemoIds.Of("person", manager) : null,
                MentorId = person.Mentor is { } mentor ? DemoIds.Of("person", mentor) : null,
                Kind = person.Kind,
            }.Describe(person.GivenName, person.FamilyName, person.Email, person.JobTitle, person.Location)
                .Employ(today.AddDays(-person.HiredDaysAgo), person.StaysDays is { } days ? today.AddDays(days) : null, true, today));
            if (person.Account is not { } role) continue;
            // Whoever comes from outside is no learner of the organisation.
            var account = accounts.Add(DemoIds.Of("person", person.Code), person.Email.Length > 0 ? person.Email : null, password, mustChangePassword: false, person.Kind is PersonKind.Guest ? [role] : [RoleNames.Learner, role]);
            given[person.Code] = account.Id;
            if (role == RoleNames.Auditor) db.ChangeTracker.Entries<RoleGrant>().Single(g => g.Entity.AccountId == account.Id).Entity.Until = tenant.EndOf(today.AddDays(person.StaysDays ?? 90));
        }

        foreach (var role in demo.Roles)
        {
            var own = new CustomRole { Id = DemoIds.Of("role", role.Code), Name = role.Name, Purpose = role.Purpose, Permissions = role.Permissions };
            db.AddRange(own, new UnitRole { UnitId = DemoIds.Of("unit", role.Unit), Role = own.Key });
        }

        db.AddRange(demo.Lent.Select(l => new RoleDelegation
        {
            FromAccountId = given[l.From], ToAccountId = given[l.To], Role = l.Role, StartsAt = tenant.StartOf(today.AddDays(l.InDays)), EndsAt = tenant.EndOf(today.AddDays(l.InDays + l.Days)),
        }));
    }

    private static void WriteDetails(Content demo, PlatformDb db, DateOnly today, DateTimeOffset now)
    {
        foreach (var attribute in demo.Attributes)
        {
            var id = DemoIds.Of("attribute", attribute.Name);
            db.Add(new PersonAttribute { Id = id, Name = attribute.Name, Kind = attribute.Kind, Choices = string.Join('\n', attribute.Choices ?? []) });
            db.AddRange(attribute.Values.Select(v => new PersonAttributeValue { PersonId = DemoIds.Of("person", v.Key), AttributeId = id, Value = v.Value }));
        }

        // As the organisation's HR system names the columns of its table; offered at the next import of it.
        var mapping = new PeopleMapping
        {
            Number = "Employee ID", GivenName = "First name", FamilyName = "Last name", Email = "E-mail", JobTitle = "Position", Unit = "Department", Manager = "Reports to", HiredOn = "Entry date", LeavesOn = "Exit date",
            Attributes = [new AttributeColumn { Id = DemoIds.Of("attribute", "Cost centre"), Column = "Cost centre" }],
        };
        db.Add(new SavedMapping { Table = SavedMapping.PeopleTable, Json = SavedMapping.Write(mapping), SavedAt = now });
        db.AddRange(demo.Moves.Select(m => new FutureMove
        {
            PersonId = DemoIds.Of("person", m.Person), On = today.AddDays(m.InDays), JobTitle = m.JobTitle, UnitId = m.Unit is { } unit ? DemoIds.Of("unit", unit) : null,
            ManagerId = m.Manager is { } manager ? DemoIds.Of("person", manager) : null, PlannedById = DemoIds.Of("person", m.PlannedBy),
        }));
        db.AddRange(demo.Deputies.Select(d => new Deputy { PersonId = DemoIds.Of("person", d.Person), DeputyId = DemoIds.Of("person", d.StandIn), From = today.AddDays(d.FromInDays), Until = today.AddDays(d.FromInDays + d.Days) }));
    }

    /// <summary>Some who were invited and have not come in yet. Their codes are nobody's: an invitation that shall be opened is sent again.</summary>
    private static void WriteInvitations(Content demo, PlatformDb db, Accounts accounts, DateTimeOffset now)
    {
        foreach (var invitation in demo.Invitations)
        {
            var (person, at) = (demo.People.Single(p => p.Code == invitation.Person), now.AddDays(-invitation.DaysAgo));
            accounts.AddWithoutPassword(DemoIds.Of("person", person.Code), person.Email.Length > 0 ? person.Email : null, RoleNames.Learner);
            db.Add(new Invitation { PersonId = DemoIds.Of("person", person.Code), Way = invitation.Way, InvitedById = DemoIds.Of("person", invitation.By), InvitedAt = at, ExpiresAt = at.AddDays(14), Times = 1 });
        }
    }

    private sealed record Content(
        string Name, string TimeZone, IReadOnlyList<DemoUnit> Units, IReadOnlyList<DemoPerson> People, IReadOnlyList<DemoAttribute> Attributes, IReadOnlyList<DemoMove> Moves, IReadOnlyList<DemoDeputy> Deputies, IReadOnlyList<DemoRole> Roles, IReadOnlyList<DemoLent> Lent,
        IReadOnlyList<DemoInvitation> Invitations);

    private sealed record DemoRole(string Code, string Name, string Purpose, IReadOnlyList<string> Permissions, string Unit);

    private sealed record DemoLent(string From, string To, string Role, int InDays, int Days);

    /// <param name="Values">By the person's code.</param>
    private sealed record DemoAttribute(string Name, AttributeKind Kind, IReadOnlyList<string>? Choices, IReadOnlyDictionary<string, string> Values);

    private sealed record DemoMove(string Person, int InDays, string? Unit, string? Manager, string? JobTitle, string PlannedBy);

    private sealed record DemoDeputy(string Person, string StandIn, int FromInDays, int Days);

    private sealed record DemoInvitation(string Person, InvitationWay Way, int DaysAgo, string By);

    private sealed record DemoUnit(string Code, string Name, string? Parent);

    /// <param name="Account">The role beside Learner of those who can sign in; the only one of a guest.</param>
    /// <param name="StaysDays">In how many days their last day is.</param>
    private sealed record DemoPerson(
        string Code, string? PersonnelNumber, string GivenName, string FamilyName, string Email, string? Unit, string? Manager, string JobTitle, string Location, int HiredDaysAgo, string? Account,
        PersonKind Kind = PersonKind.Staff, int? StaysDays = null, string? Mentor = null);
}
