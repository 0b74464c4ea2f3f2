using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Access;

public sealed class PersonalTokenTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    private static readonly string[] FindPeople = [PlatformPermissions.FindPeople];

    [Theory, EveryDatabase]
    public async Task A_token_made_on_the_page_is_shown_once_and_opens_the_api(Database database)
    {
        var (host, email, _) = await WithAccountAsync(database, RoleNames.HR);
        var browser = await host.BrowserOfAsync(email);

        var page = await (await browser.SubmitAsync("/me/security/tokens", ("Input.Name", "Nightly export"), ("Input.LastDay", "2026-12-31"), ("Input.Scopes", PlatformPermissions.FindPeople))).ReadPageAsync();
        var token = page.QuerySelector("main code")!.TextContent;
        var later = await browser.GetPageAsync("/me/security/tokens");

        token.ShouldStartWith("cmp_");
        (await With(host, token).GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        later.Body!.TextContent.ShouldContain("Nightly export");
        later.Body.TextContent.ShouldNotContain(token);
        (await host.UseAsync<PlatformDb, bool>(db => db.Set<Session>().AnyAsync(s => s.SecretHash == token))).ShouldBeFalse();
    }

    [Theory, EveryDatabase]
    public async Task A_token_may_what_it_was_made_for_and_nothing_else_of_its_owners_rights(Database database)
    {
        var (host, email, _) = await WithAccountAsync(database, RoleNames.HR);
        var token = With(host, await MakeAsync(await host.ApiOfAsync(email), scopes: ["Platform.Use"]));

        (await token.GetAsync("/api/v1/notices")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await token.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, EveryDatabase]
    public async Task What_its_owner_loses_a_token_loses_within_five_seconds(Database database)
    {
        var (host, email, personId) = await WithAccountAsync(database, RoleNames.HR);
        var token = With(host, await MakeAsync(await host.ApiOfAsync(email)));
        (await token.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await host.ChangeAsync(async services =>
        {
            var accounts = services.GetRequiredService<Accounts>();
            await accounts.SetRolesAsync((await accounts.OfPersonAsync(personId, CancellationToken.None))!.Id, [RoleNames.Learner], null, CancellationToken.None);
        });

        host.Clock.Advance(TimeSpan.FromSeconds(5));

        (await token.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, EveryDatabase]
    public async Task A_token_opens_no_page_and_changes_nothing_of_the_account(Database database)
    {
        var (host, email, _) = await WithAccountAsync(database, RoleNames.HR);
        var api = await host.ApiOfAsync(email);
        var token = With(host, await MakeAsync(api));

        (await token.GetAsync("/people")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await token.GetAsync("/api/v1/me/security")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await token.PostAsJsonAsync("/api/v1/me/password", new { current = TestAccounts.Password, @new = "a password of my own" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await token.PostAsJsonAsync("/api/v1/me/tokens", Body())).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await token.PostAsync("/api/v1/me/sessions/end-others", null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await api.GetAsync("/api/v1/me/security")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task A_token_ends_with_its_last_day_in_the_organisations_time(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.HR);
        var token = With(host, await MakeAsync(await host.ApiOfAsync(email), lastDay: "2026-03-03"));

        // 23:59 in Berlin, then midnight.
        host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 3, 22, 59, 0, TimeSpan.Zero));
        var before = await token.GetAsync("/api/v1/people");
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        before.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await token.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, EveryDatabase]
    public async Task A_revoked_token_opens_nothing_at_once_and_its_list_says_when_it_was_used(Database database)
    {
        var (host, email, _) = await WithAccountAsync(database, RoleNames.HR);
        var api = await host.ApiOfAsync(email);
        var token = With(host, await MakeAsync(api));
        var unused = (await api.GetFromJsonAsync<JsonElement>("/api/v1/me/tokens")).GetProperty("tokens")[0];
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await token.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var used = (await api.GetFromJsonAsync<JsonElement>("/api/v1/me/tokens")).GetProperty("tokens")[0];

        var revoked = await api.PostAsync($"/api/v1/me/sessions/{used.GetProperty("id").GetGuid()}/end", null);

        unused.GetProperty("lastUsedAt").ValueKind.ShouldBe(JsonValueKind.Null);
        used.GetProperty("lastUsedAt").GetDateTimeOffset().ShouldBe(host.Clock.GetUtcNow());
        revoked.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await token.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, EveryDatabase]
    public async Task Signing_out_everywhere_else_keeps_tokens_and_a_new_password_ends_them(Database database)
    {
        var (host, email, _) = await WithAccountAsync(database, RoleNames.HR);
        var api = await host.ApiOfAsync(email);
        var token = With(host, await MakeAsync(api));

        await api.PostAsync("/api/v1/me/sessions/end-others", null);
        var kept = await token.GetAsync("/api/v1/people");
        await api.PostAsJsonAsync("/api/v1/me/password", new { current = TestAccounts.Password, @new = "a password of my own" });

        kept.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await token.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_makes_a_token_with_what_they_lack_or_without_a_name_a_scope_or_an_end(Database database)
    {
        var (host, email, _) = await WithAccountAsync(database, RoleNames.Manager);
        var api = await host.ApiOfAsync(email);

        async Task<JsonElement> RefusedAsync(object body)
        {
            var answer = await api.PostAsJsonAsync("/api/v1/me/tokens", body);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        }

        (await RefusedAsync(Body(scopes: ["Platform.ManagePeople"]))).TryGetProperty("Scopes", out _).ShouldBeTrue();
        (await RefusedAsync(Body(scopes: ["Platform.ManageOwnAccount"]))).TryGetProperty("Scopes", out _).ShouldBeTrue();
        (await RefusedAsync(Body(scopes: ["No.Such"]))).TryGetProperty("Scopes", out _).ShouldBeTrue();
        (await RefusedAsync(Body(scopes: []))).TryGetProperty("Scopes", out _).ShouldBeTrue();
        (await RefusedAsync(Body(name: " "))).TryGetProperty("Name", out _).ShouldBeTrue();
        (await RefusedAsync(Body(lastDay: "2026-03-01"))).TryGetProperty("LastDay", out _).ShouldBeTrue();
        (await RefusedAsync(Body(lastDay: "2036-03-01"))).TryGetProperty("LastDay", out _).ShouldBeTrue();
        (await RefusedAsync(new { })).TryGetProperty("LastDay", out _).ShouldBeTrue();
    }

    private static object Body(string name = "A program", string[]? scopes = null, string lastDay = "2026-12-31") => new { name, scopes = scopes ?? FindPeople, lastDay };

    private static async Task<string> MakeAsync(HttpClient api, string[]? scopes = null, string lastDay = "2026-12-31")
    {
        var answer = await api.PostAsJsonAsync("/api/v1/me/tokens", Body(scopes: scopes, lastDay: lastDay));
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    private static HttpClient With(TestHost host, string token)
    {
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private async Task<(TestHost Host, string Email, Guid PersonId)> WithAccountAsync(Database database, params string[] roles)
    {
        var host = await hosts.OnAsync(database);
        var (email, personId) = await host.CreateAccountAsync(roles: roles);
        return (host, email, personId);
    }
}
