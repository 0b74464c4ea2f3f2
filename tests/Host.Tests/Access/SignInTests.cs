using System.Net;
using System.Net.Http.Json;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.Invitations;
using CompetencyModular.Host.Access.Invitations.InvitePeople;
using CompetencyModular.Host.Access.IssueResetCode;
using CompetencyModular.Host.Access.SignIn;
using CompetencyModular.Host.Audit;
using CompetencyModular.Host.Audit.ViewAuditEntry;
using CompetencyModular.Host.People;
using CompetencyModular.Host.People.GrantAccess;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Access;

public sealed class SignInTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    [Theory, EveryDatabase]
    public async Task Somebody_signs_in_on_the_page_and_is_greeted(Database database)
    {
        var (host, email, _) = await WithAccountAsync(database, RoleNames.Learner);
        var client = host.CreateClient();

        var answer = await client.SubmitAsync("/sign-in?returnUrl=/me", ("Input.Email", email), ("Input.Password", TestAccounts.Password));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldEndWith("/me");
        (await client.GetPageAsync("/me")).QuerySelector("h1")!.TextContent.ShouldContain("Grace Hopper");
    }

    [Theory, EveryDatabase]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer(Database database)
    {
        var (host, email, _) = await WithAccountAsync(database, RoleNames.Learner);

        var wrong = await host.CreateClient().PostAsJsonAsync("/api/v1/sign-in", new { email, password = "something else entirely" });
        var unknown = await host.CreateClient().PostAsJsonAsync("/api/v1/sign-in", new { email = "nobody@example.org", password = TestAccounts.Password });

        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await unknown.Content.ReadAsStringAsync()).ShouldBe(await wrong.Content.ReadAsStringAsync());
    }

    [Theory, EveryDatabase]
    public async Task Guessing_is_stopped_after_ten_tries_even_with_the_right_password(Database database)
    {
        var (host, email, _) = await WithAccountAsync(database, RoleNames.Learner);
        for (var i = 0; i < 10; i++) await host.CreateClient().PostAsJsonAsync("/api/v1/sign-in", new { email, password = "guess" });

        var answer = await host.CreateClient().PostAsJsonAsync("/api/v1/sign-in", new { email, password = TestAccounts.Password });

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Theory, EveryDatabase]
    public async Task Refused_sign_ins_stand_in_the_audit_trail_of_the_account_counted_and_without_what_was_typed(Database database)
    {
        var (host, email, personId) = await WithAccountAsync(database, RoleNames.Learner);
        var stranger = $"nobody-{Guid.NewGuid():N}@example.org";
        for (var i = 0; i < 3; i++) await host.CreateClient().PostAsJsonAsync("/api/v1/sign-in", new { email, password = "not the right one" });
        await host.CreateClient().PostAsJsonAsync("/api/v1/sign-in", new { email = stranger, password = "not the right one" });

        await host.Services.GetRequiredService<RefusedSignIns>().WriteAsync(CancellationToken.None);

        var entries = await EntriesAsync(host);
        var known = entries.Where(e => e.About.Contains(personId)).ShouldHaveSingleItem();
        Values(known).ShouldBe([("Reason", "Password"), ("Count", "3"), ("AccountExists", "true")], ignoreOrder: true);
        entries.Where(e => e.About.Count == 0).SelectMany(Values).ShouldContain(("AccountExists", "false"));
        entries.SelectMany(Values).Select(v => v.Value).ShouldAllBe(v => !v!.Contains("not the right one") && !v.Contains(stranger));
        (await (await host.SignInAsAsync(RoleNames.Auditor)).GetPageAsync("/admin/audit")).Body!.TextContent.ShouldContain("Somebody not signed in");
    }

    [Theory, EveryDatabase]
    public async Task A_flood_of_refused_sign_ins_is_counted_and_does_not_fill_the_trail(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        var tenant = host.Services.GetRequiredService<TenantRegistry>().All.Single();
        var refused = host.Services.GetRequiredService<RefusedSignIns>();
        for (var i = 0; i < 1000; i++) refused.Note(tenant, RefusedSignIns.Reason.Password, null, new IPAddress(i));

        await refused.WriteAsync(CancellationToken.None);

        var entries = await EntriesAsync(host);
        entries.Count.ShouldBe(RefusedSignIns.MostEntries + 1);
        Values(entries.Single(e => Values(e).Contains(("Reason", "Further")))).ShouldContain(("Count", "800"));
        entries.SelectMany(Values).ShouldContain(("Address", "1.0.0.0"));
    }

    [Theory, EveryDatabase]
    public async Task A_token_opens_the_api_and_no_page_and_a_cookie_the_pages_and_no_api(Database database)
    {
        var (host, email, _) = await WithAccountAsync(database, RoleNames.HR);
        var byToken = await host.ApiOfAsync(email);
        var byCookie = await host.BrowserOfAsync(email);

        (await byToken.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await byToken.GetAsync("/people")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await byCookie.GetAsync("/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await byCookie.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, EveryDatabase]
    public async Task A_role_that_was_taken_away_is_gone_after_five_seconds(Database database)
    {
        var (host, email, personId) = await WithAccountAsync(database, RoleNames.HR);
        var client = await host.ApiOfAsync(email);
        (await client.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await host.ChangeAsync(async services =>
        {
            var accounts = services.GetRequiredService<Accounts>();
            var account = await accounts.OfPersonAsync(personId, CancellationToken.None);
            await accounts.SetRolesAsync(account!.Id, [RoleNames.Learner], null, CancellationToken.None);
        });

        host.Clock.Advance(TimeSpan.FromSeconds(5));

        (await client.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_has_left_is_out(Database database)
    {
        var (host, email, personId) = await WithAccountAsync(database, RoleNames.HR);
        var client = await host.ApiOfAsync(email);
        (await client.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await host.ChangeAsync(async services => (await services.GetRequiredService<PlatformDb>().FindAsync<Person>(personId))!.Employ(null, null, false, DateOnly.MaxValue));

        host.Clock.Advance(TimeSpan.FromSeconds(5));

        (await client.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, EveryDatabase]
    public async Task Signing_out_everywhere_else_ends_tokens_at_once_and_keeps_this_browser(Database database)
    {
        var (host, email, _) = await WithAccountAsync(database, RoleNames.HR);
        var token = await host.ApiOfAsync(email);
        (await token.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var browser = await host.BrowserOfAsync(email);

        await browser.SubmitAsync("/me/security", ("_handler", "sign-out-others"));

        (await token.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task Somebody_without_an_address_signs_in_by_personnel_number_in_capitals_or_not(Database database)
    {
        var (host, number, _) = await WithNumberAsync(database);

        var page = await host.CreateClient().SubmitAsync("/sign-in", ("Input.Email", $" {number.ToLowerInvariant()} "), ("Input.Password", TestAccounts.Password));
        var wrong = await host.CreateClient().PostAsJsonAsync("/api/v1/sign-in", new { email = number, password = "something else entirely" });
        var unknown = await host.CreateClient().PostAsJsonAsync("/api/v1/sign-in", new { email = $"{number}0", password = TestAccounts.Password });

        page.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await host.ApiOfAsync(number)).ShouldNotBeNull();
        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await unknown.Content.ReadAsStringAsync()).ShouldBe(await wrong.Content.ReadAsStringAsync());
    }

    [Theory, EveryDatabase]
    public async Task A_code_that_was_handed_over_leads_from_the_sign_in_to_the_choice_of_a_password_for_its_holder_alone(Database database)
    {
        var (host, number, personId) = await WithNumberAsync(database);
        var (_, other, _) = await WithNumberAsync(database);
        var code = (await host.SendAsync(new IssueResetCode.Command(personId), Actor.With(RoleNames.HR))).Value.Code;

        var others = await host.CreateClient().SubmitAsync("/sign-in", ("Input.Email", other), ("Input.Password", code));
        var own = await host.CreateClient().SubmitAsync("/sign-in", ("Input.Email", number), ("Input.Password", code.ToUpperInvariant()));
        var program = await host.CreateClient().PostAsJsonAsync("/api/v1/sign-in", new { email = number, password = code });
        var chosen = await host.CreateClient().SubmitAsync($"/reset-password?code={code}", ("Input.New", "a password of my own choice"), ("Input.Again", "a password of my own choice"));

        others.StatusCode.ShouldBe(HttpStatusCode.OK);
        own.Headers.Location!.ToString().ShouldContain("/reset-password?code=");
        program.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        chosen.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await host.ApiOfAsync(number, "a password of my own choice")).ShouldNotBeNull();
    }

    [Theory, EveryDatabase]
    public async Task A_letters_code_leads_from_the_sign_in_to_its_invitation(Database database)
    {
        var host = await hosts.OnAsync(database);
        var person = new Person { PersonnelNumber = $"N{Guid.NewGuid():N}"[..12] }.Describe("Grace", "Hopper", "", "", "");
        await host.SaveAsync<PlatformDb>(person);
        var wish = new InvitePeople.Wish([person.Id], new Host.People.BrowsePeople.BrowsePeople.Query(), InvitationWay.Letter, true);
        var plan = (await host.SendAsync(new InvitePeople.Look(wish), Actor.With(RoleNames.HR))).Value;
        var code = (await host.SendAsync(new InvitePeople.Command(wish, 14, "en", plan.Seal), Actor.With(RoleNames.HR))).Value.Letters.Single().Code;

        var answer = await host.CreateClient().SubmitAsync("/sign-in", ("Input.Email", person.PersonnelNumber!), ("Input.Password", code));

        answer.Headers.Location!.ToString().ShouldEndWith($"/invitation?code={code}");
    }

    [Theory, EveryDatabase]
    public async Task Equal_numbers_in_two_organisations_do_not_meet(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        var number = await NumberAsync(host);
        await host.AddTenantAsync("Other organisation", "other.example");

        var elsewhere = await host.CreateClient("other.example").SubmitAsync("/sign-in", ("Input.Email", number.Number), ("Input.Password", TestAccounts.Password));
        var here = await host.CreateClient().SubmitAsync("/sign-in", ("Input.Email", number.Number), ("Input.Password", TestAccounts.Password));

        (elsewhere.StatusCode, here.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.Redirect));
    }

    [Theory, EveryDatabase]
    public async Task Nobody_gets_an_account_without_a_name_to_sign_in_with(Database database)
    {
        var host = await hosts.OnAsync(database);
        var nameless = await host.CreatePersonAsync("Grace Hopper");
        var numbered = new Person { PersonnelNumber = $"N{Guid.NewGuid():N}"[..12] }.Describe("Grace", "Hopper", "", "", "");
        await host.SaveAsync<PlatformDb>(numbered);

        var refused = await host.SendAsync(new GrantAccess.Command(nameless.PersonId, "", [RoleNames.Learner], null, false), Actor.With(RoleNames.HR));
        var granted = await host.SendAsync(new GrantAccess.Command(numbered.Id, " ", [RoleNames.Learner], null, false), Actor.With(RoleNames.HR));
        var first = await host.CreateClient().SubmitAsync("/sign-in", ("Input.Email", numbered.PersonnelNumber!), ("Input.Password", granted.Value.Password!));

        refused.Error!.Code.ShouldBe("access-invalid");
        first.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private async Task<(TestHost Host, string Number, Guid PersonId)> WithNumberAsync(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (number, personId) = await NumberAsync(host);
        return (host, number, personId);
    }

    private static async Task<(string Number, Guid PersonId)> NumberAsync(TestHost host)
    {
        var person = new Person { PersonnelNumber = $"N{Guid.NewGuid():N}"[..12].ToUpperInvariant() }.Describe("Grace", "Hopper", "", "", "");
        await host.SaveAsync<PlatformDb>(person);
        await host.ChangeAsync(services =>
        {
            services.GetRequiredService<Accounts>().Add(person.Id, null, TestAccounts.Password, mustChangePassword: false, RoleNames.Learner);
            return Task.CompletedTask;
        });
        return (person.PersonnelNumber!, person.Id);
    }

    private async Task<(TestHost Host, string Email, Guid PersonId)> WithAccountAsync(Database database, params string[] roles)
    {
        var host = await hosts.OnAsync(database);
        var (email, personId) = await host.CreateAccountAsync(roles: roles);
        return (host, email, personId);
    }

    private static async Task<List<ViewAuditEntry.Response>> EntriesAsync(TestHost host)
    {
        var rows = await host.UseAsync<PlatformDb, List<long>>(db => db.Set<AuditEntry>().Where(e => e.Action == RefusedSignIns.Action).Select(e => e.Id).ToListAsync());
        var entries = new List<ViewAuditEntry.Response>();
        foreach (var id in rows) entries.Add((await host.SendAsync(new ViewAuditEntry.Query(id), Actor.With(RoleNames.Auditor))).Value);
        return entries;
    }

    private static IEnumerable<(string Name, string? Value)> Values(ViewAuditEntry.Response entry) => entry.Changes.Single().Values.Select(v => (v.Name, v.After));
}
