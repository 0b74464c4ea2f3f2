using System.Net;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.Roles;
using CompetencyModular.Host.Notices;
using CompetencyModular.Host.Notices.ListNotices;
using CompetencyModular.Host.Notices.ReadNotice;
using CompetencyModular.Host.People;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tests.Access;
using CompetencyModular.Probe;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Tests.Notices;

/// <summary>What a module tells somebody reaches them once, in their own language, until they have read it or it is settled.</summary>
public sealed class NoticeTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    [Theory, EveryDatabase]
    public async Task A_notice_is_read_in_the_language_and_format_of_its_reader(Database database)
    {
        var (host, ada) = await StartAsync(database);
        await TellAsync(host, ada, "note/1", Note("Grace Hopper", NewNotice.Day(new DateOnly(2026, 3, 31))));
        var client = await host.SignInAsync(ada);

        var english = (await client.GetPageAsync("/notices")).QuerySelector(".notice")!.TextContent;
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de");
        var german = (await client.GetPageAsync("/notices")).QuerySelector(".notice")!.TextContent;

        english.ShouldContain("Grace Hopper wrote a note, to be answered by 31 Mar 2026");
        german.ShouldContain("Grace Hopper hat eine Notiz geschrieben, zu beantworten bis 31.03.2026");
        german.ShouldContain("Notizen");
    }

    [Theory, EveryDatabase]
    public async Task The_bell_counts_what_is_new_to_oneself_and_following_it_makes_it_read(Database database)
    {
        var (host, ada) = await StartAsync(database);
        var other = await host.CreatePersonAsync("Grace Hopper", RoleNames.Learner);
        await TellAsync(host, ada, "note/1", Note());
        await TellAsync(host, ada, "note/2", Note());
        await TellAsync(host, other, "note/2", Note());
        var client = await host.SignInAsync(ada);

        var page = await client.GetPageAsync("/notices");
        page.QuerySelector("a.bell")!.GetAttribute("aria-label").ShouldBe("Notifications, 2 new");
        var answer = await client.GetAsync("/" + page.QuerySelector(".notice-text a")!.GetAttribute("href"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldEndWith("/probe/notes");
        (await client.GetPageAsync("/notices")).QuerySelector("a.bell")!.GetAttribute("aria-label").ShouldBe("Notifications, 1 new");
        (await client.GetPageAsync("/notices?show=all")).QuerySelectorAll(".notice").Length.ShouldBe(2);
        (await NewOf(host, other)).Count.ShouldBe(1);
    }

    [Fact]
    public void A_count_that_began_before_something_changed_is_not_remembered()
    {
        var (cache, tenant, person, features, now) = (new UnreadCache(), Guid.NewGuid(), Guid.NewGuid(), new object(), DateTimeOffset.UnixEpoch);
        var before = cache.Forgotten;

        cache.Forget(tenant, person);
        cache.Put(tenant, person, features, 2, now, before);
        cache.TryGet(tenant, person, features, now, out _).ShouldBeFalse();
        cache.Put(tenant, person, features, 1, now, cache.Forgotten);
        cache.TryGet(tenant, person, features, now, out var count).ShouldBeTrue();
        count.ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task One_and_all_can_be_marked_as_read_on_the_page(Database database)
    {
        var (host, ada) = await StartAsync(database);
        for (var i = 0; i < 3; i++) await TellAsync(host, ada, $"note/{i}", Note());
        var client = await host.SignInAsync(ada);
        var newest = (await NewOf(host, ada))[0].Id;

        await PressAsync(client, $"read-{newest}");
        (await NewOf(host, ada)).Count.ShouldBe(2);
        await PressAsync(client, "read-all");

        (await NewOf(host, ada)).ShouldBeEmpty();
        (await client.GetPageAsync("/notices")).QuerySelector("a.bell")!.GetAttribute("aria-label").ShouldBe("Notifications");
    }

    [Theory, EveryDatabase]
    public async Task Told_again_under_the_same_key_it_replaces_what_was_told_and_is_new_again(Database database)
    {
        var (host, ada) = await StartAsync(database);
        await TellAsync(host, ada, "note/1", Note("Grace"));
        await host.SendAsync(new ReadAllNotices.Command(), ada);

        await TellAsync(host, ada, "note/1", Note("Edsger"));

        (await NewOf(host, ada)).ShouldHaveSingleItem().Text.ShouldContain("Edsger");
        (await AllOf(host, ada)).Total.ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task What_is_settled_is_gone_for_everybody_or_for_the_one_who_did_it(Database database)
    {
        var (host, ada) = await StartAsync(database);
        var other = await host.CreatePersonAsync("Grace Hopper", RoleNames.Learner);
        foreach (var (who, key) in new[] { (ada, "first"), (other, "first"), (ada, "second"), (other, "second") }) await TellAsync(host, who, key, Note());

        await host.PublishAsync(new NoticePosted("Probe", "first", null, null), new NoticePosted("Probe", "second", ada.PersonId, null));
        await host.DeliverEventsAsync();

        (await AllOf(host, ada)).Total.ShouldBe(0);
        (await AllOf(host, other)).Total.ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_reads_or_marks_what_was_told_to_somebody_else(Database database)
    {
        var (host, ada) = await StartAsync(database);
        await TellAsync(host, ada, "note/1", Note());
        var id = (await NewOf(host, ada)).Single().Id;
        var stranger = await host.CreatePersonAsync("Eve Stranger", RoleNames.Learner, RoleNames.Administrator);

        (await host.SendAsync(new ReadNotice.Command(id), stranger)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await (await host.SignInAsync(stranger)).GetAsync($"/notices/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await host.SendAsync(new ReadAllNotices.Command(), stranger);
        (await NewOf(host, ada)).Count.ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task Who_has_left_or_is_unknown_is_told_nothing(Database database)
    {
        var (host, ada) = await StartAsync(database);
        await host.UseAsync<PlatformDb, int>(db => db.Set<Person>().Where(p => p.Id == ada.PersonId).ExecuteUpdateAsync(p => p.SetProperty(x => x.IsActive, false)));

        await TellAsync(host, ada, "note/1", Note());
        await TellAsync(host, Actor.With(RoleNames.Learner), "note/1", Note());

        (await AllOf(host, ada)).Total.ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task What_a_switched_off_module_told_is_neither_shown_nor_counted_and_back_when_it_is_on(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(ProbeModule).Assembly);
        var ada = await host.CreatePersonAsync("Ada Lovelace", RoleNames.Learner);
        await TellAsync(host, ada, "note/1", Note());
        var client = await host.SignInAsync(ada);

        await host.SetFeatureAsync("Probe", isOn: false);
        var off = await client.GetPageAsync("/notices");
        await host.SetFeatureAsync("Probe", isOn: true);
        var on = await client.GetPageAsync("/notices");

        off.QuerySelector(".notice").ShouldBeNull();
        off.QuerySelector(".bell-count").ShouldBeNull();
        on.QuerySelector(".bell-count")!.TextContent.ShouldBe("1");
    }

    [Theory, EveryDatabase]
    public async Task What_was_read_is_forgotten_after_three_months_and_what_is_new_stays(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(ProbeModule).Assembly);
        var ada = await host.CreatePersonAsync("Ada Lovelace", RoleNames.Learner);
        await TellAsync(host, ada, "read", Note());
        await host.SendAsync(new ReadAllNotices.Command(), ada);
        await TellAsync(host, ada, "new", Note());

        host.Clock.Advance(TimeSpan.FromDays(91));
        await TellAsync(host, ada, "newer", Note());

        (await AllOf(host, ada)).Total.ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task A_text_that_wants_more_than_it_is_given_takes_nothing_from_the_others(Database database)
    {
        var (host, ada) = await StartAsync(database);
        await TellAsync(host, ada, "good", Note("Grace"));
        await TellAsync(host, ada, "bad", new NewNotice(NoticeKind.News, "Notice.Note", "probe/notes"));

        (await NewOf(host, ada)).Select(n => n.Text).ShouldContain(t => t.Contains("Grace"));
    }

    [Theory, EveryDatabase]
    public async Task Those_who_hold_a_permission_now_are_found_and_nobody_else(Database database)
    {
        var host = await hosts.OnAsync(database);
        var hr = (await host.CreateAccountAsync(roles: [RoleNames.Learner, RoleNames.HR])).PersonId;
        var learner = (await host.CreateAccountAsync(roles: RoleNames.Learner)).PersonId;
        var left = (await host.CreateAccountAsync(roles: RoleNames.HR)).PersonId;
        await host.UseAsync<PlatformDb, int>(db => db.Set<Person>().Where(p => p.Id == left).ExecuteUpdateAsync(p => p.SetProperty(x => x.IsActive, false)));

        var found = await host.UseAsync<IPeople, IReadOnlyList<Guid>>(people => people.HoldersOfAsync(HostPermissions.ManagePeople, CancellationToken.None));

        found.ShouldContain(hr);
        found.ShouldNotContain(learner);
        found.ShouldNotContain(left);
        (await host.UseAsync<IPeople, IReadOnlyList<Guid>>(people => people.HoldersOfAsync("Nothing.Declared", CancellationToken.None))).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Those_who_hold_a_permission_by_their_unit_or_by_a_role_of_the_organisation_are_found_too(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (unit, below) = (new OrganisationUnit { Name = $"Unit {Guid.NewGuid():N}" }, Guid.CreateVersion7());
        var role = new CustomRole { Name = $"Role {Guid.NewGuid():N}", Permissions = [HostPermissions.ManagePeople] };
        await host.SaveAsync<PlatformDb>(unit, role);
        await host.SaveAsync<PlatformDb>(new OrganisationUnit { Id = below, Name = $"Unit {Guid.NewGuid():N}", ParentId = unit.Id }, new UnitRole { UnitId = unit.Id, Role = role.Key });
        var byUnit = (await host.CreateAccountAsync(roles: RoleNames.Learner)).PersonId;
        await host.UseAsync<PlatformDb, int>(db => db.Set<Person>().Where(p => p.Id == byUnit).ExecuteUpdateAsync(p => p.SetProperty(x => x.UnitId, below)));
        var byName = (await host.CreateAccountAsync(roles: RoleNames.Learner)).PersonId;
        var account = await host.UseAsync<PlatformDb, Guid>(db => db.Set<Account>().Where(a => a.PersonId == byName).Select(a => a.Id).SingleAsync());
        await host.SaveAsync<PlatformDb>(new RoleGrant { AccountId = account, Role = role.Key });

        var found = await host.UseAsync<IPeople, IReadOnlyList<Guid>>(people => people.HoldersOfAsync(HostPermissions.ManagePeople, CancellationToken.None));

        found.ShouldContain(byUnit);
        found.ShouldContain(byName);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_is_told_what_leads_to_a_page_that_is_closed_to_them(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (ada, guest, hr) = (await WithAccountAsync(host, RoleNames.Learner), await WithAccountAsync(host, RoleNames.Guest), await WithAccountAsync(host, RoleNames.HR));

        foreach (var who in new[] { ada, guest }) await TellAsync(host, who, "note/1", Note());
        foreach (var who in new[] { ada, guest, hr }) await TellAsync(host, who, "import", new NewNotice(NoticeKind.News, "Notice.Note", "people/pull?run=1#top", "Grace", "soon"));

        (await NewOf(host, ada)).ShouldHaveSingleItem().Link.ShouldBe("probe/notes");
        (await NewOf(host, guest)).ShouldHaveSingleItem().Link.ShouldBe("probe/notes");
        (await NewOf(host, hr)).ShouldContain(n => n.Link.StartsWith("people/pull", StringComparison.Ordinal));
    }

    private async Task<(TestHost Host, Actor Ada)> StartAsync(Database database)
    {
        var host = await hosts.OnAsync(database);
        return (host, await host.CreatePersonAsync("Ada Lovelace", RoleNames.Learner));
    }

    private static async Task<Actor> WithAccountAsync(TestHost host, string role) => Actor.OfPerson((await host.CreateAccountAsync(roles: role)).PersonId, [role]);

    private static NewNotice Note(string by = "Grace", string until = "soon") => new(NoticeKind.WaitsOnYou, "Notice.Note", "probe/notes", by, until);

    private static async Task TellAsync(TestHost host, Actor who, string key, NewNotice notice)
    {
        await host.PublishAsync(new NoticePosted("Probe", key, who.PersonId, notice));
        await host.DeliverEventsAsync();
    }

    private static async Task<IReadOnlyList<ListNotices.Row>> NewOf(TestHost host, Actor who) => (await host.SendAsync(new ListNotices.Query(), who)).Value.Items;

    private static async Task<Paged<ListNotices.Row>> AllOf(TestHost host, Actor who) => (await host.SendAsync(new ListNotices.Query(All: true), who)).Value;

    /// <summary>Submits the form of a name.</summary>
    private static async Task PressAsync(HttpClient client, string form)
    {
        var page = await client.GetPageAsync("/notices");
        var values = page.Forms.Single(f => f.QuerySelector($"input[name=_handler][value='{form}']") is not null)
            .QuerySelectorAll("input").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!));
        (await client.PostAsync("/notices", new FormUrlEncodedContent(values))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }
}
