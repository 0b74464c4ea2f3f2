using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.Passkeys;
using CompetencyModular.Host.Access.Passkeys.RegisterPasskey;
using CompetencyModular.Host.Access.Providers;
using CompetencyModular.Host.Access.Providers.WriteProvider;
using CompetencyModular.Host.Access.Roles;
using CompetencyModular.Host.Access.Roles.DelegateRole;
using CompetencyModular.Host.Access.Roles.GiveUnitRole;
using CompetencyModular.Host.Access.Roles.WriteRole;
using CompetencyModular.Host.Audit;
using CompetencyModular.Host.Audit.BrowseAudit;
using CompetencyModular.Host.Audit.VerifyAudit;
using CompetencyModular.Host.Audit.ViewAuditEntry;
using CompetencyModular.Host.People;
using CompetencyModular.Host.People.GrantAccess;
using CompetencyModular.Host.People.WritePerson;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Host.Tests.Access;
using CompetencyModular.Probe;
using CompetencyModular.Probe.Features.WriteNote;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Audit;

/// <summary>The audit trail says who did what with what was before and after, and shows when somebody changed it past the product.</summary>
public sealed class AuditTrailTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    private static readonly Actor Auditor = Actor.With(RoleNames.Auditor);

    [Theory, EveryDatabase]
    public async Task An_entry_says_who_changed_whom_and_what_was_before_and_after(Database database)
    {
        var host = await hosts.OnAsync(database);
        var hr = await host.CreatePersonAsync($"Hanna {Unique()}", RoleNames.HR);
        var painter = Person("Painter");
        var person = await WriteAsync(host, hr, painter);
        await WriteAsync(host, hr, painter with { Id = person, JobTitle = "Plumber" });

        var row = (await host.SendAsync(new BrowseAudit.Query(Action: "write person"), Auditor)).Value.Items.First(r => r.ActorId == hr.PersonId);
        var entry = (await host.SendAsync(new ViewAuditEntry.Query(row.Id), Auditor)).Value;

        row.Actor.ShouldStartWith("Hanna ");
        row.About.ShouldBe(["Ada Lovelace"]);
        entry.About.ShouldBe([person]);
        var change = entry.Changes.ShouldHaveSingleItem();
        (change.Entity, change.State).ShouldBe(("Person", "Modified"));
        change.Values.ShouldHaveSingleItem().ShouldBe(new AuditValue("JobTitle", "Painter", "Plumber"));
    }

    [Theory, EveryDatabase]
    public async Task It_is_found_by_who_by_whom_by_module_by_action_and_by_day_and_goes_out_as_a_file(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (name, title) = (Unique(), Unique());
        var hr = await host.CreatePersonAsync($"Hanna {name}", RoleNames.HR);
        await WriteAsync(host, hr, Person(title) with { FamilyName = name + "x" });
        var today = DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime);

        (await FoundAsync(host, new BrowseAudit.Query(Who: name, Action: "WritePerson"))).ShouldBe(1);
        (await FoundAsync(host, new BrowseAudit.Query(Who: name, About: name + "x"))).ShouldBe(1);
        (await FoundAsync(host, new BrowseAudit.Query(Who: name, Module: "Host", Action: "WritePerson", From: today.AddDays(-1), To: today.AddDays(1)))).ShouldBe(1);
        (await FoundAsync(host, new BrowseAudit.Query(Who: name, Module: "Probe"))).ShouldBe(0);
        await host.UseAsync<PlatformDb, int>(db =>
        {
            db.Add(new AuditEntry { At = host.Clock.GetUtcNow(), ActorId = hr.PersonId, Action = "Platform.SignIn" });
            return db.SaveChangesAsync();
        });
        (await FoundAsync(host, new BrowseAudit.Query(Who: name, Module: "Host"))).ShouldBe(2, "A sign-in is the platform's too.");
        (await FoundAsync(host, new BrowseAudit.Query(Who: name, From: today.AddDays(2)))).ShouldBe(0);
        (await FoundAsync(host, new BrowseAudit.Query(About: Unique()))).ShouldBe(0);
        var file = (await host.SendAsync(new BrowseAudit.Export(Who: name, Action: "WritePerson"), Auditor)).Value;
        System.Text.Encoding.UTF8.GetString(file.Content).ShouldContain(title);
    }

    [Theory, EveryDatabase]
    public async Task What_is_secret_is_recorded_without_its_value(Database database)
    {
        var host = await hosts.OnAsync(database);
        var admin = await host.CreatePersonAsync("Gives Access", RoleNames.Administrator);
        var person = await host.CreatePersonAsync("Gets Access");
        var given = await host.SendAsync(new GrantAccess.Command(person.PersonId, $"{Unique()}@example.org", [RoleNames.Learner], null, NewPassword: true), admin);
        given.IsSuccess.ShouldBeTrue();

        var row = (await host.SendAsync(new BrowseAudit.Query(Action: "GrantAccess"), Auditor)).Value.Items.First(r => r.ActorId == admin.PersonId);
        var values = (await host.SendAsync(new ViewAuditEntry.Query(row.Id), Auditor)).Value.Changes.SelectMany(c => c.Values).ToList();

        values.Single(v => v.Name == "PasswordHash").After.ShouldBe("***");
        values.Single(v => v.Name == "Email").After!.ShouldEndWith("@example.org");
    }

    [Theory, EveryDatabase]
    public async Task Who_was_given_lent_or_deprived_of_a_role_stands_in_their_history_with_the_role_and_a_units_with_the_unit(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (unit, name) = (new OrganisationUnit { Name = $"Works {Unique()}" }, $"Taker {Unique()}");
        await host.SaveAsync<PlatformDb>(unit);
        var admin = await host.CreatePersonAsync("Gives Roles", RoleNames.Administrator, RoleNames.HR);
        var (_, lenderId) = await host.CreateAccountAsync(roles: RoleNames.HR);
        var (email, takerId) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        await host.ChangeAsync(async services => (await services.GetDb().Set<Person>().SingleAsync(p => p.Id == takerId)).Describe("Taker", name[6..], email, "", ""));
        var lender = Actor.OfPerson(lenderId, [RoleNames.HR]);
        var today = DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime);

        await SentAsync(new GrantAccess.Command(takerId, email, [RoleNames.Learner, RoleNames.Mentor], null, NewPassword: false), admin);
        await SentAsync(new GrantAccess.Command(takerId, email, [RoleNames.Learner], null, NewPassword: false), admin);
        await SentAsync(new DelegateRole.Command(email, RoleNames.HR, today, today), lender);
        await SentAsync(new GiveUnitRole.Command(unit.Id, RoleNames.Mentor, Give: true), admin);
        await SentAsync(new GiveUnitRole.Command(unit.Id, RoleNames.Mentor, Give: false), admin);

        var (given, taken, lent) = (await EntryAsync("GrantAccess", 1, name), await EntryAsync("GrantAccess", 0, name), await EntryAsync("DelegateRole", 0, name));
        var (unitGiven, unitTaken) = (await EntryAsync("GiveUnitRole", 1), await EntryAsync("GiveUnitRole", 0));
        Told(given, "RoleGrant", "Added").ShouldBe([("AccountId", name), ("Role", RoleNames.Mentor)], ignoreOrder: true);
        Told(taken, "RoleGrant", "Deleted").ShouldBe([("AccountId", name), ("Role", RoleNames.Mentor)], ignoreOrder: true);
        Told(lent, "RoleDelegation", "Added").ShouldContain(("Role", RoleNames.HR));
        Told(lent, "RoleDelegation", "Added").ShouldContain(("ToAccountId", name));
        lent.About.ShouldBe([lenderId, takerId], ignoreOrder: true);
        given.About.ShouldBe([takerId]);
        Told(unitGiven, "UnitRole", "Added").ShouldBe([("UnitId", unit.Name), ("Role", RoleNames.Mentor)], ignoreOrder: true);
        Told(unitTaken, "UnitRole", "Deleted").ShouldBe([("UnitId", unit.Name), ("Role", RoleNames.Mentor)], ignoreOrder: true);

        async Task SentAsync<T>(IWrite<T> command, Actor actor) => (await host.SendAsync(command, actor)).Error.ShouldBeNull();

        async Task<ViewAuditEntry.Response> EntryAsync(string action, int back, string? about = null) =>
            (await host.SendAsync(new ViewAuditEntry.Query((await host.SendAsync(new BrowseAudit.Query(Action: action, About: about), Auditor)).Value.Items.Where(r => r.ActorId == admin.PersonId || r.ActorId == lenderId).ElementAt(back).Id), Auditor)).Value;
    }

    [Theory, EveryDatabase]
    public async Task What_is_taken_away_is_recorded_with_what_it_was(Database database)
    {
        var host = await hosts.OnAsync(database);
        var admin = await host.CreatePersonAsync("Takes Away", RoleNames.Administrator, RoleNames.HR);
        var (_, lenderId) = await host.CreateAccountAsync(roles: RoleNames.HR);
        var (email, takerId) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var (lender, taker, today) = (Actor.OfPerson(lenderId, [RoleNames.HR]), Actor.OfPerson(takerId, [RoleNames.Manager]), DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime));
        var role = (await host.SendAsync(new WriteRole.Command(new(null, Unique(), "", [PlatformPermissions.UseTheProduct])), admin)).Value.Id;
        var provider = (await host.SendAsync(Provider(null, ""), admin)).Value;
        Passkey passkey = null!;
        await host.ChangeAsync(async services =>
        {
            var account = (await services.GetRequiredService<Accounts>().OfPersonAsync(takerId, default))!.Id;
            services.GetDb().AddRange(new RoleGrant { AccountId = account, Role = CustomRole.KeyOf(role) }, new ExternalLogin { ProviderId = provider, Subject = email, AccountId = account },
                passkey = new Passkey { AccountId = account, CredentialId = Unique(), Name = "My phone", PublicKey = [1] });
        });
        (await host.SendAsync(new DelegateRole.Command(email, RoleNames.HR, today, today), lender)).Error.ShouldBeNull();

        await TakeAsync(new DelegateRole.End((await host.SendAsync(new DelegateRole.Query(), taker)).Value.Taken.Single().Id), taker);
        await TakeAsync(new RegisterPasskey.Remove(passkey.Id), taker);
        await TakeAsync(new WriteRole.Remove(role), admin);
        await TakeAsync(new WriteProvider.Remove(provider), admin);

        var lent = await EntryAsync("DelegateRole.End", takerId);
        Told(lent, "RoleDelegation", "Deleted").ShouldContain(("Role", RoleNames.HR));
        lent.About.ShouldBe([lenderId, takerId], ignoreOrder: true);
        Told(await EntryAsync("RegisterPasskey.Remove", takerId), "Passkey", "Deleted").ShouldContain(("Name", "My phone"));
        var removed = await EntryAsync("WriteRole.Remove", admin.PersonId);
        Told(removed, "RoleGrant", "Deleted").ShouldContain(("AccountId", "Grace Hopper"));
        removed.About.ShouldBe([takerId]);
        Told(await EntryAsync("WriteProvider.Remove", admin.PersonId), "ExternalLogin", "Deleted").ShouldContain(("Subject", email));

        async Task TakeAsync<T>(IWrite<T> command, Actor actor) => (await host.SendAsync(command, actor)).Error.ShouldBeNull();

        async Task<ViewAuditEntry.Response> EntryAsync(string action, Guid actor) =>
            (await host.SendAsync(new ViewAuditEntry.Query((await host.SendAsync(new BrowseAudit.Query(Action: action), Auditor)).Value.Items.First(r => r.ActorId == actor).Id), Auditor)).Value;
    }

    [Theory, EveryDatabase]
    public async Task A_change_far_behind_in_a_long_value_is_shown_where_it_is(Database database)
    {
        var host = await hosts.OnAsync(database);
        var admin = await host.CreatePersonAsync("Lets In", RoleNames.Administrator);
        var domains = string.Join(' ', Enumerable.Range(0, 100).Select(i => $"site{i}.example.org"));
        var provider = (await host.SendAsync(Provider(null, domains), admin)).Value;
        (await host.SendAsync(Provider(provider, domains + " stranger.example.net"), admin)).Error.ShouldBeNull();

        var row = (await host.SendAsync(new BrowseAudit.Query(Action: "WriteProvider"), Auditor)).Value.Items.First(r => r.ActorId == admin.PersonId);
        var domainsNow = (await host.SendAsync(new ViewAuditEntry.Query(row.Id), Auditor)).Value.Changes.Single().Values.Single(v => v.Name == "Domains");

        domainsNow.After!.ShouldContain("stranger.example.net");
        domainsNow.Before!.ShouldNotContain("stranger");
        domainsNow.Before!.ShouldStartWith("…");
        domainsNow.After!.Length.ShouldBeLessThan(600);
    }

    [Fact]
    public async Task Every_column_that_sounds_secret_is_kept_out_of_the_values()
    {
        string[] telling = ["hash", "secret", "password", "protected", "token", "salt", "stamp"];
        var host = await hosts.OnAsync(Database.Sqlite);
        var columns = host.Services.GetServices<ModuleDbTypes>().SelectMany(t =>
        {
            using var context = t.Create(isSqlite: true, connection: null);
            return context.Model.GetEntityTypes().SelectMany(e => e.GetProperties().Select(p => p.Name)).ToList();
        }).Distinct().Where(name => telling.Any(t => name.Contains(t, StringComparison.OrdinalIgnoreCase))).ToList();

        columns.Count.ShouldBeGreaterThan(3);
        columns.ShouldAllBe(name => AuditTrail.IsSecret(name));
    }

    [Theory, EveryDatabase]
    public async Task What_follows_from_an_event_stands_as_done_by_the_system_for_whoever_caused_it(Database database)
    {
        var host = await hosts.OnAsync(database);
        var writer = await host.CreatePersonAsync("Writes Notes", RoleNames.Learner);
        (await host.SendAsync(new WriteNote.Command(new WriteNote.Input(Unique()), null), writer)).IsSuccess.ShouldBeTrue();
        await host.DeliverEventsAsync(tolerateErrors: true);

        var effects = (await host.SendAsync(new BrowseAudit.Query(Action: "when note written", System: true), Auditor)).Value.Items.Where(r => r.OnBehalfOfId == writer.PersonId).ToList();

        (await FoundAsync(host, new BrowseAudit.Query(Action: "when note written"))).ShouldBe(0, "What people did is drowned by what follows from it.");

        effects.ShouldNotBeEmpty();
        effects.ShouldAllBe(e => e.ActorId == null);
    }

    [Theory, EveryDatabase]
    public async Task Entries_are_sealed_once_they_have_settled_and_the_chain_holds(Database database)
    {
        await using var host = await StartAsync(database);
        await WriteAsync(host, Actor.With(RoleNames.HR), Person("Painter"));

        await SealAsync(host);
        (await VerifyAsync(host)).Sealed.ShouldBe(0, "A transaction with a lower number may still be on its way.");
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await SealAsync(host);
        var first = await VerifyAsync(host);
        await WriteAsync(host, Actor.With(RoleNames.HR), Person("Plumber"));
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await SealAsync(host);
        var second = await VerifyAsync(host, first.LastSeal);

        (first.IsIntact, first.Sealed > 0, first.Unsealed).ShouldBe((true, true, 0L));
        (second.IsIntact, second.Sealed > first.Sealed, second.LastSeal == first.LastSeal).ShouldBe((true, true, false));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_changes_removes_or_adds_an_entry_past_the_product_is_found_out(Database database)
    {
        await using var host = await SealedAsync(database);
        await TamperAsync(host, db => db.Set<AuditEntry>().Where(e => e.Action.Contains("WritePerson")).ExecuteUpdateAsync(e => e.SetProperty(x => x.Action, "Host.Nothing.Command")));
        (await VerifyAsync(host)).Findings.ShouldHaveSingleItem().Kind.ShouldBe(VerifyAudit.FindingKind.Changed);

        await TamperAsync(host, db => db.Set<AuditEntry>().Where(e => e.Action == "Host.Nothing.Command").ExecuteDeleteAsync());
        (await VerifyAsync(host)).Findings.ShouldHaveSingleItem().Kind.ShouldBe(VerifyAudit.FindingKind.Removed);

        await TamperAsync(host, db => db.Set<AuditSeal>().ExecuteUpdateAsync(s => s.SetProperty(x => x.Previous, "0")));
        (await VerifyAsync(host)).Findings.ShouldHaveSingleItem().Kind.ShouldBe(VerifyAudit.FindingKind.SealBroken);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_changes_the_values_is_found_out_and_erasing_them_leaves_the_chain_whole(Database database)
    {
        await using var host = await SealedAsync(database);
        await TamperAsync(host, db => db.Set<AuditValues>().Where(v => v.Changes.Contains("Painter")).ExecuteUpdateAsync(v => v.SetProperty(x => x.Changes, "[]")));
        var changed = await VerifyAsync(host);
        await TamperAsync(host, db => db.Set<AuditValues>().ExecuteDeleteAsync());
        var erased = await VerifyAsync(host);

        changed.Findings.ShouldHaveSingleItem().Kind.ShouldBe(VerifyAudit.FindingKind.ValuesChanged);
        (erased.IsIntact, erased.Erased > 0).ShouldBe((true, true));
    }

    [Theory, EveryDatabase]
    public async Task A_chain_written_anew_does_not_hold_the_seal_that_somebody_noted(Database database)
    {
        await using var host = await SealedAsync(database);
        var noted = (await VerifyAsync(host)).LastSeal;
        await TamperAsync(host, async db => await db.Set<AuditSeal>().ExecuteDeleteAsync() + await db.Set<AuditEntry>().Where(e => e.Action.Contains("WritePerson")).ExecuteDeleteAsync());
        await SealAsync(host);

        var unaware = await VerifyAsync(host);
        var aware = await VerifyAsync(host, noted);

        unaware.IsIntact.ShouldBeTrue();
        aware.Findings.ShouldHaveSingleItem().Kind.ShouldBe(VerifyAudit.FindingKind.SealUnknown);
    }

    [Theory, EveryDatabase]
    public async Task The_pages_show_it_in_both_languages_to_the_auditor_and_the_administrator_alone(Database database)
    {
        var host = await hosts.OnAsync(database);
        var hr = await host.CreatePersonAsync($"Hanna {Unique()}", RoleNames.HR);
        await WriteAsync(host, hr, Person("Glazier"));
        var auditor = await host.SignInAsAsync(RoleNames.Auditor);

        var list = await auditor.GetPageAsync("/admin/audit?action=write+person");
        var entry = await auditor.GetPageAsync("/" + list.QuerySelector("tbody a")!.GetAttribute("href"));
        var verification = await auditor.GetPageAsync("/admin/audit/verification");
        auditor.DefaultRequestHeaders.Add("Accept-Language", "de");

        entry.Body!.TextContent.ShouldContain("Glazier");
        verification.Body!.TextContent.ShouldContain("Everything is as it was sealed");
        (await auditor.GetPageAsync("/admin/audit")).QuerySelector("h1")!.TextContent.ShouldBe("Änderungsprotokoll");
        (await host.SendAsync(new BrowseAudit.Query(), Actor.With(RoleNames.HR, RoleNames.Manager, RoleNames.Author))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new VerifyAudit.Query(), Actor.With(RoleNames.Administrator))).IsSuccess.ShouldBeTrue();
    }

    private static WriteProvider.Command Provider(Guid? id, string domains) =>
        new(id, id?.ToString() ?? Unique(), "https://login.example.org", "learning", "", "email", "given_name", "family_name", "", CreatesPeople: false, null, domains, IsOn: false);

    /// <summary>What a change says of a kind of record, with names for the ids.</summary>
    private static IEnumerable<(string Field, string Value)> Told(ViewAuditEntry.Response entry, string entity, string state) =>
        entry.Changes.Single(c => c.Entity == entity && c.State == state).Values.Select(v => (v.Name, Value: v.After ?? v.Before!))
            .Select(v => (v.Name, Guid.TryParse(v.Value, out var id) && entry.Names.TryGetValue(id, out var name) ? name : v.Value));

    private static WritePerson.Command Person(string title) =>
        new(null, "Ada", "Lovelace", $"{Unique()}@example.org", null, title, null, null, null, null, IsActive: true, Version: 0);

    private static async Task<Guid> WriteAsync(TestHost host, Actor actor, WritePerson.Command person)
    {
        var result = await host.SendAsync(person, actor);
        result.Error.ShouldBeNull();
        return result.Value;
    }

    private static Task<TestHost> StartAsync(Database database) => TestHost.StartAsync(database, typeof(ProbeModule).Assembly);

    private static async Task<TestHost> SealedAsync(Database database)
    {
        var host = await StartAsync(database);
        await WriteAsync(host, Actor.With(RoleNames.HR), Person("Painter"));
        await WriteAsync(host, Actor.With(RoleNames.HR), Person("Plumber"));
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await SealAsync(host);
        return host;
    }

    private static Task SealAsync(TestHost host) => host.Services.GetRequiredService<AuditSealer>().SealAllAsync(CancellationToken.None);

    private static async Task<VerifyAudit.Report> VerifyAsync(TestHost host, string? seal = null) => (await host.SendAsync(new VerifyAudit.Query(seal), Auditor)).Value;

    private static Task<int> TamperAsync(TestHost host, Func<PlatformDb, Task<int>> change) => host.UseAsync(change);

    private static async Task<int> FoundAsync(TestHost host, BrowseAudit.Query query) => (await host.SendAsync(query, Auditor)).Value.Total;

    private static string Unique() => Guid.NewGuid().ToString("N");
}
