using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.TwoSteps.ResetSecondStep;
using CompetencyModular.Host.Access.TwoSteps.SetSignInRules;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tests.Mail;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Tests.Access;

public sealed class TwoStepTests(MailHosts hosts) : IClassFixture<MailHosts>
{
    [Fact]
    public void The_codes_are_those_of_RFC_6238()
    {
        // The key of the RFC's appendix B, "12345678901234567890", in base 32; its codes have eight digits, of which apps show the last six.
        const string key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

        long[] seconds = [59, 1111111109, 1111111111, 1234567890, 2000000000, 20000000000];

        seconds.Select(s => Totp.Code(key, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(s)))).ShouldBe(["287082", "081804", "050471", "005924", "279037", "353130"]);
    }

    [Theory, EveryDatabase]
    public async Task After_the_password_comes_the_code_of_the_app(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, key, _) = await WithTwoStepsAsync(host);
        var browser = host.CreateClient();

        var first = await browser.SubmitAsync("/sign-in?returnUrl=/me", ("Input.Email", email), ("Input.Password", TestAccounts.Password));
        var between = await browser.GetAsync("/me");
        var second = await browser.SubmitAsync(first.Headers.Location!.PathAndQuery(), ("Input.Code", NextCode(host, key)));

        first.Headers.Location!.ToString().ShouldContain("/sign-in/second-step");
        between.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        second.Headers.Location!.ToString().ShouldEndWith("/me");
        (await browser.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task A_code_that_was_used_opens_nothing_again(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, key, _) = await WithTwoStepsAsync(host);
        var code = NextCode(host, key);
        (await ApiAsync(host, email, code)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var replayed = await ApiAsync(host, email, code);

        replayed.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await CodeOf(replayed)).ShouldBe("second-step-refused");
    }

    [Theory, EveryDatabase]
    public async Task Over_the_api_the_password_alone_is_told_to_bring_the_second_factor_and_a_wrong_one_is_not(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, key, _) = await WithTwoStepsAsync(host);

        var alone = await ApiAsync(host, email, code: null);
        var wrongPassword = await host.CreateClient().PostAsJsonAsync("/api/v1/sign-in", new { email, password = "not this one at all" });
        var wrongCode = await ApiAsync(host, email, "000000");
        var right = await ApiAsync(host, email, NextCode(host, key));

        (alone.StatusCode, await CodeOf(alone)).ShouldBe((HttpStatusCode.Unauthorized, "second_factor_required"));
        (await CodeOf(wrongPassword)).ShouldBe("sign-in-refused");
        (await CodeOf(wrongCode)).ShouldBe("second-step-refused");
        right.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task A_recovery_code_lets_in_once(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, _, codes) = await WithTwoStepsAsync(host);

        var first = await ApiAsync(host, email, codes[3]);
        var again = await ApiAsync(host, email, codes[3]);
        var other = await ApiAsync(host, email, codes[4].ToUpperInvariant());

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        again.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task Guessing_codes_is_stopped_after_five_tries_even_with_the_right_one(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, key, _) = await WithTwoStepsAsync(host);
        for (var i = 0; i < 4; i++) await ApiAsync(host, email, "000000");

        var answer = await ApiAsync(host, email, NextCode(host, key));

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Theory, EveryDatabase]
    public async Task A_second_step_is_not_taken_after_too_long_nor_with_a_ticket_of_ones_own_making(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, key, _) = await WithTwoStepsAsync(host);
        var browser = host.CreateClient();
        await browser.SubmitAsync("/sign-in", ("Input.Email", email), ("Input.Password", TestAccounts.Password));
        host.Clock.Advance(TimeSpan.FromMinutes(11));

        var late = await browser.SubmitAsync("/sign-in/second-step", ("Input.Code", NextCode(host, key)));
        var forger = host.CreateClient();
        forger.DefaultRequestHeaders.Add("Cookie", "__Host-competency-step=made-up");
        var forged = await forger.GetAsync("/sign-in/second-step");

        late.StatusCode.ShouldBe(HttpStatusCode.OK, "The form is shown again.");
        (await browser.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        forged.StatusCode.ShouldBe(HttpStatusCode.OK, "Whether a ticket is good is told with a code alone.");
        (await host.CreateClient().GetAsync("/sign-in/second-step")).Headers.Location!.ToString().ShouldEndWith("/sign-in");
    }

    [Theory, EveryDatabase]
    public async Task A_password_changed_meanwhile_makes_the_ticket_worthless(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, key, _) = await WithTwoStepsAsync(host);
        var browser = host.CreateClient();
        await browser.SubmitAsync("/sign-in", ("Input.Email", email), ("Input.Password", TestAccounts.Password));
        await host.ChangeAsync(async services =>
        {
            var accounts = (Accounts)services.GetService(typeof(Accounts))!;
            accounts.SetPassword((await accounts.FindAsync(email, CancellationToken.None))!, "another password of mine");
        });

        await browser.SubmitAsync("/sign-in/second-step", ("Input.Code", NextCode(host, key)));

        (await browser.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory, EveryDatabase]
    public async Task Setting_up_takes_the_password_and_the_right_code_and_keeps_the_key_protected(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, personId) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var browser = await host.BrowserOfAsync(email);
        var page = await browser.GetPageAsync("/me/security/two-steps");
        var (offer, key) = Offered(page);

        var wrongPassword = await (await SetUpAsync(browser, offer, NextCode(host, key), "not this one at all")).ReadPageAsync();
        var wrongCode = await (await SetUpAsync(browser, offer, "000000", TestAccounts.Password)).ReadPageAsync();
        var madeUp = await (await SetUpAsync(browser, "made-up", NextCode(host, key), TestAccounts.Password)).ReadPageAsync();
        var right = await (await SetUpAsync(browser, offer, NextCode(host, key), TestAccounts.Password)).ReadPageAsync();

        page.QuerySelector("svg.qr path").ShouldNotBeNull();
        wrongPassword.QuerySelector("[name='Input.Password']")!.GetAttribute("aria-invalid").ShouldBe("true");
        Offered(wrongCode).ShouldBe((offer, key), "A slip of the pen does not make the entry in the app worthless.");
        madeUp.QuerySelector("ul.codes").ShouldBeNull();
        right.QuerySelectorAll("ul.codes li").Length.ShouldBe(10);
        var account = await host.UseAsync<PlatformDb, Account>(db => db.Set<Account>().SingleAsync(a => a.PersonId == personId));
        account.TwoFactorEnabled.ShouldBeTrue();
        account.ProtectedTotpKey!.ShouldNotContain(key);
    }

    [Theory, EveryDatabase]
    public async Task An_offer_is_good_for_whom_it_was_made_alone(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (mine, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var (theirs, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var (offer, key) = Offered(await (await host.BrowserOfAsync(mine)).GetPageAsync("/me/security/two-steps"));

        var answer = await (await SetUpAsync(await host.BrowserOfAsync(theirs), offer, NextCode(host, key), TestAccounts.Password)).ReadPageAsync();

        answer.QuerySelector("ul.codes").ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task Switching_off_takes_the_password_and_a_short_one_must_then_be_changed(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, key, _) = await WithTwoStepsAsync(host);
        var browser = await SignInAsync(host, email, key);

        await browser.SubmitAsync("/me/security/two-steps/off", ("Input.Password", "not this one at all"));
        var still = await browser.GetPageAsync("/me/security");
        await browser.SubmitAsync("/me/password", ("Input.Current", TestAccounts.Password), ("Input.New", "eight ch"), ("Input.Again", "eight ch"));
        await browser.SubmitAsync("/me/security/two-steps/off", ("Input.Password", "eight ch"));
        var after = await browser.GetAsync("/me");

        still.QuerySelector("a[href='me/security/two-steps/off']").ShouldNotBeNull();
        after.Headers.Location!.ToString().ShouldBe("/me/password");
    }

    [Theory, EveryDatabase]
    public async Task Who_has_no_password_changes_the_second_step_by_a_code_of_it_or_a_recovery_code(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, key, codes) = await WithTwoStepsAsync(host);
        var browser = await SignInAsync(host, email, key);
        await host.ChangeAsync(async services => (await services.GetDb().Set<Account>().SingleAsync(a => a.Email == email)).PasswordHash = null);

        var form = await browser.GetPageAsync("/me/security/two-steps/off");
        await browser.SubmitAsync("/me/security/two-steps/off", ("Input.Code", "000000"));
        var still = await browser.GetPageAsync("/me/security");
        var renewed = await (await browser.SubmitAsync("/me/security/recovery-codes", ("Input.Code", codes[0]))).ReadPageAsync();
        var off = await browser.SubmitAsync("/me/security/two-steps/off", ("Input.Code", NextCode(host, key)));

        form.QuerySelector("[name='Input.Password']").ShouldBeNull();
        still.QuerySelector("a[href='me/security/two-steps/off']").ShouldNotBeNull();
        renewed.QuerySelectorAll("ul.codes code").Length.ShouldBe(10);
        off.Headers.Location!.ToString().ShouldEndWith("/me/security");
        (await browser.GetPageAsync("/me/security")).QuerySelector("a[href='me/security/two-steps/off']").ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task New_recovery_codes_make_the_old_ones_void(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, key, old) = await WithTwoStepsAsync(host);
        var browser = await SignInAsync(host, email, key);

        var page = await (await browser.SubmitAsync("/me/security/recovery-codes", ("Input.Password", TestAccounts.Password))).ReadPageAsync();
        var fresh = page.QuerySelectorAll("ul.codes code").Select(c => c.TextContent).ToList();

        fresh.Count.ShouldBe(10);
        (await ApiAsync(host, email, old[0])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ApiAsync(host, email, fresh[0])).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task Whose_role_asks_for_two_steps_sets_them_up_before_anything_else(Database database)
    {
        await using var host = await MailHosts.StartAsync(database, hosts.Server);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.HR);
        var (learner, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        (await host.SendAsync(new SetSignInRules.Command(false, [RoleNames.HR]), Actor.With(RoleNames.Administrator))).IsSuccess.ShouldBeTrue();
        var (browser, api) = (await host.BrowserOfAsync(email), await host.ApiOfAsync(email));

        var page = await browser.GetAsync("/people");
        var refused = await api.GetAsync("/api/v1/people");
        var (offer, key) = Offered(await browser.GetPageAsync("/me/security/two-steps"));
        await SetUpAsync(browser, offer, NextCode(host, key), TestAccounts.Password);
        var after = await browser.GetAsync("/people");
        await browser.SubmitAsync("/me/password", ("Input.Current", TestAccounts.Password), ("Input.New", "eight ch"), ("Input.Again", "eight ch"));
        var off = await browser.GetPageAsync("/me/security/two-steps/off");

        page.Headers.Location!.ToString().ShouldBe("/me/security/two-steps");
        (refused.StatusCode, await CodeOf(refused)).ShouldBe((HttpStatusCode.Forbidden, "second_factor_set_up_required"));
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
        off.QuerySelector("[name='Input.Password']").ShouldBeNull();
        (await (await host.BrowserOfAsync(learner)).GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task An_administrator_resets_a_second_step_and_the_person_is_out_and_told(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, key, _) = await WithTwoStepsAsync(host);
        var personId = await host.UseAsync<PlatformDb, Guid>(db => db.Set<Account>().Where(a => a.Email == email).Select(a => a.PersonId).SingleAsync());
        var browser = await SignInAsync(host, email, key);
        var administrator = await host.SignInAsync(await host.CreatePersonAsync("Ada Lovelace", RoleNames.Administrator));

        await administrator.SubmitAsync($"/people/{personId}/access/second-step", ("_handler", "reset-step"));
        await host.SendMailAsync();

        (await browser.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ApiAsync(host, email, code: null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.NoticesOfAsync(Actor.OfPerson(personId, [RoleNames.Learner]))).ShouldContain(n => n.StartsWith("Ada Lovelace reset the second step", StringComparison.Ordinal));
        hosts.Server.Received.ShouldContain(m => m.To.ToString() == email && m.Subject!.Contains("second step"));
    }

    [Theory, EveryDatabase]
    public async Task A_second_step_is_reset_by_nobody_who_may_do_less_nor_by_oneself_nor_where_there_is_none(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (_, without) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var (email, _, _) = await WithTwoStepsAsync(host, roles: RoleNames.Administrator);
        var administrator = await host.UseAsync<PlatformDb, Guid>(db => db.Set<Account>().Where(a => a.Email == email).Select(a => a.PersonId).SingleAsync());

        async Task<Error> RefusedAsync(Guid personId, Actor actor) => (await host.SendAsync(new ResetSecondStep.Command(personId), actor)).Error!;

        (await RefusedAsync(administrator, Actor.Holding("Platform.ManageSignIn"))).Code.ShouldBe("role-above");
        (await RefusedAsync(administrator, Actor.OfPerson(administrator, [RoleNames.Administrator]))).Code.ShouldBe("own-account");
        (await RefusedAsync(without, Actor.With(RoleNames.Administrator))).Code.ShouldBe("two-steps-off");
        (await RefusedAsync(Guid.NewGuid(), Actor.With(RoleNames.Administrator))).Kind.ShouldBe(ErrorKind.NotFound);
        (await RefusedAsync(without, Actor.With(RoleNames.HR))).Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new SetSignInRules.Command(false, ["Emperor"]), Actor.With(RoleNames.Administrator))).Error!.Kind.ShouldBe(ErrorKind.Invalid);
    }

    private static async Task<(string Email, string Key, IReadOnlyList<string> Codes)> WithTwoStepsAsync(TestHost host, params string[] roles)
    {
        var (email, _) = await host.CreateAccountAsync(roles: roles.Length > 0 ? roles : [RoleNames.Learner]);
        var browser = await host.BrowserOfAsync(email);
        var (offer, key) = Offered(await browser.GetPageAsync("/me/security/two-steps"));
        var page = await (await SetUpAsync(browser, offer, NextCode(host, key), TestAccounts.Password)).ReadPageAsync();
        return (email, key, [.. page.QuerySelectorAll("ul.codes code").Select(c => c.TextContent)]);
    }

    /// <summary>The code of a step that no other code of the test was of.</summary>
    private static string NextCode(TestHost host, string key)
    {
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        return Totp.Code(key, Totp.StepAt(host.Clock.GetUtcNow()));
    }

    private static (string Offer, string Key) Offered(AngleSharp.Dom.IDocument page) =>
        (page.QuerySelector("[name='Input.Offer']")!.GetAttribute("value")!, page.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal));

    private static Task<HttpResponseMessage> SetUpAsync(HttpClient browser, string offer, string code, string password) =>
        browser.SubmitAsync("/me/security/two-steps", ("Input.Offer", offer), ("Input.Code", code), ("Input.Password", password));

    private static async Task<HttpClient> SignInAsync(TestHost host, string email, string key)
    {
        var browser = host.CreateClient();
        await browser.SubmitAsync("/sign-in", ("Input.Email", email), ("Input.Password", TestAccounts.Password));
        (await browser.SubmitAsync("/sign-in/second-step", ("Input.Code", NextCode(host, key)))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return browser;
    }

    private static Task<HttpResponseMessage> ApiAsync(TestHost host, string email, string? code) =>
        host.CreateClient().PostAsJsonAsync("/api/v1/sign-in", new { email, password = TestAccounts.Password, code });

    private static async Task<string?> CodeOf(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}

internal static class Addresses
{
    public static string PathAndQuery(this Uri location) => location.IsAbsoluteUri ? location.PathAndQuery : location.ToString();
}
