using System.Net;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.Providers;
using CompetencyModular.Host.Access.Providers.WriteProvider;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Host.Tests.Oidc;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Access;

public sealed class ProviderTests(RealProvider real) : IClassFixture<RealProvider>
{
    private const string Skip = "There is no Node on this machine.";

    public static bool HasNoNode => RealProvider.IsMissing;

    [Theory(Skip = Skip, SkipWhen = nameof(HasNoNode)), EveryDatabase]
    public async Task Somebody_unknown_comes_in_by_the_provider_and_is_the_person_whom_its_claims_tell_of(Database database)
    {
        await using var host = await StartAsync(database, p => (p.CreatesPeople, p.Role, p.PersonnelNumberClaim) = (true, RoleNames.Learner, "staff_number"));

        var (browser, answer) = await SignInAsync(host, "ada@example.org", "/me");

        answer.Headers.Location!.ToString().ShouldBe("/me");
        (await browser.GetPageAsync("/me")).QuerySelector("h1")!.TextContent.ShouldContain("Ada Lovelace");
        var account = await host.UseAsync<PlatformDb, Account>(db => db.Set<Account>().SingleAsync(a => a.Email == "ada@example.org"));
        var person = await host.UseAsync<PlatformDb, Host.People.Person>(db => db.Set<Host.People.Person>().SingleAsync(p => p.Id == account.PersonId));
        (person.GivenName, person.FamilyName, person.Email, person.PersonnelNumber).ShouldBe(("Ada", "Lovelace", "ada@example.org", "ada"));
        account.PasswordHash.ShouldBeNull();
        (await browser.GetAsync("/people")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory(Skip = Skip, SkipWhen = nameof(HasNoNode)), EveryDatabase]
    public async Task Somebody_with_an_account_signs_in_to_it_and_still_does_after_the_address_changed(Database database)
    {
        await using var host = await StartAsync(database);
        var (email, personId) = await host.CreateAccountAsync(roles: RoleNames.Learner);

        var first = await SignInAsync(host, email);
        await host.ChangeAsync(async services => services.GetRequiredService<Accounts>().Rename((await services.GetRequiredService<Accounts>().OfPersonAsync(personId, CancellationToken.None))!, "renamed@example.org"));
        var second = await SignInAsync(host, email);

        (await first.Browser.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await second.Browser.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.UseAsync<PlatformDb, int>(db => db.Set<ExternalLogin>().CountAsync())).ShouldBe(1);
    }

    [Theory(Skip = Skip, SkipWhen = nameof(HasNoNode)), EveryDatabase]
    public async Task Nobody_comes_in_who_is_unknown_unverified_or_of_another_domain(Database database)
    {
        await using var host = await StartAsync(database, p => p.Domains = ["example.org"]);
        await host.CreatePersonAsync("Grace Hopper");
        await host.ChangeAsync(services =>
        {
            var person = new Host.People.Person().Describe("Grace", "Hopper", "unverified@example.org", "", "");
            services.GetDb().Add(person);
            services.GetRequiredService<Accounts>().Add(person.Id, "unverified@example.org", TestAccounts.Password, false, RoleNames.Learner);
            return Task.CompletedTask;
        });

        await RefusedAsync(host, "stranger@example.org", "provider-unknown");
        await RefusedAsync(host, "unverified@example.org", "provider-email");
        await RefusedAsync(host, "ada@elsewhere.example", "provider-domain");
        (await host.UseAsync<PlatformDb, int>(db => db.Set<ExternalLogin>().CountAsync())).ShouldBe(0);
    }

    [Theory(Skip = Skip, SkipWhen = nameof(HasNoNode)), EveryDatabase]
    public async Task A_token_of_another_issuer_audience_nonce_time_or_key_opens_nothing(Database database)
    {
        await using var host = await StartAsync(database, p => (p.CreatesPeople, p.Role) = (true, RoleNames.Learner));

        foreach (var wrong in new[] { "wrong-issuer", "wrong-audience", "wrong-nonce", "wrong-time", "wrong-key" }) await RefusedAsync(host, $"{wrong}@example.org", "provider");

        (await host.UseAsync<PlatformDb, int>(db => db.Set<Account>().CountAsync())).ShouldBe(0);
    }

    [Theory(Skip = Skip, SkipWhen = nameof(HasNoNode)), EveryDatabase]
    public async Task An_issuer_other_than_the_configured_one_is_refused_whatever_its_document_says(Database database)
    {
        // The same server by another name: its document speaks of 127.0.0.1.
        await using var host = await StartAsync(database, p => (p.Issuer, p.CreatesPeople, p.Role) = (p.Issuer.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), true, RoleNames.Learner));

        await RefusedAsync(host, "ada@example.org", "provider");
    }

    [Theory(Skip = Skip, SkipWhen = nameof(HasNoNode)), EveryDatabase]
    public async Task An_answer_belongs_to_the_browser_that_asked_and_works_once(Database database)
    {
        await using var host = await StartAsync(database, p => (p.CreatesPeople, p.Role) = (true, RoleNames.Learner));
        var browser = host.CreateClient();
        var back = await RealProvider.VisitAsync((await browser.GetAsync($"/sign-in/with/{RealProvider.Id}")).Headers.Location!, "ada@example.org");

        var other = await host.CreateClient().GetAsync(back.PathAndQuery);
        var forged = await browser.GetAsync($"{back.AbsolutePath}?code=x&state=made-up");
        var right = await browser.GetAsync(back.PathAndQuery);
        var again = await browser.GetAsync(back.PathAndQuery);

        other.Headers.Location!.ToString().ShouldBe("/sign-in?refused=provider");
        forged.Headers.Location!.ToString().ShouldBe("/sign-in?refused=provider");
        right.Headers.Location!.ToString().ShouldBe("/");
        again.Headers.Location!.ToString().ShouldBe("/sign-in?refused=provider");
    }

    [Theory, EveryDatabase]
    public async Task A_provider_that_is_off_or_unknown_is_not_found_and_one_that_is_away_is_said_to_be(Database database)
    {
        await using var host = await StartAsync(database, p => p.Issuer = "http://127.0.0.1:9");
        await host.SaveAsync<PlatformDb>(new SignInProvider { Id = Guid.Parse("0190a1b2-0000-7000-8000-00000000c0df"), Name = "Off", Issuer = "https://off.example", ClientId = "x" });
        var browser = host.CreateClient();

        (await browser.GetAsync("/sign-in/with/0190a1b2-0000-7000-8000-00000000c0df")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync($"/sign-in/with/{Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync($"/sign-in/callback/{Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync($"/sign-in/with/{RealProvider.Id}")).Headers.Location!.ToString().ShouldBe("/sign-in?refused=provider-away");
        (await browser.GetPageAsync("/sign-in")).Body!.TextContent.ShouldContain("Sign in with Company account");
        (await browser.GetPageAsync("/sign-in?refused=provider-away")).Body!.TextContent.ShouldContain("does not answer");
    }

    [Theory, EveryDatabase]
    public async Task An_administrator_sets_a_provider_up_and_its_secret_is_kept_protected_and_never_shown(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        var administrator = await host.SignInAsync(await host.CreatePersonAsync("Ada Lovelace", RoleNames.Administrator));

        var answer = await administrator.SubmitAsync("/admin/sign-in/providers/new", ("Input.Name", "Company account"), ("Input.Issuer", "https://login.example.org"), ("Input.ClientId", "learning"),
            ("Input.Secret", "known to two alone"), ("Input.Domains", "example.org, @Example.com"), ("Input.IsOn", "true"));
        var page = await administrator.GetPageAsync(answer.Headers.Location!.PathAndQuery());
        var kept = await host.UseAsync<PlatformDb, SignInProvider>(db => db.Set<SignInProvider>().AsNoTracking().SingleAsync());
        await administrator.SubmitAsync(answer.Headers.Location!.PathAndQuery(), ("Input.Name", "Work account"));
        var later = await host.UseAsync<PlatformDb, SignInProvider>(db => db.Set<SignInProvider>().AsNoTracking().SingleAsync());

        kept.ProtectedSecret!.ShouldNotContain("known");
        kept.Domains.ShouldBe(["example.org", "example.com"]);
        page.Source.Text.ShouldNotContain("known to two alone");
        page.Body!.TextContent.ShouldContain($"/sign-in/callback/{kept.Id}");
        (later.Name, later.ProtectedSecret).ShouldBe(("Work account", kept.ProtectedSecret));
    }

    [Theory, EveryDatabase]
    public async Task Another_issuer_gets_neither_the_secret_nor_the_people_of_the_former_one(Database database)
    {
        await using var host = await StartAsync(database);
        var (email, personId) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        await host.ChangeAsync(async services => services.GetDb().Add(new ExternalLogin { ProviderId = RealProvider.Id, Subject = email, AccountId = (await services.GetRequiredService<Accounts>().OfPersonAsync(personId, default))!.Id }));
        var moved = new WriteProvider.Command(RealProvider.Id, "Company account", "https://login.example.org", "learning", "", "email", "given_name", "family_name", "", false, null, "", true);
        Task<int> LinksAsync() => host.UseAsync<PlatformDb, int>(db => db.Set<ExternalLogin>().CountAsync());

        var refused = await host.SendAsync(moved, Actor.With(RoleNames.Administrator));
        var kept = await LinksAsync();
        var done = await host.SendAsync(moved with { Secret = "agreed with this one" }, Actor.With(RoleNames.Administrator));

        refused.Error!.Fields!.ShouldContainKey("Secret");
        kept.ShouldBe(1);
        done.IsSuccess.ShouldBeTrue();
        (await LinksAsync()).ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task What_is_wrong_with_a_provider_is_said_at_its_field_and_others_may_not_set_one_up(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        var right = new WriteProvider.Command(null, "Company account", "https://login.example.org", "learning", "secret", "email", "given_name", "family_name", "", false, null, "", true);
        async Task<Error> RefusedAsync(WriteProvider.Command command, Actor? actor = null) => (await host.SendAsync(command, actor ?? Actor.With(RoleNames.Administrator))).Error!;

        (await RefusedAsync(right with { Issuer = "http://login.example.org" })).Fields!.ShouldContainKey("Issuer");
        (await RefusedAsync(right with { Issuer = "login.example.org" })).Fields!.ShouldContainKey("Issuer");
        (await RefusedAsync(right with { Name = " " })).Fields!.ShouldContainKey("Name");
        (await RefusedAsync(right with { ClientId = null })).Fields!.ShouldContainKey("ClientId");
        (await RefusedAsync(right with { EmailClaim = "" })).Fields!.ShouldContainKey("EmailClaim");
        (await RefusedAsync(right with { Domains = "not a domain" })).Fields!.ShouldContainKey("Domains");
        (await RefusedAsync(right with { CreatesPeople = true, Role = "Emperor" })).Fields!.ShouldContainKey("Role");
        (await RefusedAsync(right with { CreatesPeople = true, Role = RoleNames.Auditor })).Fields!.ShouldContainKey("Role");
        (await RefusedAsync(right with { CreatesPeople = true, Role = RoleNames.Administrator }, Actor.Holding("Platform.ManageSignIn"))).Fields!.ShouldContainKey("Role");
        (await RefusedAsync(right with { ProviderId = Guid.NewGuid() })).Kind.ShouldBe(ErrorKind.NotFound);
        (await RefusedAsync(right, Actor.With(RoleNames.HR))).Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(right, Actor.With(RoleNames.Administrator))).IsSuccess.ShouldBeTrue();
        (await RefusedAsync(right)).Fields!.ShouldContainKey("Name");
    }

    private async Task<TestHost> StartAsync(Database database, Action<SignInProvider>? set = null)
    {
        var host = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        await host.ChangeAsync(services =>
        {
            var provider = new SignInProvider
            {
                Id = RealProvider.Id, Name = "Company account", Issuer = real.Issuer, ClientId = RealProvider.ClientId, IsOn = true,
                ProtectedSecret = services.GetRequiredService<TenantSecrets>().Protect("sign-in provider", RealProvider.Secret),
            };
            set?.Invoke(provider);
            services.GetDb().Add(provider);
            return Task.CompletedTask;
        });
        return host;
    }

    private static async Task<(HttpClient Browser, HttpResponseMessage Answer)> SignInAsync(TestHost host, string email, string target = "/")
    {
        var browser = host.CreateClient();
        var there = await browser.GetAsync($"/sign-in/with/{RealProvider.Id}?returnUrl={Uri.EscapeDataString(target)}");
        var back = await RealProvider.VisitAsync(there.Headers.Location!, email);
        return (browser, await browser.GetAsync(back.PathAndQuery));
    }

    private static async Task RefusedAsync(TestHost host, string email, string reason)
    {
        var (browser, answer) = await SignInAsync(host, email);
        answer.Headers.Location!.ToString().ShouldBe($"/sign-in?refused={reason}", email);
        (await browser.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }
}
