using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Features.FindPeople;
using CompetencyModular.SkillsAnalysis.Lookups;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class FindPeopleTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    [Theory, EveryDatabase]
    public async Task R2_6_A_manager_finds_who_has_all_must_haves_first_each_with_the_reasons(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await ManagerAsync(world);
        var (fits, nearly, extra) = (await ReportAsync(world, manager, "Zoe Fits"), await ReportAsync(world, manager, "Anna Nearly"), await ReportAsync(world, manager, "Max More"));
        await ReportAsync(world, manager, "Nobody Asked");
        var (must, nice) = (await world.SkillAsync("Welding"), await world.SkillAsync("English"));
        await world.ShowAsync(fits, must, 3);
        await world.ShowAsync(nearly, must, 1);
        await world.ShowAsync(nearly, nice, 4);
        await world.ShowAsync(extra, must, 2);
        await world.ShowAsync(extra, nice, 2);

        var found = await AskAsync(world, manager, new([Must(must, 2), Nice(nice, 2)]));

        found.People.Items.Select(p => p.Name).ShouldBe(["Max More", "Zoe Fits", "Anna Nearly"]);
        found.HoldAll.ShouldBe(2);
        var reasons = found.People.Items[^1].Reasons;
        reasons.Select(r => (r.SkillId, r.Held, r.Needed, r.Status)).ShouldBe([(must.Id, 1, 2, GapStatus.NotYet), (nice.Id, 4, 2, GapStatus.Met)]);
        var page = await (await world.Host.SignInAsync(manager)).GetPageAsync($"skills/find?skill={must.Id}&level=2&as=must&weight=3&skill={nice.Id}&level=2&as=nice&weight=3");
        RowsOf(page).Select(r => r.QuerySelector("a")!.TextContent).ShouldBe(["Max More", "Zoe Fits", "Anna Nearly"]);
        page.QuerySelector($"a[href='skills/people/{nearly.PersonId}/{must.Id}']").ShouldNotBeNull();
        RowsOf(page)[2].TextContent.ShouldContain("Aware, looked for: Able");
        RowsOf(page)[2].TextContent.ShouldContain("0 of 1 must-haves");
        RowsOf(page)[0].TextContent.ShouldContain("Held as looked for:");
        RowsOf(page)[0].TextContent.ShouldContain($"{must.Name} (Able)");
    }

    [Theory, EveryDatabase]
    public async Task R2_6_A_job_profile_is_a_start_and_what_is_said_of_a_skill_itself_counts_before_it(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await ManagerAsync(world);
        var (holder, other) = (await ReportAsync(world, manager, "Hedda Holder"), await ReportAsync(world, manager, "Olaf Other"));
        var (needed, desired) = (await world.SkillAsync("Welding"), await world.SkillAsync("English"));
        var profile = await world.ProfileAsync(World.Needs(needed, 3, weight: 5), World.Needs(desired, 1, mandatory: false, weight: 2));
        await world.AssignAsync(holder, profile);
        await world.ShowAsync(holder, needed, 2);
        await world.ShowAsync(other, needed, 3);

        var found = await AskAsync(world, manager, new(Profile: profile.Id));

        found.Asked.Select(a => (a.SkillId, a.Level, a.Must, a.Weight)).ShouldBe([(needed.Id, 3, true, 5), (desired.Id, 1, false, 2)]);
        found.People.Items.Select(p => (p.Name, p.HoldsProfile, p.MustsHeld)).ShouldBe([("Olaf Other", false, 1), ("Hedda Holder", true, 0)]);
        (await AskAsync(world, manager, new([Must(needed, 2)], profile.Id))).Asked.Select(a => (a.SkillId, a.Level)).ShouldBe([(needed.Id, 2), (desired.Id, 1)]);
        (await AskAsync(world, manager, new([Must(needed, 2)], profile.Id, Exactly: true))).Asked.Select(a => a.SkillId).ShouldBe([needed.Id]);
        (await AskAsync(world, manager, new(Profile: profile.Id, Holders: true))).People.Items.Select(p => p.Name).ShouldBe(["Hedda Holder"]);
    }

    [Theory, EveryDatabase]
    public async Task F2_Only_evidence_that_is_valid_now_counts_and_what_lapses_soon_is_said(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await ManagerAsync(world);
        var (lapsed, expiring, suspended, withdrawn) = (
            await ReportAsync(world, manager, "Lara Lapsed"), await ReportAsync(world, manager, "Erik Expiring"), await ReportAsync(world, manager, "Susi Suspended"), await ReportAsync(world, manager, "Willi Withdrawn"));
        var skill = await world.SkillAsync("First aid");
        await world.ShowAsync(lapsed, skill, 4, daysAgo: 500, validMonths: 12);
        await world.ShowAsync(lapsed, skill, 1, daysAgo: 600);
        await world.ShowAsync(expiring, skill, 2, daysAgo: 350, validMonths: 12);
        await world.ShowAsync(suspended, skill, 4);
        await world.SaveAsync(Evidence.Suspend(suspended.PersonId, skill.Id, world.Now.AddDays(-1), world.Now.AddDays(30), manager.PersonId, "incident", world.Now.AddDays(-1)));
        var row = await world.ShowAsync(withdrawn, skill, 4);
        await world.SaveAsync(row.Withdraw(manager.PersonId, "mistaken", world.Now.AddDays(-1)));

        var people = (await AskAsync(world, manager, new([Must(skill, 2)]))).People.Items.ToDictionary(p => p.Name, p => p.Reasons.Single());

        people.Keys.First().ShouldBe("Erik Expiring");
        (people["Erik Expiring"].Status, people["Erik Expiring"].Until).ShouldBe((GapStatus.Expiring, people["Erik Expiring"].Until!.Value));
        (people["Lara Lapsed"].Held, people["Lara Lapsed"].Status).ShouldBe((1, GapStatus.Lapsed));
        (people["Susi Suspended"].Held, people["Susi Suspended"].IsSuspended).ShouldBe((0, true));
        people["Willi Withdrawn"].Status.ShouldBe(GapStatus.NoEvidence);
        people.Values.Count(r => r.Status is GapStatus.Met or GapStatus.Expiring).ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task E2_A_claim_is_shown_and_never_counts(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await ManagerAsync(world);
        var (claims, skill) = (await ReportAsync(world, manager, "Clara Claims"), await world.SkillAsync("Welding"));
        await world.ShowAsync(claims, skill, 4, EvidenceKind.Self);

        var person = (await AskAsync(world, manager, new([Must(skill, 2)]))).People.Items.ShouldHaveSingleItem();

        (person.MustsHeld, person.Reasons[0].Held, person.Reasons[0].ClaimedLevel).ShouldBe((0, 0, "Expert"));
        RowsOf(await (await world.Host.SignInAsync(manager)).GetPageAsync($"skills/find?skill={skill.Id}&level=2")).Single().TextContent.ShouldContain("Expert");
    }

    [Theory, EveryDatabase]
    public async Task F1_A_kind_of_evidence_that_does_not_fulfil_the_skill_does_not_count(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await ManagerAsync(world);
        var (course, licence) = (await ReportAsync(world, manager, "Carl Course"), await ReportAsync(world, manager, "Lisa Licence"));
        var skill = await world.SkillAsync("Forklift");
        var setting = new SkillSetting(skill.Id);
        setting.Change(SkillPolicy.Highest, EvidenceKind.Credential, null, null);
        await world.SaveAsync(setting);
        await world.ShowAsync(course, skill, 4);
        await world.ShowAsync(licence, skill, 2, EvidenceKind.Credential);

        (await AskAsync(world, manager, new([Must(skill, 2)]))).People.Items.Select(p => (p.Name, p.MustsHeld)).ShouldBe([("Lisa Licence", 1), ("Carl Course", 0)]);
    }

    [Theory, EveryDatabase]
    public async Task A_manager_finds_people_of_the_own_line_and_HR_everybody(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, other) = (await ManagerAsync(world), await ManagerAsync(world));
        var lead = await ReportAsync(world, manager, "Lena Lead");
        var (deep, foreign, skill) = (await ReportAsync(world, lead, "Dora Deep"), await ReportAsync(world, other, "Fritz Foreign"), await world.SkillAsync("Welding"));
        await world.ShowAsync(deep, skill, 2);
        await world.ShowAsync(foreign, skill, 2);

        (await AskAsync(world, manager, new([Must(skill, 2)]))).People.Items.Select(p => p.Name).ShouldBe(["Dora Deep"]);
        (await AskAsync(world, Actor.With(RoleNames.HR), new([Must(skill, 2)]))).People.Items.Select(p => p.Name).ShouldBe(["Dora Deep", "Fritz Foreign"]);
        (await AskAsync(world, Actor.With(RoleNames.Auditor), new([Must(skill, 2)]))).People.Total.ShouldBe(2);
        (await (await world.Host.SignInAsync(manager)).GetStringAsync($"skills/find.csv?skill={skill.Id}:2")).ShouldNotContain("Fritz Foreign");
    }

    [Theory, EveryDatabase]
    public async Task Whoever_may_not_look_for_people_is_refused_and_what_cannot_be_read_is_bad_input(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (learner, hr) = (await world.Host.SignInAsAsync(RoleNames.Learner), await world.Host.SignInAsAsync(RoleNames.HR));

        foreach (var path in new[] { "skills/find", "api/v1/skills/find", "skills/find.csv" })
        {
            (await learner.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            (await hr.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }

        (await world.Host.SendAsync(new FindPeople.Query(), Actor.With(RoleNames.Learner))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await hr.GetAsync("api/v1/skills/find?skill=welding")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await hr.GetAsync("skills/find.csv?skill=welding")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await hr.GetAsync($"skills/find?skill=welding&level=-1&as=?&weight=99&unit=x&profile=x&page=x&add={Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(world, Actor.With(RoleNames.HR), new([$"{Guid.NewGuid()}:2"]))).Asked.ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task M1_While_the_module_is_off_nobody_is_found(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(Roles.RolesModule).Assembly, typeof(SkillsAnalysisModule).Assembly);
        var client = await host.SignInAsAsync(RoleNames.HR);
        (await client.GetPageAsync("")).QuerySelector("a[href='skills/find']").ShouldNotBeNull();
        await host.SetFeatureAsync("SkillsAnalysis", isOn: false);

        foreach (var path in new[] { "skills/find", "api/v1/skills/find", "skills/find.csv", "skills/settings" }) (await client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        (await client.GetPageAsync("")).QuerySelector("a[href='skills/find']").ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task The_address_carries_the_search_and_another_profile_begins_anew(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var client = await world.Host.SignInAsync(await ManagerAsync(world));
        var (one, two, own) = (await world.SkillAsync("One"), await world.SkillAsync("Two"), await world.SkillAsync("Own"));
        var (first, second, empty) = (await world.ProfileAsync(World.Needs(one, 2)), await world.ProfileAsync(World.Needs(two, 1)), await world.ProfileAsync());

        (await SkillsAsync($"skill={own.Id}&level=1&profile={first.Id}&from=")).ShouldBe([own.Id, one.Id]);
        (await SkillsAsync($"skill={own.Id}&level=1&profile={first.Id}&from={first.Id}")).ShouldBe([own.Id]);
        (await SkillsAsync($"skill={own.Id}&level=1&profile={second.Id}&from={first.Id}")).ShouldBe([two.Id]);
        (await SkillsAsync($"skill={own.Id}&level=1&profile=&from={first.Id}")).ShouldBe([own.Id]);
        (await SkillsAsync($"skill={own.Id}&add={one.Id}")).ShouldBe([own.Id, one.Id]);
        var page = await client.GetPageAsync($"skills/find?profile={first.Id}&add={own.Id}");
        page.QuerySelector("input[name='from']")!.GetAttribute("value").ShouldBe(first.Id.ToString());
        page.QuerySelectorAll("select[name='level'] option[selected]").Select(o => o.TextContent).ShouldBe(["Aware", "Able"]);
        page.QuerySelectorAll("a").ShouldContain(a => a.GetAttribute("href")!.StartsWith($"skills/find?profile={first.Id}&from={first.Id}&skill={one.Id}", StringComparison.Ordinal));
        page.Body!.TextContent.ShouldContain("Nobody has evidence of this yet");
        (await client.GetPageAsync("skills/find")).Body!.TextContent.ShouldContain("Who are you looking for?");
        (await client.GetPageAsync($"skills/find?profile={empty.Id}")).Body!.TextContent.ShouldContain("This job profile has no requirements yet");

        async Task<IEnumerable<Guid>> SkillsAsync(string query) =>
            (await client.GetPageAsync($"skills/find?{query}")).QuerySelectorAll("input[name='skill']").Select(i => Guid.Parse(i.GetAttribute("value")!)).ToList();
    }

    [Theory, EveryDatabase]
    public async Task The_list_comes_in_pages_over_REST_and_as_a_file(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await ManagerAsync(world);
        var skill = await world.SkillAsync("Welding");
        for (var i = 0; i < FindPeople.PageSize + 2; i++) await world.ShowAsync(await ReportAsync(world, manager, $"Person {i:00}"), skill, 2, daysAgo: 350, validMonths: 12);
        var client = await world.Host.SignInAsync(manager);

        var last = await client.GetFromJsonAsync<JsonElement>($"api/v1/skills/find?skill={skill.Id}:2:must:4&page=99");
        var lines = (await client.GetStringAsync($"skills/find.csv?skill={skill.Id}:2")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        last.GetProperty("people").GetProperty("items").EnumerateArray().Select(p => p.GetProperty("name").GetString()).ShouldBe(["Person 20", "Person 21"]);
        last.GetProperty("people").GetProperty("items")[0].GetProperty("reasons")[0].GetProperty("status").GetString().ShouldBe("Expiring");
        lines.Length.ShouldBe(FindPeople.PageSize + 3);
        lines[0].ShouldEndWith($"First to lapse,{skill.Name} (Able)");
        lines[1].ShouldMatch(@"^Person 00,,,1,1,0,0,2026-\d\d-\d\d,Able$");
    }

    [Theory, EveryDatabase]
    public async Task The_number_of_SQL_commands_does_not_grow_with_those_who_are_found(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (few, many) = (await TeamAsync(2), await TeamAsync(15));
        await CountAsync(few);
        await CountAsync(many);

        (await CountAsync(many)).ShouldBe(await CountAsync(few));

        async Task<(Actor Manager, Skill First, Skill Second)> TeamAsync(int size)
        {
            var (manager, first, second) = (await ManagerAsync(world), await world.SkillAsync("First"), await world.SkillAsync("Second"));
            for (var i = 0; i < size; i++)
            {
                var person = await ReportAsync(world, manager, $"Person {i:00}");
                await world.ShowAsync(person, first, 1);
                await world.ShowAsync(person, second, 2);
            }

            return (manager, first, second);
        }

        Task<int> CountAsync((Actor Manager, Skill First, Skill Second) team) =>
            SqlCommands.OfAsync(() => AskAsync(world, team.Manager, new([Must(team.First, 1), Nice(team.Second, 1)])));
    }

    [Theory, EveryDatabase]
    public async Task Where_more_people_have_evidence_than_are_compared_whoever_could_fit_best_is_and_it_is_said(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (fits, skill) = (await world.PersonAsync("Fiona Fits"), await world.SkillAsync("Welding"));
        await world.SaveAsync([.. Enumerable.Range(0, PeopleSearch.Bound).Select(_ => Evidence.Of(
            new Said(Guid.CreateVersion7(), skill.Id, 1, 1, EvidenceKind.Completion, world.Now.AddDays(-9), world.Now), Validity.Unlimited, Make.Zone))]);
        await world.ShowAsync(fits, skill, 3);

        var found = await AskAsync(world, Actor.With(RoleNames.HR), new([Must(skill, 2)]));

        (found.IsBounded, found.People.Items.Single().Name).ShouldBe((true, "Fiona Fits"));
        (await (await world.Host.SignInAsAsync(RoleNames.HR)).GetPageAsync($"skills/find?skill={skill.Id}&level=2")).Body!.TextContent.ShouldContain("closest matches were compared");
    }

    [Theory, EveryDatabase]
    public async Task A_unit_narrows_the_search_with_the_units_below_it(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var hr = await world.Host.SignInAsAsync(RoleNames.HR);
        var (above, below) = ($"Plant {Guid.NewGuid():N}", $"Shop {Guid.NewGuid():N}");
        await hr.SubmitAsync("people/units", ("Input.Name", above));
        var plant = await UnitAsync(above);
        await hr.SubmitAsync("people/units", ("Input.Name", below), ("Input.ParentId", plant));
        var shop = await UnitAsync(below);
        var (inside, outside, skill) = (await world.PersonAsync("Ina Inside"), await world.PersonAsync("Otto Outside"), await world.SkillAsync("Welding"));
        await hr.SubmitAsync($"people/{inside.PersonId}/edit", ("Input.UnitId", shop));
        await world.ShowAsync(inside, skill, 2);
        await world.ShowAsync(outside, skill, 2);

        foreach (var unit in new[] { plant, shop })
        {
            RowsOf(await hr.GetPageAsync($"skills/find?skill={skill.Id}&level=2&unit={unit}")).ShouldHaveSingleItem().TextContent.ShouldContain("Ina Inside");
        }

        (await AskAsync(world, Actor.With(RoleNames.HR), new([Must(skill, 2)], Unit: Guid.NewGuid()))).People.Items.ShouldBeEmpty();
        (await (await world.Host.SignInAsync(await ManagerAsync(world))).GetPageAsync("skills/find")).QuerySelector($"option[value='{plant}']").ShouldBeNull();

        async Task<string> UnitAsync(string name) =>
            (await hr.GetPageAsync("skills/find")).QuerySelectorAll("select[name='unit'] option").Single(o => o.TextContent == name).GetAttribute("value")!;
    }

    [Theory, EveryDatabase]
    public async Task The_page_speaks_German(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await ManagerAsync(world);
        var (report, skill) = (await ReportAsync(world, manager, "Anna Adler"), await world.SkillAsync("Schweißen"));
        await world.ShowAsync(report, skill, 2);
        var client = await world.Host.SignInAsync(manager);
        client.DefaultRequestHeaders.Add("Accept-Language", "de");

        var page = await client.GetPageAsync($"skills/find?skill={skill.Id}&level=2");

        page.QuerySelector("h1")!.TextContent.ShouldBe("Personen nach Fähigkeiten finden");
        RowsOf(page).Single().TextContent.ShouldContain("Alles Unverzichtbare");
    }

    /// <summary>The people found; the skills looked for stand in a table too, within the form.</summary>
    private static List<IElement> RowsOf(IHtmlDocument page) => [.. page.QuerySelectorAll("tbody tr").Where(r => r.Closest("form") is null)];

    private static string Must(Skill skill, int level) => $"{skill.Id}:{level}";

    private static string Nice(Skill skill, int level) => $"{skill.Id}:{level}:nice";

    private static async Task<FindPeople.Response> AskAsync(World world, Actor actor, FindPeople.Query query) => (await world.Host.SendAsync(query, actor)).Value;

    private static Task<Actor> ManagerAsync(World world) => world.PersonAsync("Mara Manager", RoleNames.Learner, RoleNames.Manager);

    private static Task<Actor> ReportAsync(World world, Actor manager, string name) => world.Host.CreatePersonAsync(name, manager, RoleNames.Learner);
}
