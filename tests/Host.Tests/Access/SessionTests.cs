using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Probe;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Access;

public sealed class SessionTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    [Theory, EveryDatabase]
    public async Task Signing_out_ends_the_session_and_is_written_down(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, personId) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var browser = await host.BrowserOfAsync(email);

        var answer = await SignOutAsync(browser);

        answer.Headers.Location!.ToString().ShouldBe("/sign-in");
        (await browser.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await host.UseAsync<PlatformDb, List<string>>(db => db.Set<Host.Audit.AuditEntry>().Where(a => a.ActorId == personId).Select(a => a.Action).ToListAsync()))
            .ShouldContain("Platform.SignOut");
    }

    [Theory, EveryDatabase]
    public async Task Who_signed_out_is_out_with_every_copy_of_the_cookie(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var cookie = await SessionCookieOfAsync(host, email);
        var (here, copy) = (host.CreateClient(), host.CreateClient());
        here.DefaultRequestHeaders.Add("Cookie", cookie);
        copy.DefaultRequestHeaders.Add("Cookie", cookie);
        (await copy.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await SignOutAsync(here);

        (await copy.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory, EveryDatabase]
    public async Task Signing_out_without_the_forms_token_does_nothing(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var browser = await host.BrowserOfAsync(email);

        var answer = await browser.PostAsync("/sign-out", new FormUrlEncodedContent([]));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task Sessions_that_have_expired_are_deleted_when_somebody_signs_in(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(ProbeModule).Assembly);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        await host.BrowserOfAsync(email);
        await host.ApiOfAsync(email);
        host.Clock.Advance(TimeSpan.FromHours(13));

        await host.ApiOfAsync(email);

        var kinds = await host.UseAsync<PlatformDb, List<SessionKind>>(db => db.Set<Session>().OrderBy(s => s.CreatedAt).Select(s => s.Kind).ToListAsync());
        kinds.ShouldBe([SessionKind.Browser, SessionKind.Token], ignoreOrder: true);
    }

    [Theory, EveryDatabase]
    public async Task A_password_that_must_be_changed_opens_nothing_of_the_api_but_its_change(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, _) = await host.CreateAccountAsync(mustChangePassword: true, RoleNames.HR);
        var api = await host.ApiOfAsync(email);

        var before = await api.GetAsync("/api/v1/people");
        var change = await api.PostAsJsonAsync("/api/v1/me/password", new { current = TestAccounts.Password, @new = "a password of my own" });
        var after = await api.GetAsync("/api/v1/people");

        before.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await before.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("password_change_required");
        change.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task A_password_changed_over_the_api_is_checked_as_on_the_page(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var api = await host.ApiOfAsync(email);

        var wrong = await api.PostAsJsonAsync("/api/v1/me/password", new { current = "not this one", @new = "a password of my own" });
        var tooShort = await api.PostAsJsonAsync("/api/v1/me/password", new { current = TestAccounts.Password, @new = "short" });
        var nothing = await api.PostAsJsonAsync("/api/v1/me/password", new { });

        (wrong.StatusCode, tooShort.StatusCode, nothing.StatusCode).ShouldBe((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
        (await host.ApiOfAsync(email)).ShouldNotBeNull();
    }

    [Theory, EveryDatabase]
    public async Task Whoever_sits_at_somebody_elses_session_cannot_guess_the_password_where_it_is_changed(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var (api, browser) = (await host.ApiOfAsync(email), await host.BrowserOfAsync(email));
        for (var i = 0; i < 6; i++) (await ChangeAsync(TestAccounts.Password, "short")).StatusCode.ShouldBe(HttpStatusCode.BadRequest, "A new password that will not do is no guess.");
        for (var i = 0; i < 5; i++) (await ChangeAsync($"guess {i}", "a password of my own")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        var right = await ChangeAsync(TestAccounts.Password, "a password of my own");
        var page = await (await browser.SubmitAsync("/me/password", ("Input.Current", TestAccounts.Password), ("Input.New", "a password of my own"), ("Input.Again", "a password of my own"))).Content.ReadAsStringAsync();

        right.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        right.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(5));
        (await right.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString().ShouldBe("Too many tries. Wait a few minutes, then try again.");
        page.ShouldContain("Too many tries. Wait a few minutes, then try again.");
        (await host.ApiOfAsync(email)).ShouldNotBeNull("The password is still the former one.");

        Task<HttpResponseMessage> ChangeAsync(string current, string next) => api.PostAsJsonAsync("/api/v1/me/password", new { current, @new = next });
    }

    [Theory, EveryDatabase]
    public async Task A_password_that_must_be_changed_opens_no_page_and_takes_no_form(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, _) = await host.CreateAccountAsync(mustChangePassword: true, RoleNames.HR);
        var browser = await host.BrowserOfAsync(email);

        var read = await browser.GetAsync("/people");
        var written = await browser.PostAsync("/people/new", new FormUrlEncodedContent([]));
        var change = await browser.GetAsync("/me/password");

        read.Headers.Location!.ToString().ShouldBe("/me/password");
        written.Headers.Location!.ToString().ShouldBe("/me/password");
        change.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_writer_who_waited_too_long_is_told_when_to_come_back()
    {
        await using var host = await TestHost.StartAsync(Database.Sqlite, typeof(ProbeModule).Assembly);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var api = await host.ApiOfAsync(email);
        var database = host.Services.GetRequiredService<TenantRegistry>().All.Single().Database;
        database.GateTimeout = TimeSpan.FromMilliseconds(20);
        using var longWriter = await database.EnterWriteAsync(CancellationToken.None);

        var written = await api.PostAsJsonAsync("/api/v1/probe/notes", new { title = "Waits" });
        var signedIn = await host.CreateClient().PostAsJsonAsync("/api/v1/sign-in", new { email, password = TestAccounts.Password });
        var read = await api.GetAsync("/api/v1/probe/notes");

        foreach (var answer in new[] { written, signedIn })
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        }

        ((int)read.StatusCode).ShouldBeLessThan(500);
    }

    private static async Task<string> SessionCookieOfAsync(TestHost host, string email)
    {
        var answer = await host.CreateClient().SubmitAsync("/sign-in", ("Input.Email", email), ("Input.Password", TestAccounts.Password));
        return answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(SessionMiddleware.Cookie, StringComparison.Ordinal)).Split(';')[0];
    }

    private static async Task<HttpResponseMessage> SignOutAsync(HttpClient browser)
    {
        var page = await browser.GetPageAsync("/me");
        var token = page.QuerySelector("form:has(button[formaction='sign-out']) input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        return await browser.PostAsync("/sign-out", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]));
    }
}
