using System.Net;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.Roles;
using CompetencyModular.Host.Access.Roles.DelegateRole;
using CompetencyModular.Host.Access.Roles.GiveUnitRole;
using CompetencyModular.Host.Access.Roles.ListRoles;
using CompetencyModular.Host.Access.Roles.WriteRole;
using CompetencyModular.Host.People;
using CompetencyModular.Host.People.BrowsePeople;
using CompetencyModular.Host.People.GrantAccess;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Access;

public sealed class RoleTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    private static readonly Actor Administrator = Actor.With(RoleNames.Administrator, RoleNames.HR);
    private static readonly string[] Basics = [PlatformPermissions.UseTheProduct, "Platform.ManageOwnAccount"];

    [Theory, EveryDatabase]
    public async Task A_role_made_on_the_page_lets_its_holders_do_what_it_holds(Database database)
    {
        var host = await hosts.OnAsync(database);
        var name = $"Front desk {Guid.NewGuid():N}";
        var administrator = await host.SignInAsync(await host.CreatePersonAsync("Ada Lovelace", RoleNames.Administrator));

        await administrator.SubmitAsync("/admin/roles/new", ("Input.Name", name), ("Input.Purpose", "Looks people up"),
            ("Input.Permissions", PlatformPermissions.UseTheProduct), ("Input.Permissions", PlatformPermissions.FindPeople));
        var role = (await host.SendAsync(new ListRoles.Query(), Administrator)).Value.Roles.Single(r => r.Name == name);
        var (email, _) = await host.CreateAccountAsync(roles: role.Key);

        role.Permissions.ShouldBe([PlatformPermissions.FindPeople, PlatformPermissions.UseTheProduct]);
        (await (await host.ApiOfAsync(email)).GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await administrator.GetPageAsync("/admin/roles")).Body!.TextContent.ShouldContain(name);
    }

    [Theory, EveryDatabase]
    public async Task What_is_changed_in_a_role_applies_to_its_holders_within_five_seconds(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (id, key) = await RoleAsync(host, [.. Basics, PlatformPermissions.FindPeople]);
        var (email, _) = await host.CreateAccountAsync(roles: key);
        var api = await host.ApiOfAsync(email);
        (await api.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // Behind the cache of this process, as another node would.
        await host.ChangeAsync(async services => (await services.GetDb().Set<CustomRole>().SingleAsync(r => r.Id == id)).Permissions = Basics);
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        var without = await api.GetAsync("/api/v1/people");
        await WriteAsync(host, id, [.. Basics, PlatformPermissions.FindPeople]);
        var with = await api.GetAsync("/api/v1/people");

        without.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        with.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task A_deleted_role_is_gone_from_whoever_held_it_and_their_others_stay(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (id, key) = await RoleAsync(host, [.. Basics, PlatformPermissions.FindPeople]);
        var (email, personId) = await host.CreateAccountAsync(roles: [key, RoleNames.Learner]);
        var api = await host.ApiOfAsync(email);
        (await api.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await host.SendAsync(new WriteRole.Remove(id), Administrator)).IsSuccess.ShouldBeTrue();

        (await api.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.UseAsync<PlatformDb, List<string>>(db => (from g in db.Set<RoleGrant>() join a in db.Set<Account>() on g.AccountId equals a.Id where a.PersonId == personId select g.Role).ToListAsync()))
            .ShouldBe([RoleNames.Learner]);
        (await host.SendAsync(new WriteRole.Remove(id), Administrator)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_puts_into_a_role_what_they_lack_nor_takes_it_out_nor_deletes_such_a_role(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (id, key) = await RoleAsync(host, [.. Basics, "Platform.ManageFeatures"]);
        var (_, person) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var lesser = Actor.Holding("Platform.ManageRoles", "Platform.ManagePeople", PlatformPermissions.SeeEverybody, PlatformPermissions.UseTheProduct);

        var made = await host.SendAsync(new WriteRole.Command(new(null, $"Mine {Guid.NewGuid():N}", "", ["Platform.ManageFeatures"])), lesser);
        var taken = await host.SendAsync(new WriteRole.Command(new(id, $"Mine {Guid.NewGuid():N}", "", Basics)), lesser);
        var removed = await host.SendAsync(new WriteRole.Remove(id), lesser);
        var given = await host.SendAsync(new GrantAccess.Command(person, $"{Guid.NewGuid():N}@example.org", [key], null, false), lesser);

        made.Error!.Fields!.ShouldContainKey("Permissions");
        taken.Error!.Fields!.ShouldContainKey("Permissions");
        removed.Error!.Code.ShouldBe("role-above");
        given.Error!.Kind.ShouldBe(ErrorKind.Invalid);
    }

    [Theory, EveryDatabase]
    public async Task Roles_of_the_modules_cannot_be_changed_and_bad_input_is_said_at_its_field(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (_, key) = await RoleAsync(host, Basics);
        var taken = (await host.SendAsync(new ListRoles.Query(), Administrator)).Value.Roles.Single(r => r.Key == key).Name;

        async Task<Error> RefusedAsync(WriteRole.Body body) => (await host.SendAsync(new WriteRole.Command(body), Administrator)).Error!;

        (await RefusedAsync(new(null, "Administrator", "", Basics))).Fields!.ShouldContainKey("Name");
        (await RefusedAsync(new(null, taken, "", Basics))).Fields!.ShouldContainKey("Name");
        (await RefusedAsync(new(null, " ", "", Basics))).Fields!.ShouldContainKey("Name");
        (await RefusedAsync(new(null, "Nothing in it", "", []))).Fields!.ShouldContainKey("Permissions");
        (await RefusedAsync(new(null, "Made up", "", ["Platform.Fly"]))).Fields!.ShouldContainKey("Permissions");
        (await RefusedAsync(new(Guid.NewGuid(), "Unknown", "", Basics))).Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new ListRoles.Query(), Actor.With(RoleNames.HR))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
    }

    [Theory, EveryDatabase]
    public async Task A_role_of_a_unit_is_held_by_everybody_in_it_and_below_it_while_they_are_there(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (_, key) = await RoleAsync(host, [.. Basics, PlatformPermissions.FindPeople]);
        var top = new OrganisationUnit { Name = $"Works {Guid.NewGuid():N}" };
        var below = new OrganisationUnit { Name = $"Night shift {Guid.NewGuid():N}", ParentId = top.Id };
        var beside = new OrganisationUnit { Name = $"Office {Guid.NewGuid():N}" };
        await host.SaveAsync<PlatformDb>(top, below, beside);
        var (email, personId) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        await MoveAsync(host, personId, below.Id);
        var api = await host.ApiOfAsync(email);
        (await api.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        (await host.SendAsync(new GiveUnitRole.Command(top.Id, key, Give: true), Administrator)).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(new WriteRole.Command(new(Guid.Parse(key), "Grown", "", [.. Basics, HostPermissions.ManagePeople])), Administrator)).Error!.Fields!.ShouldContainKey("Permissions");
        var there = await api.GetAsync("/api/v1/people");
        await MoveAsync(host, personId, beside.Id);
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        var gone = await api.GetAsync("/api/v1/people");
        await MoveAsync(host, personId, top.Id);
        await host.SendAsync(new GiveUnitRole.Command(top.Id, key, Give: false), Administrator);
        var taken = await api.GetAsync("/api/v1/people");

        there.StatusCode.ShouldBe(HttpStatusCode.OK);
        gone.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        taken.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, EveryDatabase]
    public async Task A_unit_gets_no_role_that_there_is_not_that_is_above_the_giver_of_high_risk_or_must_have_an_end(Database database)
    {
        var host = await hosts.OnAsync(database);
        var unit = new OrganisationUnit { Name = $"Works {Guid.NewGuid():N}" };
        await host.SaveAsync<PlatformDb>(unit);

        async Task<Error> RefusedAsync(Guid unitId, string? role, Actor actor) => (await host.SendAsync(new GiveUnitRole.Command(unitId, role, true), actor)).Error!;

        (await RefusedAsync(unit.Id, "Emperor", Administrator)).Kind.ShouldBe(ErrorKind.Invalid);
        (await RefusedAsync(unit.Id, null, Administrator)).Kind.ShouldBe(ErrorKind.Invalid);
        (await RefusedAsync(unit.Id, RoleNames.Auditor, Administrator)).Kind.ShouldBe(ErrorKind.Invalid);
        (await RefusedAsync(unit.Id, RoleNames.Administrator, Actor.Holding("Platform.ManageRoles"))).Kind.ShouldBe(ErrorKind.Invalid);
        (await RefusedAsync(unit.Id, RoleNames.HR, Administrator)).Message.ShouldContain("by name");
        (await RefusedAsync(Guid.NewGuid(), RoleNames.Learner, Administrator)).Kind.ShouldBe(ErrorKind.NotFound);
        (await RefusedAsync(unit.Id, RoleNames.Learner, Actor.With(RoleNames.HR))).Kind.ShouldBe(ErrorKind.Forbidden);
    }

    [Theory, EveryDatabase]
    public async Task A_lent_role_holds_from_its_first_to_its_last_day_and_no_longer_than_the_lender_has_it(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        var (lender, lenderId) = await host.CreateAccountAsync(roles: RoleNames.HR);
        var (taker, takerId) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var browser = await host.BrowserOfAsync(lender);
        async Task<HttpStatusCode> TakerAsync()
        {
            host.Clock.Advance(TimeSpan.FromSeconds(5));
            return (await (await host.ApiOfAsync(taker)).GetAsync("/api/v1/people")).StatusCode;
        }

        await browser.SubmitAsync("/me/lend", ("Input.Role", RoleNames.HR), ("Input.Email", taker), ("Input.From", "2026-03-03"), ("Input.Until", "2026-03-04"));
        await host.DeliverEventsAsync();
        var before = await TakerAsync();
        host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 3, 8, 0, 0, TimeSpan.Zero));
        var during = await TakerAsync();
        await SetRolesAsync(host, lenderId, RoleNames.Learner);
        var lenderLost = await TakerAsync();
        await SetRolesAsync(host, lenderId, RoleNames.HR);
        host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 4, 23, 0, 0, TimeSpan.Zero));
        var after = await TakerAsync();

        (before, during, lenderLost, after).ShouldBe((HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden));
        (await host.NoticesOfAsync(Actor.OfPerson(takerId, [RoleNames.Learner]))).ShouldContain(n => n.StartsWith("Grace Hopper lends you the role HR", StringComparison.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task What_was_lent_is_not_lent_on_and_ends_when_either_says_so(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (lenderEmail, lenderId) = await host.CreateAccountAsync(roles: RoleNames.HR);
        var (takerEmail, takerId) = await host.CreateAccountAsync(roles: RoleNames.Manager);
        var (thirdEmail, thirdId) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var today = DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime);
        var (lender, taker, third) = (await ActorAsync(host, lenderId, RoleNames.HR), await ActorAsync(host, takerId, RoleNames.Manager), await ActorAsync(host, thirdId, RoleNames.Manager));

        async Task<Result<Done>> LendAsync(Actor from, string? email, string? role, DateOnly? last) => await host.SendAsync(new DelegateRole.Command(email, role, today, last), from);

        (await LendAsync(lender, takerEmail, RoleNames.HR, today.AddDays(3))).IsSuccess.ShouldBeTrue();
        (await LendAsync(taker, thirdEmail, RoleNames.HR, today.AddDays(3))).Error!.Fields!.ShouldContainKey("Role");
        (await LendAsync(lender, lenderEmail, RoleNames.HR, today)).Error!.Fields!.ShouldContainKey("Email");
        (await LendAsync(lender, "nobody@example.org", RoleNames.HR, today)).Error!.Fields!.ShouldContainKey("Email");
        (await LendAsync(lender, takerEmail, RoleNames.HR, today.AddDays(-1))).Error!.Fields!.ShouldContainKey("Until");
        (await LendAsync(lender, takerEmail, RoleNames.HR, today.AddDays(900))).Error!.Fields!.ShouldContainKey("Until");
        (await LendAsync(lender, takerEmail, null, null)).Error!.Kind.ShouldBe(ErrorKind.Invalid);
        var line = (await host.SendAsync(new DelegateRole.Query(), taker)).Value.Taken.ShouldHaveSingleItem();
        (await host.SendAsync(new DelegateRole.End(line.Id), third)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new DelegateRole.End(line.Id), taker)).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(new DelegateRole.Query(), lender)).Value.Given.ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task The_list_of_people_is_narrowed_by_a_role_of_ones_own_and_by_the_roles_of_units(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (_, key) = await RoleAsync(host, Basics);
        var (upper, lower) = (new OrganisationUnit { Name = Guid.NewGuid().ToString() }, new OrganisationUnit { Name = Guid.NewGuid().ToString() });
        lower.ParentId = upper.Id;
        await host.SaveAsync<PlatformDb>(upper, lower);
        var (_, named) = await host.CreateAccountAsync(roles: key);
        var (_, inUnit) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var (_, elsewhere) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var cannotSignIn = new Person { UnitId = lower.Id }.Describe("No", "Account", "", "", "");
        await host.SaveAsync<PlatformDb>(cannotSignIn);
        await host.ChangeAsync(async services => (await services.GetDb().Set<Person>().SingleAsync(p => p.Id == inUnit)).UnitId = lower.Id);

        (await HoldersAsync()).ShouldBe([named]);
        (await host.SendAsync(new GiveUnitRole.Command(upper.Id, key, true), Administrator)).IsSuccess.ShouldBeTrue();
        (await HoldersAsync()).ShouldBe([named, inUnit], ignoreOrder: true);
        var page = await (await host.SignInAsync(await host.CreatePersonAsync("Grace Hopper", RoleNames.HR))).GetPageAsync($"/people?role={key}");
        page.QuerySelectorAll($"select[name=role] option[value='{key}']").Length.ShouldBe(1);

        async Task<IEnumerable<Guid>> HoldersAsync() => (await host.SendAsync(new BrowsePeople.Query(Role: key, PageSize: 200), Administrator)).Value.Items.Select(p => p.Id);
    }

    [Theory, EveryDatabase]
    public async Task The_last_administrator_stays(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        var (email, first) = await host.CreateAccountAsync(roles: RoleNames.Administrator);
        var (_, second) = await host.CreateAccountAsync(roles: RoleNames.Administrator);
        var mighty = Actor.With([.. Accounts.Roles]);

        var oneOfTwo = await host.SendAsync(new GrantAccess.Remove(second), mighty);
        var last = await host.SendAsync(new GrantAccess.Remove(first), mighty);
        var roleOfLast = await host.SendAsync(new GrantAccess.Command(first, email, [RoleNames.Learner], null, false), mighty);

        oneOfTwo.IsSuccess.ShouldBeTrue();
        last.Error!.Code.ShouldBe("last-administrator");
        roleOfLast.Error!.Fields!.ShouldContainKey("Roles");
    }

    private static async Task<(Guid Id, string Key)> RoleAsync(TestHost host, string[] permissions)
    {
        var id = await WriteAsync(host, null, permissions);
        return (id, CustomRole.KeyOf(id));
    }

    private static async Task<Guid> WriteAsync(TestHost host, Guid? id, string[] permissions)
    {
        var result = await host.SendAsync(new WriteRole.Command(new(id, $"Role {Guid.NewGuid():N}", "For a test", permissions)), Administrator);
        return result.Error is { } error ? throw new InvalidOperationException($"{error.Code}: {error.Message}") : result.Value.Id;
    }

    private static Task MoveAsync(TestHost host, Guid personId, Guid unitId) => host.ChangeAsync(async services => (await services.GetDb().FindAsync<Person>(personId))!.UnitId = unitId);

    private static Task SetRolesAsync(TestHost host, Guid personId, params string[] roles) => host.ChangeAsync(async services =>
    {
        var accounts = services.GetRequiredService<Accounts>();
        await accounts.SetRolesAsync((await accounts.OfPersonAsync(personId, CancellationToken.None))!.Id, roles, null, CancellationToken.None);
    });

    /// <summary>Somebody as their own account, as a session would have it.</summary>
    private static Task<Actor> ActorAsync(TestHost host, Guid personId, params string[] roles) => Task.FromResult(Actor.OfPerson(personId, roles));
}
