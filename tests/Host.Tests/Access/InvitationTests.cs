using System.Net;
using System.Text.RegularExpressions;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.Invitations;
using CompetencyModular.Host.Access.Invitations.InvitePeople;
using CompetencyModular.Host.Access.Invitations.ListInvitations;
using CompetencyModular.Host.Access.Roles;
using CompetencyModular.Host.People;
using CompetencyModular.Host.People.BrowsePeople;
using CompetencyModular.Host.People.GlanceAtPeople;
using CompetencyModular.Host.People.GrantAccess;
using CompetencyModular.Host.People.ViewPerson;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tests.Mail;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Tests.Access;

public sealed partial class InvitationTests(MailHosts hosts) : IClassFixture<MailHosts>
{
    private const string Chosen = "a password of my own choice";

    [Theory, EveryDatabase]
    public async Task Whoever_has_an_address_gets_a_link_everybody_else_a_letter_and_both_come_in_once(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (withMail, withLetter) = (await PersonAsync(host), await PersonAsync(host, email: ""));
        var hr = await host.SignInAsAsync(RoleNames.HR);

        var made = await (await hr.SubmitAsync($"/people/invite?who={withMail.Id}&who={withLetter.Id}", ("Input.Days", "14"))).ReadPageAsync();
        await host.DoBackgroundWorkAsync();
        await host.SendMailAsync();
        var link = LinkTo(withMail);
        var letter = made.QuerySelector(".letter")!;
        var code = letter.QuerySelector("code")!.TextContent;
        var (first, second) = (host.CreateClient(), host.CreateClient());
        var byLink = await ChooseAsync(first, link);
        var byCode = await ChooseAsync(second, code.Replace("-", "", StringComparison.Ordinal));

        letter.TextContent.ShouldContain(withLetter.PersonnelNumber!);
        letter.QuerySelector("svg.qr").ShouldNotBeNull();
        (byLink.StatusCode, byCode.StatusCode).ShouldBe((HttpStatusCode.Redirect, HttpStatusCode.Redirect));
        (await first.GetPageAsync("/me")).QuerySelector("h1")!.TextContent.ShouldContain(withMail.Name);
        (await second.GetPageAsync("/me")).QuerySelector("h1")!.TextContent.ShouldContain(withLetter.Name);
        (await IsOpenAsync(host, link), await IsOpenAsync(host, code)).ShouldBe((false, false));
        (await StateAsync(host, withLetter), await StateAsync(host, withMail)).ShouldBe((InvitationState.Accepted, InvitationState.Accepted));
    }

    [Theory, EveryDatabase]
    public async Task An_invitation_ends_with_its_last_day_when_it_is_withdrawn_and_when_a_later_one_comes(Database database)
    {
        var host = await hosts.OnAsync(database);
        var person = await PersonAsync(host, email: "");

        var late = await LetterAsync(host, person, days: 3);
        host.Clock.Advance(TimeSpan.FromDays(5));
        var isOpenLate = await IsOpenAsync(host, late);
        var expired = await StateAsync(host, person);
        var first = await LetterAsync(host, person);
        var second = await LetterAsync(host, person);
        var (isFirstOpen, isSecondOpen) = (await IsOpenAsync(host, first), await IsOpenAsync(host, second));
        var id = (await host.SendAsync(new ListInvitations.Query(Search: person.PersonnelNumber), Actor.With(RoleNames.HR))).Value.Items.Single().Id;
        await host.SendAsync(new ListInvitations.Withdraw(id), Actor.With(RoleNames.HR));

        (isOpenLate, expired).ShouldBe((false, InvitationState.Expired));
        (isFirstOpen, isSecondOpen).ShouldBe((false, true));
        (await IsOpenAsync(host, second)).ShouldBeFalse();
        (await StateAsync(host, person)).ShouldBe(InvitationState.Withdrawn);
        (await host.UseAsync<PlatformDb, bool>(db => db.Set<Account>().AnyAsync(a => a.PersonId == person.Id))).ShouldBeFalse();
    }

    [Theory, EveryDatabase]
    public async Task Whoever_can_sign_in_leaves_soon_has_no_name_to_sign_in_with_or_may_do_more_is_left_out(Database database)
    {
        var host = await hosts.OnAsync(database);
        var unit = new OrganisationUnit { Name = $"Board {Guid.NewGuid():N}" };
        await host.SaveAsync<PlatformDb>(unit);
        await host.SaveAsync<PlatformDb>(new UnitRole { UnitId = unit.Id, Role = RoleNames.Administrator });
        var (_, known) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var today = DateOnly.FromDateTime(host.Clock.GetUtcNow().Date);
        var leaving = await PersonAsync(host, change: p => p.Employ(null, today.AddDays(20), true, today));
        var nameless = await PersonAsync(host, email: "", number: null);
        var above = await PersonAsync(host, change: p => p.UnitId = unit.Id);
        var gone = await PersonAsync(host, change: p => p.Employ(null, null, false, today));
        var raised = await PersonAsync(host, email: "");
        await LetterAsync(host, raised);
        await host.SendAsync(new GrantAccess.Command(raised.Id, "", [RoleNames.Learner, RoleNames.Administrator], null, NewPassword: false), Actor.With(RoleNames.Administrator));

        var plan = (await host.SendAsync(new InvitePeople.Look(new InvitePeople.Wish([known, leaving.Id, nameless.Id, above.Id, gone.Id, raised.Id], new BrowsePeople.Query(), InvitationWay.Mail, true)), Actor.With(RoleNames.HR))).Value;

        plan.LeftOut.ToDictionary(p => p.Id, p => p.Why).ShouldBe(new Dictionary<Guid, InvitePeople.Reason>
        {
            [known] = InvitePeople.Reason.HasAccess, [leaving.Id] = InvitePeople.Reason.LeavesSoon, [nameless.Id] = InvitePeople.Reason.NoName, [above.Id] = InvitePeople.Reason.RoleAbove, [raised.Id] = InvitePeople.Reason.RoleAbove,
        }, ignoreOrder: true);
        (plan.ByMail, plan.ByLetter).ShouldBe((0, 0));
    }

    [Theory, EveryDatabase]
    public async Task An_address_that_several_share_gets_no_mail_and_everybody_found_is_invited_once(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (family, shared) = ($"Fam{Guid.NewGuid():N}", $"depot-{Guid.NewGuid():N}@example.org");
        var (one, other, own) = (await PersonAsync(host, shared, family), await PersonAsync(host, shared, family), await PersonAsync(host, family: family));
        var all = new InvitePeople.Wish([], new BrowsePeople.Query(family), InvitationWay.Mail, Again: false);

        var response = await InviteAsync(host, all);
        var again = (await host.SendAsync(new InvitePeople.Look(all), Actor.With(RoleNames.HR))).Value;

        response.Mails.ShouldBe(1);
        response.Letters.Select(l => l.PersonnelNumber).ShouldBe([one.PersonnelNumber, other.PersonnelNumber], ignoreOrder: true);
        (again.ByMail, again.ByLetter, again.Open, again.LeftOutCount).ShouldBe((0, 0, 3, 3));
        own.Id.ShouldNotBe(Guid.Empty);
    }

    [Theory, EveryDatabase]
    public async Task Until_they_come_in_the_invited_count_as_unable_to_sign_in(Database database)
    {
        var host = await hosts.OnAsync(database);
        var person = await PersonAsync(host, email: "");
        var before = await WithoutAccountAsync(host);

        var code = await LetterAsync(host, person);
        var invited = await WithoutAccountAsync(host);
        var shown = (await host.SendAsync(new ViewPerson.Query(new PersonRef(person.Id)), Actor.With(RoleNames.HR))).Value.Access!.IsInvited;
        await ChooseAsync(host.CreateClient(), code);

        (invited, shown).ShouldBe((before, true));
        (await WithoutAccountAsync(host)).ShouldBe(before - 1);
    }

    [Theory, EveryDatabase]
    public async Task The_code_is_stored_nowhere_and_opens_nothing_elsewhere(Database database)
    {
        await using var host = await MailHosts.StartAsync(database, hosts.Server);
        var person = await PersonAsync(host, email: "");
        var code = await LetterAsync(host, person);
        await host.AddTenantAsync("Other organisation", "other.example");

        var page = await host.CreateClient("other.example").GetPageAsync($"/invitation?code={code}");
        var stored = await host.UseAsync<PlatformDb, List<string>>(async db =>
            [.. await db.Set<PasswordReset>().Select(r => r.CodeHash).ToListAsync(), .. await db.Set<Host.Outbox.OutboxMessage>().Select(m => m.Payload).ToListAsync(), .. await db.Set<Host.Audit.AuditValues>().Select(v => v.Changes).ToListAsync()]);

        page.QuerySelector("input[type=password]").ShouldBeNull();
        (await IsOpenAsync(host, code)).ShouldBeTrue();
        stored.ShouldContain(text => text.Contains("Invitation", StringComparison.Ordinal));
        stored.ShouldAllBe(text => !text.Contains(code, StringComparison.OrdinalIgnoreCase));
        host.Log.ShouldAllBe(line => !line.Contains(code, StringComparison.OrdinalIgnoreCase));
    }

    [Theory, EveryDatabase]
    public async Task Guessing_codes_is_stopped_and_right_ones_stop_nobody(Database database)
    {
        await using var host = await MailHosts.StartAsync(database, hosts.Server);
        var code = await LetterAsync(host, await PersonAsync(host, email: ""));

        for (var i = 0; i < 40; i++) (await IsOpenAsync(host, code)).ShouldBeTrue();
        for (var i = 0; i < 30; i++) (await IsOpenAsync(host, $"abcd-efgh-{i:0000}")).ShouldBeFalse();

        (await IsOpenAsync(host, code)).ShouldBeFalse("Whoever guesses is not told when they are right.");
    }

    [Theory, EveryDatabase]
    public async Task A_first_password_that_is_easy_to_guess_is_refused_and_leaves_the_code_open(Database database)
    {
        var host = await hosts.OnAsync(database);
        var person = await PersonAsync(host, email: "");
        var code = await LetterAsync(host, person);
        var easy = $"{person.GivenName} {person.FamilyName} {person.PersonnelNumber} 1";

        var refused = await host.CreateClient().SubmitAsync($"/invitation?code={code}", ("Input.New", easy), ("Input.Again", easy));

        (await refused.ReadPageAsync()).QuerySelector("main")!.TextContent.ShouldContain("easy to guess");
        (await IsOpenAsync(host, code)).ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task A_passkey_will_do_instead_of_a_password(Database database)
    {
        var host = await hosts.OnAsync(database);
        var person = await PersonAsync(host, email: "");
        var code = await LetterAsync(host, person);
        using var phone = new SoftAuthenticator();
        var browser = host.CreateClient();
        var page = await browser.GetPageAsync($"/invitation?code={code}");
        var options = page.QuerySelector("cm-passkey")!.GetAttribute("data-options")!;

        browser.DefaultRequestHeaders.Add("Origin", "https://localhost");
        var answer = await browser.SubmitAsync($"/invitation?code={code}", ("Shown.State", page.QuerySelector("input[name='Shown.State']")!.GetAttribute("value")!), ("Shown.Credential", phone.Create(options)));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.GetPageAsync("/me/security/passkeys")).QuerySelectorAll("main ul.list li").Length.ShouldBe(1);
        (await IsOpenAsync(host, code)).ShouldBeFalse();
    }

    [Theory, EveryDatabase]
    public async Task Where_no_mail_leaves_everybody_gets_a_letter_and_only_those_who_manage_people_invite(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        var person = await PersonAsync(host);
        var wish = new InvitePeople.Wish([person.Id], new BrowsePeople.Query(), InvitationWay.Mail, true);

        var page = await (await host.SignInAsAsync(RoleNames.HR)).GetPageAsync($"/people/invite?who={person.Id}");
        var plan = (await host.SendAsync(new InvitePeople.Look(wish), Actor.With(RoleNames.HR))).Value;
        var refused = await host.SendAsync(new InvitePeople.Command(wish, 14, "en", plan.Seal), Actor.With(RoleNames.Manager));
        var stale = await host.SendAsync(new InvitePeople.Command(wish, 14, "en", "of something else"), Actor.With(RoleNames.HR));
        var wrong = await host.SendAsync(new InvitePeople.Command(wish, 0, "tlh", plan.Seal), Actor.With(RoleNames.HR));

        page.Body!.TextContent.ShouldContain("This server sends no e-mail");
        (plan.ByMail, plan.ByLetter).ShouldBe((0, 1));
        refused.Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        stale.Error!.Code.ShouldBe("invite-changed-meanwhile");
        wrong.Error!.Kind.ShouldBe(ErrorKind.Invalid);
        (await host.UseAsync<PlatformDb, bool>(db => db.Set<Account>().AnyAsync(a => a.PersonId == person.Id))).ShouldBeFalse();
    }

    private static async Task<Person> PersonAsync(TestHost host, string? email = null, string family = "Hopper", string? number = "", Action<Person>? change = null)
    {
        var key = Guid.NewGuid().ToString("N")[..12];
        var person = new Person { PersonnelNumber = number is null ? null : $"N{key}" }.Describe("Grace", family, email ?? $"{key}@example.org", "", "");
        change?.Invoke(person);
        await host.SaveAsync<PlatformDb>(person);
        return person;
    }

    private static async Task<string> LetterAsync(TestHost host, Person person, int days = 14) =>
        (await InviteAsync(host, new InvitePeople.Wish([person.Id], new BrowsePeople.Query(), InvitationWay.Letter, true), days)).Letters.Single().Code;

    private static async Task<InvitePeople.Response> InviteAsync(TestHost host, InvitePeople.Wish wish, int days = 14)
    {
        var plan = (await host.SendAsync(new InvitePeople.Look(wish), Actor.With(RoleNames.HR))).Value;
        return (await host.SendAsync(new InvitePeople.Command(wish, days, "en", plan.Seal), Actor.With(RoleNames.HR))).Value;
    }

    private static Task<HttpResponseMessage> ChooseAsync(HttpClient browser, string code) => browser.SubmitAsync($"/invitation?code={code}", ("Input.New", Chosen), ("Input.Again", Chosen));

    private static async Task<int?> WithoutAccountAsync(TestHost host) => (await host.SendAsync(new GlanceAtPeople.Query(), Actor.With(RoleNames.HR))).Value.WithoutAccount;

    private static async Task<bool> IsOpenAsync(TestHost host, string code) => (await host.CreateClient().GetPageAsync($"/invitation?code={code}")).QuerySelector("input[type=password]") is not null;

    private static async Task<InvitationState> StateAsync(TestHost host, Person person) =>
        (await host.SendAsync(new ListInvitations.Query(Search: person.PersonnelNumber), Actor.With(RoleNames.HR))).Value.Items.Single().State;

    private string LinkTo(Person person) => Code().Match(hosts.Server.Received.Last(m => m.To.ToString() == person.Email).TextBody!).Groups[1].Value;

    [GeneratedRegex(@"invitation\?code=([a-z0-9-]+)")]
    private static partial Regex Code();
}
