using System.Net;
using System.Net.Http.Headers;
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
    private const string Password = "correct horse battery";

    [Theory, EveryDatabase]
    public async Task Somebody_signs_in_on_the_page_and_is_greeted(Database database)
    {
        var (host, email, _) = await WithAccountAsync(database, RoleNames.Learner);
        var client = host.CreateClient();

        var answer = await client.SubmitAsync("/sign-in?returnUrl=/me", ("Input.Email", email), ("Input.Password", Password));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldEndWith("/me");
        (await client.GetPageAsync("/me")).QuerySelector("h1")!.TextContent.ShouldContain("Grace Hopper");
    }

    [Theory, EveryDatabase]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer(Database database)
    {
        var (host, email, _) = await WithAccountAsync(database, RoleNames.Learner);

        var wrong = await host.CreateClient().PostAsJsonAsync("/api/v1/sign-in", new { email, password = "something else entirely" });
        var unknown = await host.CreateClient().PostAsJsonAsync("/api/v1/sign-in", new { email = "nobody@example.org", password = Password });

        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await unknown.Content.ReadAsStringAsync()).ShouldBe(await wrong.Content.ReadAsStringAsync());
    }

    [Theory, EveryDatabase]
    public async Task Guessing_is_stopped_after_ten_tries_even_with_the_right_password(Database database)
    {
        var (host, email, _) = await WithAccountAsync(database, RoleNames.Learner);
        for (var i = 0; i < 10; i++) await host.CreateClient().PostAsJsonAsync("/api/v1/sign-in", new { email, password = "guess" });

        var answer = await host.CreateClient().PostAsJsonAsync("/api/v1/sign-in", new { email, password = Password });

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Theory, EveryDatabase]
    public async Task A_token_opens_the_api_and_no_page_and_a_cookie_the_pages_and_no_api(Database database)
    {
        var (host, email, _) = await WithAccountAsync(database, RoleNames.HR);
        var token = await TokenAsync(host, email);
        var byToken = host.CreateClient();
        byToken.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var byCookie = host.CreateClient();
        await byCookie.SubmitAsync("/sign-in", ("Input.Email", email), ("Input.Password", Password));

        (await byToken.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await byToken.GetAsync("/people")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await byCookie.GetAsync("/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await byCookie.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, EveryDatabase]
    public async Task A_role_that_was_taken_away_is_gone_after_five_seconds(Database database)
    {
        var (host, email, personId) = await WithAccountAsync(database, RoleNames.HR);
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(host, email));
        (await client.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await InScopeAsync(host, async services =>
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
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(host, email));
        (await client.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await InScopeAsync(host, async services => (await services.GetRequiredService<PlatformDb>().FindAsync<Person>(personId))!.IsActive = false);

        host.Clock.Advance(TimeSpan.FromSeconds(5));

        (await client.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, EveryDatabase]
    public async Task Signing_out_everywhere_else_ends_tokens_at_once_and_keeps_this_browser(Database database)
    {
        var (host, email, _) = await WithAccountAsync(database, RoleNames.HR);
        var token = host.CreateClient();
        token.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(host, email));
        (await token.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var browser = host.CreateClient();
        await browser.SubmitAsync("/sign-in", ("Input.Email", email), ("Input.Password", Password));

        await browser.SubmitAsync("/me", ("_handler", "sign-out-others"));

        (await token.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task Another_tenants_session_signs_nobody_in_M3(Database database)
    {
        var (host, email, _) = await WithAccountAsync(database, RoleNames.HR);
        var token = await TokenAsync(host, email);
        await host.AddTenantAsync("Other organisation", $"other-{Guid.NewGuid():N}.example");
        var other = host.Services.GetRequiredService<Tenancy.TenantRegistry>().All[^1];
        var client = host.CreateClient(other.HostNames.Single());
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        var answer = await client.GetAsync("/api/v1/people");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<string> TokenAsync(TestHost host, string email)
    {
        var answer = await host.CreateClient().PostAsJsonAsync("/api/v1/sign-in", new { email, password = Password });
        return (await answer.Content.ReadFromJsonAsync<TokenAnswer>())!.Token;
    }

    private async Task<(TestHost Host, string Email, Guid PersonId)> WithAccountAsync(Database database, params string[] roles)
    {
        var host = await hosts.OnAsync(database);
        var email = $"grace-{Guid.NewGuid():N}@example.org";
        var person = await host.CreatePersonAsync("Grace Hopper");
        await InScopeAsync(host, services =>
        {
            services.GetRequiredService<Accounts>().Add(person.PersonId, email, Password, mustChangePassword: false, roles);
            return Task.CompletedTask;
        });
        return (host, email, person.PersonId);
    }

    private static Task InScopeAsync(TestHost host, Func<IServiceProvider, Task> change) => host.UseAsync<IServiceProvider, int>(async services =>
    {
        await change(services);
        return await services.GetRequiredService<PlatformDb>().SaveChangesAsync();
    });

    private sealed record TokenAnswer(string Token);
}
