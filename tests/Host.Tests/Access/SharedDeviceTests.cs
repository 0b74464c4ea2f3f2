using System.Net;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.SharedDevices.ManageDevices;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Access;

public sealed class SharedDeviceTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    [Theory, EveryDatabase]
    public async Task Who_makes_a_device_shared_is_out_there_and_it_offers_those_who_were_there_to_nobody_else(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (administrator, _) = await host.CreateAccountAsync(roles: RoleNames.Administrator);
        var (learner, personId) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var tablet = await host.BrowserOfAsync(administrator);

        var shared = await tablet.SubmitAsync("/admin/shared-devices", ("Input.Name", "Warehouse, gate 2"));
        var afterwards = await tablet.GetAsync("/me");
        var entered = await tablet.SubmitAsync("/sign-in", ("Input.Email", learner), ("Input.Password", TestAccounts.Password));
        var page = await tablet.GetAsync("/me");
        await SwitchAsync(tablet);
        var offered = Offered(await tablet.GetPageAsync("/sign-in"));
        var account = await host.UseAsync<PlatformDb, Guid>(db => db.Set<Account>().Where(a => a.PersonId == personId).Select(a => a.Id).SingleAsync());

        shared.Headers.Location!.ToString().ShouldEndWith("/sign-in");
        afterwards.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        entered.Headers.GetValues("Set-Cookie").ShouldContain(c => c.StartsWith(SessionMiddleware.Cookie, StringComparison.Ordinal) && !c.Contains("expires", StringComparison.OrdinalIgnoreCase));
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await page.ReadPageAsync()).QuerySelector("cm-idle").ShouldNotBeNull();
        offered.ShouldBe([$"sign-in?as={account}"]);
        Offered(await host.CreateClient().GetPageAsync("/sign-in")).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task A_tap_and_the_password_are_enough_for_those_who_were_there_and_for_nobody_else(Database database)
    {
        var host = await hosts.OnAsync(database);
        var tablet = await SharedAsync(host);
        var (learner, personId) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var (stranger, strangerId) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        await EnterAsync(tablet, learner);
        await SwitchAsync(tablet);
        var tap = Offered(await tablet.GetPageAsync("/sign-in?returnUrl=/me/security")).Single();
        var strangers = await host.UseAsync<PlatformDb, Guid>(db => db.Set<Account>().Where(a => a.PersonId == strangerId).Select(a => a.Id).SingleAsync());

        var page = await tablet.GetPageAsync("/" + tap);
        var wrong = await tablet.SubmitAsync("/" + tap, ("Input.Password", "not this one at all"));
        var right = await tablet.SubmitAsync($"/{tap}&returnUrl=/people", ("Input.Password", TestAccounts.Password));
        var me = await tablet.GetPageAsync("/me");
        await SwitchAsync(tablet);
        var other = await tablet.GetPageAsync($"/sign-in?as={strangers}");

        page.Body!.InnerHtml.ShouldNotContain(learner);
        page.QuerySelector("[name='Input.Email']").ShouldBeNull();
        wrong.StatusCode.ShouldBe(HttpStatusCode.OK);
        right.Headers.Location!.ToString().ShouldEndWith("/", Case.Sensitive, "Where somebody was before is nobody's business.");
        me.QuerySelector("h1")!.TextContent.ShouldContain("Grace Hopper");
        other.QuerySelector("[name='Input.Email']").ShouldNotBeNull("Of somebody who was never there the device knows nothing.");
        other.Body!.InnerHtml.ShouldNotContain(stranger);
        personId.ShouldNotBe(Guid.Empty);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_leaves_is_signed_out_after_the_organisations_minutes_and_whoever_goes_on_is_not(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        await host.SendAsync(new ManageDevices.SetIdle(3), Actor.With(RoleNames.Administrator));
        var (learner, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var tablet = await SharedAsync(host);
        var own = await host.BrowserOfAsync(learner);
        await EnterAsync(tablet, learner);

        for (var i = 0; i < 4; i++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(2));
            // What was seen is written down now and then, and forgotten with that.
            await host.Services.GetRequiredService<SessionsSeen>().WriteDownAsync(CancellationToken.None);
            (await tablet.GetAsync("/shared-device/here")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        (await tablet.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Clock.Advance(TimeSpan.FromMinutes(4));
        (await tablet.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await own.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.UseAsync<PlatformDb, int>(db => db.Set<Session>().CountAsync(s => s.DeviceId != null))).ShouldBe(0);
        Offered(await tablet.GetPageAsync("/sign-in")).Count.ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_hides_is_offered_nowhere_any_more(Database database)
    {
        var host = await hosts.OnAsync(database);
        var tablet = await SharedAsync(host);
        var (learner, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        await EnterAsync(tablet, learner);

        (await tablet.SubmitAsync("/me/security", ("_handler", "hide"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await SwitchAsync(tablet);
        await EnterAsync(tablet, learner);
        await SwitchAsync(tablet);

        Offered(await tablet.GetPageAsync("/sign-in")).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task A_removed_device_signs_out_forgets_all_and_only_administrators_remove_one(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        var tablet = await SharedAsync(host);
        var (learner, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        await EnterAsync(tablet, learner);
        var id = (await host.SendAsync(new ManageDevices.Query(), Actor.With(RoleNames.Administrator))).Value.Devices.Items.Single().Id;

        var refused = await host.SendAsync(new ManageDevices.Remove(id), Actor.With(RoleNames.HR));
        var unknown = await host.SendAsync(new ManageDevices.Remove(Guid.NewGuid()), Actor.With(RoleNames.Administrator));
        var nameless = await host.SendAsync(new ManageDevices.Add(" "), Actor.With(RoleNames.Administrator));
        var never = await host.SendAsync(new ManageDevices.SetIdle(0), Actor.With(RoleNames.Administrator));
        await host.SendAsync(new ManageDevices.Remove(id), Actor.With(RoleNames.Administrator));

        (refused.Error!.Kind, unknown.Error!.Kind, nameless.Error!.Kind, never.Error!.Kind).ShouldBe((ErrorKind.Forbidden, ErrorKind.NotFound, ErrorKind.Invalid, ErrorKind.Invalid));
        (await tablet.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        Offered(await tablet.GetPageAsync("/sign-in")).ShouldBeEmpty();
    }

    private static async Task<HttpClient> SharedAsync(TestHost host)
    {
        var (administrator, _) = await host.CreateAccountAsync(roles: RoleNames.Administrator);
        var tablet = await host.BrowserOfAsync(administrator);
        await tablet.SubmitAsync("/admin/shared-devices", ("Input.Name", "Tablet"));
        return tablet;
    }

    private static async Task EnterAsync(HttpClient tablet, string email) =>
        (await tablet.SubmitAsync("/sign-in", ("Input.Email", email), ("Input.Password", TestAccounts.Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

    private static async Task SwitchAsync(HttpClient tablet)
    {
        var form = (await tablet.GetPageAsync("/me")).QuerySelector("[formaction='sign-out']")!.Closest("form")!;
        form.TextContent.ShouldContain("Switch person");
        var fields = form.QuerySelectorAll("input").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? ""));
        var answer = await tablet.PostAsync("/sign-out", new FormUrlEncodedContent(fields));
        answer.Headers.GetValues("Clear-Site-Data").Single().ShouldContain("storage");
    }

    private static List<string> Offered(AngleSharp.Html.Dom.IHtmlDocument page) => [.. page.QuerySelectorAll(".switch a").Select(a => a.GetAttribute("href")!)];
}
