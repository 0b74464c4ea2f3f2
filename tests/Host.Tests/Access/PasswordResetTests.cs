using System.Net;
using System.Text.RegularExpressions;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.IssueResetCode;
using CompetencyModular.Host.Mail;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tests.Mail;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Tests.Access;

public sealed partial class PasswordResetTests(MailHosts hosts) : IClassFixture<MailHosts>
{
    private const string New = "a password of my own choice";

    [Theory, EveryDatabase]
    public async Task Who_forgot_the_password_chooses_a_new_one_with_the_link_in_the_mail_and_is_out_everywhere(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.HR);
        var (browser, token) = (await host.BrowserOfAsync(email), await host.ApiOfAsync(email));
        (await browser.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var code = await AskAsync(host, email);
        var answer = await SetAsync(host, code, New);

        answer.Headers.Location!.ToString().ShouldEndWith("/sign-in");
        (await browser.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await token.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.ApiOfAsync(email, New)).ShouldNotBeNull();
    }

    [Theory, EveryDatabase]
    public async Task A_code_works_once(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var code = await AskAsync(host, email);
        await SetAsync(host, code, New);

        var again = await SetAsync(host, code, "yet another password of mine");

        ShouldBeRefused(again);
        (await host.ApiOfAsync(email, New)).ShouldNotBeNull();
    }

    [Theory, EveryDatabase]
    public async Task A_code_that_came_by_mail_expires_after_an_hour(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var code = await AskAsync(host, email);
        host.Clock.Advance(TimeSpan.FromMinutes(61));

        ShouldBeRefused(await SetAsync(host, code, New));
    }

    [Theory, EveryDatabase]
    public async Task A_later_code_makes_the_earlier_one_void(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var first = await AskAsync(host, email);
        var second = await AskAsync(host, email);

        ShouldBeRefused(await SetAsync(host, first, New));
        (await SetAsync(host, second, New)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory, EveryDatabase]
    public async Task An_address_that_nobody_has_gets_the_same_answer_and_the_same_work_and_no_mail(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (known, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var unknown = $"nobody-{Guid.NewGuid():N}@example.org";

        var before = await WrittenAsync(host);
        var toKnown = await TextAsync(await host.CreateClient().SubmitAsync("/forgot-password", ("Input.Email", known)));
        var between = await WrittenAsync(host);
        var toUnknown = await TextAsync(await host.CreateClient().SubmitAsync("/forgot-password", ("Input.Email", unknown)));
        var after = await WrittenAsync(host);
        await host.SendMailAsync();

        toUnknown.Replace(unknown, known, StringComparison.Ordinal).ShouldBe(toKnown);
        (after - between).ShouldBe(between - before);
        hosts.Server.Received.ShouldNotContain(m => m.To.ToString() == unknown);
        hosts.Server.Received.ShouldContain(m => m.To.ToString() == known);
    }

    [Theory, EveryDatabase]
    public async Task Somebody_who_has_left_gets_no_mail(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, personId) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        await host.ChangeAsync(async services => (await services.GetDb().FindAsync<Host.People.Person>(personId))!.Employ(null, null, false, DateOnly.MaxValue));

        await host.CreateClient().SubmitAsync("/forgot-password", ("Input.Email", email));
        await host.SendMailAsync();

        hosts.Server.Received.ShouldNotContain(m => m.To.ToString() == email);
    }

    [Theory, EveryDatabase]
    public async Task Nobodys_mailbox_is_filled_and_whoever_asks_again_is_told_the_same(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);

        for (var i = 0; i < 6; i++)
        {
            var answer = await host.CreateClient().SubmitAsync("/forgot-password", ("Input.Email", email));
            (await TextAsync(answer)).ShouldContain("Look into your mailbox");
        }

        await host.SendMailAsync();
        hosts.Server.Received.Count(m => m.To.ToString() == email).ShouldBe(3);
    }

    [Theory, EveryDatabase]
    public async Task The_code_itself_is_stored_nowhere(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, personId) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var code = await AskAsync(host, email);

        var hashes = await host.UseAsync<PlatformDb, List<string>>(db =>
            (from r in db.Set<PasswordReset>() join a in db.Set<Account>() on r.AccountId equals a.Id where a.PersonId == personId select r.CodeHash).ToListAsync());
        var payloads = await host.UseAsync<PlatformDb, List<string>>(db => db.Set<Host.Outbox.OutboxMessage>().Select(m => m.Payload).ToListAsync());

        hashes.ShouldHaveSingleItem().ShouldNotContain(code);
        payloads.ShouldAllBe(p => !p.Contains(code));
    }

    [Theory, EveryDatabase]
    public async Task A_password_that_is_too_short_or_differs_leaves_the_code_as_it_is(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var code = await AskAsync(host, email);

        ShouldBeRefused(await SetAsync(host, code, "too short"));
        ShouldBeRefused(await SetAsync(host, code, New, "and another one here"));
        ShouldBeRefused(await SetAsync(host, "", New));
        (await SetAsync(host, code, New)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory, EveryDatabase]
    public async Task Where_no_mail_leaves_the_page_says_whom_to_ask_and_the_code_of_the_administrator_works(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        var (email, personId) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var administrator = await host.SignInAsAsync(RoleNames.Administrator);

        var page = await host.CreateClient().GetPageAsync("/forgot-password");
        var issued = await (await administrator.SubmitAsync($"/people/{personId}/access/code", ("_handler", "issue-code"))).ReadPageAsync();
        var set = await SetAsync(host, issued.QuerySelector("code")!.TextContent, New);

        page.Body!.TextContent.ShouldContain("Ask your administrator");
        page.QuerySelector("input[type=email]").ShouldBeNull();
        set.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await host.ApiOfAsync(email, New)).ShouldNotBeNull();
    }

    [Theory, EveryDatabase]
    public async Task Nobody_issues_a_code_for_an_account_that_may_do_more_than_they(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (_, personId) = await host.CreateAccountAsync(roles: RoleNames.Administrator);

        var refused = await host.SendAsync(new IssueResetCode.Command(personId), Actor.With(RoleNames.HR));
        var unknown = await host.SendAsync(new IssueResetCode.Command(Guid.NewGuid()), Actor.With(RoleNames.HR));
        var lacking = await host.SendAsync(new IssueResetCode.Command(personId), Actor.With(RoleNames.Manager));

        refused.Error!.Code.ShouldBe("role-above");
        unknown.Error!.Kind.ShouldBe(Sdk.Messaging.ErrorKind.NotFound);
        lacking.Error!.Kind.ShouldBe(Sdk.Messaging.ErrorKind.Forbidden);
    }

    private async Task<string> AskAsync(TestHost host, string email)
    {
        var had = hosts.Server.Received.Count(m => m.To.ToString() == email);
        await host.CreateClient().SubmitAsync("/forgot-password", ("Input.Email", email));
        await host.SendMailAsync();
        var mails = hosts.Server.Received.Where(m => m.To.ToString() == email).ToList();
        mails.Count.ShouldBe(had + 1);
        return Code().Match(mails[^1].TextBody!).Groups[1].Value;
    }

    private static Task<HttpResponseMessage> SetAsync(TestHost host, string code, string password, string? again = null) =>
        host.CreateClient().SubmitAsync("/reset-password", ("Input.Code", code), ("Input.New", password), ("Input.Again", again ?? password));

    private static void ShouldBeRefused(HttpResponseMessage answer) => answer.StatusCode.ShouldBe(HttpStatusCode.OK, "The form is shown again; a change leads to the sign-in.");

    private static async Task<string> TextAsync(HttpResponseMessage answer) => (await answer.ReadPageAsync()).QuerySelector("main")!.TextContent;

    private static Task<int> WrittenAsync(TestHost host) => host.UseAsync<PlatformDb, int>(async db =>
        await db.Set<Host.Audit.AuditEntry>().CountAsync() + await db.Set<Host.Outbox.OutboxMessage>().CountAsync() + await db.Set<OutgoingMail>().CountAsync() + await db.Set<PasswordReset>().CountAsync());

    [GeneratedRegex(@"reset-password\?code=([a-z0-9-]+)")]
    private static partial Regex Code();
}
