using System.Net;
using CompetencyModular.Host.Mail;
using CompetencyModular.Host.Mail.ReviewMail;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tests.Access;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Mail;

public sealed class MailTests(MailHosts hosts) : IClassFixture<MailHosts>
{
    [Theory, EveryDatabase]
    public async Task An_administrator_sends_a_test_mail_to_themselves(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.Administrator);
        var browser = await host.BrowserOfAsync(email);

        await browser.SubmitAsync("/admin/mail", ("_handler", "test-mail"));
        await host.SendMailAsync();

        var mail = hosts.Server.Received.Single(m => m.To.ToString() == email);
        mail.Subject.ShouldBe("Test mail from Test organisation");
        mail.From.ToString().ShouldContain("learning@example.org");
        mail.TextBody!.ShouldContain("https://localhost/admin/mail");
    }

    [Theory, EveryDatabase]
    public async Task The_words_of_a_mail_are_kept_protected_and_go_with_the_sending(Database database)
    {
        using var server = new TinyMailServer { IsBusy = true };
        await using var host = await MailHosts.StartAsync(database, server);
        await host.ChangeAsync(services => Send(services, "ada@example.org", "Words that nobody else reads"));

        await host.SendMailAsync();
        var waiting = await MailsAsync(host);
        server.IsBusy = false;
        host.Clock.Advance(TimeSpan.FromSeconds(11));
        await host.SendMailAsync();
        var sent = await MailsAsync(host);

        waiting.Single().State.ShouldBe(MailState.Due);
        waiting.Single().ProtectedContent!.ShouldNotContain("nobody");
        waiting.Single().Error!.ShouldContain("not now");
        sent.Single().State.ShouldBe(MailState.Sent);
        sent.Single().ProtectedContent.ShouldBeNull();
        server.Received.Single().TextBody!.TrimEnd().ShouldBe("Words that nobody else reads");
    }

    [Fact]
    public async Task A_mail_that_never_leaves_is_given_up_after_its_tries_and_shown_on_the_page()
    {
        using var server = new TinyMailServer { IsBusy = true };
        await using var host = await MailHosts.StartAsync(Database.Sqlite, server);
        await host.ChangeAsync(services => Send(services, "ada@example.org", "Words"));

        for (var i = 0; i < 12; i++)
        {
            await host.SendMailAsync();
            host.Clock.Advance(TimeSpan.FromHours(9));
        }

        var page = await host.SendAsync(new ReviewMail.Query(), Actor.With(RoleNames.Administrator));
        page.Value.Stuck.Single().ShouldSatisfyAllConditions(m => m.GivenUp.ShouldBeTrue(), m => m.Attempts.ShouldBe(10));
        (await MailsAsync(host)).Single().ProtectedContent.ShouldBeNull();
    }

    [Fact]
    public async Task A_line_break_in_a_subject_makes_no_header()
    {
        using var server = new TinyMailServer();
        await using var host = await MailHosts.StartAsync(Database.Sqlite, server);
        await host.ChangeAsync(services =>
        {
            services.GetRequiredService<IMailer>().Send("ada@example.org", "Hello\r\nBcc: eve@example.org", "Words");
            return Task.CompletedTask;
        });

        await host.SendMailAsync();

        server.Received.Single().Bcc.ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Without_a_mail_server_the_page_says_how_to_set_one_up_and_no_test_is_sent(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        var administrator = await host.SignInAsAsync(RoleNames.Administrator);

        var page = await administrator.GetPageAsync("/admin/mail");
        var refused = await host.SendAsync(new Host.Mail.SendTestMail.SendTestMail.Command(), Actor.With(RoleNames.Administrator));

        page.Body!.TextContent.ShouldContain("Mail__Host");
        refused.Error!.Code.ShouldBe("mail-not-configured");
        (await (await host.SignInAsAsync(RoleNames.HR)).GetAsync("/admin/mail")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static Task Send(IServiceProvider services, string to, string text)
    {
        services.GetRequiredService<IMailer>().Send(to, "A subject", text);
        return Task.CompletedTask;
    }

    private static Task<List<OutgoingMail>> MailsAsync(TestHost host) => host.UseAsync<PlatformDb, List<OutgoingMail>>(db => db.Set<OutgoingMail>().AsNoTracking().ToListAsync());
}
