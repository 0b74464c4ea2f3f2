using System.Net;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.TwoSteps.SetSignInRules;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Tests.Access;

public sealed class PasskeyTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    [Theory, EveryDatabase]
    public async Task Somebody_adds_a_passkey_and_signs_in_with_it_alone(Database database)
    {
        var host = await hosts.OnAsync(database);
        using var phone = new SoftAuthenticator();
        var (_, browser) = await WithPasskeyAsync(host, phone);

        var (answer, fresh) = await SignInAsync(host, phone);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await fresh.GetPageAsync("/me")).QuerySelector("h1")!.TextContent.ShouldContain("Grace Hopper");
        var list = await browser.GetPageAsync("/me/security/passkeys");
        list.Body!.TextContent.ShouldContain("My phone");
        list.Body.TextContent.ShouldContain("last used");
    }

    [Theory, EveryDatabase]
    public async Task A_passkey_is_two_steps_in_one(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        using var phone = new SoftAuthenticator();
        var (email, _) = await WithPasskeyAsync(host, phone);
        await host.SendAsync(new SetSignInRules.Command(Everybody: true, []), Actor.With(RoleNames.Administrator));

        var (_, withPasskey) = await SignInAsync(host, phone);
        var withPassword = await host.BrowserOfAsync(email);

        (await withPasskey.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await withPassword.GetAsync("/me")).Headers.Location!.ToString().ShouldBe("/me/security/two-steps");
    }

    [Theory, EveryDatabase]
    public async Task An_answer_works_once_and_for_its_own_question(Database database)
    {
        var host = await hosts.OnAsync(database);
        using var phone = new SoftAuthenticator();
        await WithPasskeyAsync(host, phone);
        var client = host.CreateClient();
        var (options, state) = Asked(await client.GetPageAsync("/sign-in"), "Shown.State");
        var (_, otherState) = Asked(await client.GetPageAsync("/sign-in"), "Shown.State");
        var answer = phone.Get(options);

        (await ShowAsync(host.CreateClient(), otherState, answer)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ShowAsync(host.CreateClient(), state, answer)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ShowAsync(host.CreateClient(), state, answer)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task A_passkey_that_was_not_unlocked_of_another_place_copied_or_late_opens_nothing(Database database)
    {
        var host = await hosts.OnAsync(database);
        using var phone = new SoftAuthenticator();
        await WithPasskeyAsync(host, phone);

        phone.IsUnlocked = false;
        (await SignInAsync(host, phone)).Answer.StatusCode.ShouldBe(HttpStatusCode.OK, "not unlocked");
        (phone.IsUnlocked, phone.Origin) = (true, "https://evil.example");
        (await SignInAsync(host, phone)).Answer.StatusCode.ShouldBe(HttpStatusCode.OK, "of another place");
        (phone.Origin, phone.Count) = ("https://localhost", 50);
        (await SignInAsync(host, phone)).Answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        phone.Count = 10;
        (await SignInAsync(host, phone)).Answer.StatusCode.ShouldBe(HttpStatusCode.OK, "a copy, whose count is behind");
        phone.Count = 100;
        (await SignInAsync(host, phone, TimeSpan.FromMinutes(11))).Answer.StatusCode.ShouldBe(HttpStatusCode.OK, "too late");
        (await ShowAsync(host.CreateClient(), "made-up", "{}")).StatusCode.ShouldBe(HttpStatusCode.OK, "made up");
        (await ShowAsync(host.CreateClient(), Asked(await host.CreateClient().GetPageAsync("/sign-in"), "Shown.State").State, "no json")).StatusCode.ShouldBe(HttpStatusCode.OK, "no JSON");
    }

    [Theory, EveryDatabase]
    public async Task A_removed_passkey_and_one_of_somebody_who_has_left_open_nothing(Database database)
    {
        var host = await hosts.OnAsync(database);
        using var removed = new SoftAuthenticator();
        using var left = new SoftAuthenticator();
        var (_, browser) = await WithPasskeyAsync(host, removed);
        var (email, _) = await WithPasskeyAsync(host, left);
        var handler = (await browser.GetPageAsync("/me/security/passkeys")).QuerySelector("main ul.list input[name='_handler']")!.GetAttribute("value")!;

        await browser.SubmitAsync("/me/security/passkeys", ("_handler", handler));
        await host.ChangeAsync(async services =>
        {
            var db = services.GetDb();
            var account = await db.Set<Account>().SingleAsync(a => a.Email == email);
            (await db.FindAsync<Host.People.Person>(account.PersonId))!.Employ(null, null, false, DateOnly.MaxValue);
        });

        (await SignInAsync(host, removed)).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await SignInAsync(host, left)).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task Adding_one_takes_the_password_a_name_and_an_answer_to_ones_own_question(Database database)
    {
        var host = await hosts.OnAsync(database);
        using var phone = new SoftAuthenticator();
        var (mine, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var (theirs, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var (browser, other) = (await host.BrowserOfAsync(mine), await host.BrowserOfAsync(theirs));

        (await AddAsync(browser, phone, password: "not this one at all")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await AddAsync(browser, phone, name: " ")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var (options, state) = Asked(await browser.GetPageAsync("/me/security/passkeys"), "Input.State");
        var stolen = await FromPage(other).SubmitAsync("/me/security/passkeys", ("Input.Name", "Mine"), ("Input.Password", TestAccounts.Password), ("Input.State", state), ("Input.Credential", phone.Create(options)));
        stolen.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await AddAsync(browser, phone)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await AddAsync(browser, phone)).StatusCode.ShouldBe(HttpStatusCode.OK, "It is there already.");
    }

    private static async Task<(string Email, HttpClient Browser)> WithPasskeyAsync(TestHost host, SoftAuthenticator phone)
    {
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var browser = await host.BrowserOfAsync(email);
        (await AddAsync(browser, phone)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return (email, browser);
    }

    private static async Task<HttpResponseMessage> AddAsync(HttpClient browser, SoftAuthenticator phone, string name = "My phone", string password = TestAccounts.Password)
    {
        var (options, state) = Asked(await browser.GetPageAsync("/me/security/passkeys"), "Input.State");
        return await FromPage(browser).SubmitAsync("/me/security/passkeys", ("Input.Name", name), ("Input.Password", password), ("Input.State", state), ("Input.Credential", phone.Create(options)));
    }

    private static async Task<(HttpResponseMessage Answer, HttpClient Browser)> SignInAsync(TestHost host, SoftAuthenticator phone, TimeSpan? after = null)
    {
        var client = host.CreateClient();
        var (options, state) = Asked(await client.GetPageAsync("/sign-in"), "Shown.State");
        if (after is { } time) host.Clock.Advance(time);
        return (await ShowAsync(client, state, phone.Get(options)), client);
    }

    private static Task<HttpResponseMessage> ShowAsync(HttpClient client, string state, string answer) => FromPage(client).SubmitAsync("/sign-in", ("Shown.State", state), ("Shown.Credential", answer));

    /// <summary>Browsers say from which place a form comes, and a passkey's answer must be from there.</summary>
    private static HttpClient FromPage(HttpClient browser)
    {
        if (!browser.DefaultRequestHeaders.Contains("Origin")) browser.DefaultRequestHeaders.Add("Origin", "https://localhost");
        return browser;
    }

    private static (string Options, string State) Asked(AngleSharp.Dom.IDocument page, string state) =>
        (page.QuerySelector("cm-passkey")!.GetAttribute("data-options")!, page.QuerySelector($"[name='{state}']")!.GetAttribute("value")!);
}
