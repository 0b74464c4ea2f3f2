using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Access;

public sealed class SecurityTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0";

    [Theory, EveryDatabase]
    public async Task One_sees_where_one_is_signed_in_this_one_first(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        await host.ApiOfAsync(email);
        var browser = await FirefoxOfAsync(host, email);

        var lines = (await browser.GetPageAsync("/me/security")).QuerySelectorAll("main ul.list li").Select(l => l.TextContent).ToList();

        lines.Count.ShouldBe(2);
        lines[0].ShouldContain("Firefox, Linux");
        lines[0].ShouldContain("This one");
        lines[1].ShouldContain("Program");
    }

    [Theory, EveryDatabase]
    public async Task One_device_is_signed_out_at_once_and_the_others_stay(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var (here, lost, kept) = (await host.BrowserOfAsync(email), await FirefoxOfAsync(host, email), await host.BrowserOfAsync(email));
        (await lost.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var handler = (await here.GetPageAsync("/me/security")).QuerySelectorAll("main ul.list li").Single(l => l.TextContent.Contains("Firefox")).QuerySelector("input[name='_handler']")!.GetAttribute("value")!;

        await here.SubmitAsync("/me/security", ("_handler", handler));

        (await lost.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await here.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await kept.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_ends_anothers_session(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (mine, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var (theirs, personId) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var other = await host.BrowserOfAsync(theirs);
        var id = await host.UseAsync<PlatformDb, Guid>(db => (from s in db.Set<Session>() join a in db.Set<Account>() on s.AccountId equals a.Id where a.PersonId == personId select s.Id).SingleAsync());

        var answer = await (await host.ApiOfAsync(mine)).PostAsync($"/api/v1/me/sessions/{id}/end", null);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task When_a_session_was_last_seen_is_known_at_once_and_written_down_later(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var api = await host.ApiOfAsync(email);
        host.Clock.Advance(TimeSpan.FromHours(1));

        var line = (await api.GetFromJsonAsync<JsonElement>("/api/v1/me/security")).GetProperty("sessions")[0];
        var before = await SeenAsync(host);
        await host.Services.GetRequiredService<SessionsSeen>().WriteDownAsync(CancellationToken.None);

        line.GetProperty("lastSeenAt").GetDateTimeOffset().ShouldBe(host.Clock.GetUtcNow());
        line.GetProperty("isThis").GetBoolean().ShouldBeTrue();
        before.ShouldBe(host.Clock.GetUtcNow() - TimeSpan.FromHours(1));
        (await SeenAsync(host)).ShouldBe(host.Clock.GetUtcNow());
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "Edge, Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1", "Safari, iPhone")]
    [InlineData("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36", "Chrome, Android")]
    [InlineData("curl/8.5.0", "curl")]
    [InlineData("", "")]
    public void Devices_are_called_as_people_call_them(string userAgent, string name) => ClientName.Of(userAgent).ShouldBe(name);

    private static Task<DateTimeOffset> SeenAsync(TestHost host) => host.UseAsync<PlatformDb, DateTimeOffset>(db => db.Set<Session>().AsNoTracking().Select(s => s.LastSeenAt).SingleAsync());

    private static async Task<HttpClient> FirefoxOfAsync(TestHost host, string email)
    {
        var client = host.CreateClient();
        client.DefaultRequestHeaders.UserAgent.ParseAdd(Firefox);
        await client.SubmitAsync("/sign-in", ("Input.Email", email), ("Input.Password", TestAccounts.Password));
        return client;
    }
}
