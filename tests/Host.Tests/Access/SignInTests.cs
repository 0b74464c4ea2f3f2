using System.Net;
using System.Net.Http.Json;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.People;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;
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

    private async Task<(TestHost Host, string Email, Guid PersonId)> WithAccountAsync(Database database, params string[] roles)
    {
        var host = await hosts.OnAsync(database);
        var (email, personId) = await host.CreateAccountAsync(roles: roles);
        return (host, email, personId);
    }
}
