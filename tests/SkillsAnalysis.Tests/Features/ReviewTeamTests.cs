using System.Net;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Features.ReviewTeam;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class ReviewTeamTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    [Theory, EveryDatabase]
    public async Task R3_2_A_manager_sees_the_reports_against_the_skills_that_somebody_among_them_needs(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await ManagerAsync(world);
        var (first, second) = (await ReportAsync(world, manager, "Anna Adler"), await ReportAsync(world, manager, "Bert Brandt"));
        var (shared, own, notNeeded) = (await world.SkillAsync("Shared"), await world.SkillAsync("Own"), await world.SkillAsync("Hobby"));
        await world.AssignAsync(first, await world.ProfileAsync(World.Needs(shared, 2), World.Needs(own, 1)));
        await world.AssignAsync(second, await world.ProfileAsync(World.Needs(shared, 3)));
        await world.ShowAsync(first, shared, 2);
        await world.ShowAsync(first, notNeeded, 2);
        await world.ShowAsync(second, own, 1);

        var team = (await world.Host.SendAsync(new ReviewTeam.Query(), manager)).Value;

        team.People.Items.Select(m => (m.Name, m.Fulfilment)).ShouldBe([("Anna Adler", 50), ("Bert Brandt", 0)]);
        team.Skills.Select(s => s.Id).ShouldBe([shared.Id, own.Id], ignoreOrder: true);
        var page = await (await world.Host.SignInAsync(manager)).GetPageAsync("skills/team");
        page.QuerySelector($"a[href='skills/people/{first.PersonId}/{shared.Id}']")!.TextContent.Trim().ShouldBe("2/2");
        page.QuerySelector($"a[href='skills/people/{second.PersonId}/{shared.Id}']")!.TextContent.Trim().ShouldBe("0/3");
        page.QuerySelector($"a[href='skills/people/{second.PersonId}/{own.Id}']")!.TextContent.Trim().ShouldBe("1");
        page.QuerySelector($"a[href='skills/people/{first.PersonId}/{shared.Id}']")!.GetAttribute("aria-label")!.ShouldContain("Anna Adler");
    }

    [Theory, EveryDatabase]
    public async Task F5_The_team_and_each_person_in_it_are_shown_as_of_any_day(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await ManagerAsync(world);
        var (report, skill) = (await ReportAsync(world, manager, "Anna Adler"), await world.SkillAsync("Shared"));
        await world.AssignAsync(report, await world.ProfileAsync(World.Needs(skill, 2)));
        await world.ShowAsync(report, skill, 2, daysAgo: 100, validMonths: 2);
        var (before, during) = (world.Today.AddDays(-120), world.Today.AddDays(-80));
        var client = await world.Host.SignInAsync(manager);

        (await FulfilmentAsync(null)).ShouldBe(0);
        (await FulfilmentAsync(during)).ShouldBe(100);
        (await FulfilmentAsync(before)).ShouldBe(0);
        (await (await world.Host.SignInAsync(report)).GetPageAsync($"skills/me?asof={during:yyyy-MM-dd}")).QuerySelector(".stats")!.TextContent.ShouldContain("100%");
        (await (await world.Host.SignInAsync(report)).GetPageAsync("skills/me")).QuerySelector(".stats")!.TextContent.ShouldContain("0%");
        var team = await client.GetPageAsync($"skills/team?asof={during:yyyy-MM-dd}");
        team.QuerySelector($"a[href='skills/people/{report.PersonId}/{skill.Id}?asof={during:yyyy-MM-dd}']")!.TextContent.Trim().ShouldBe("2/2");
        team.QuerySelector("main")!.TextContent.ShouldContain("As it was true on 12 Dec 2025");
        (await client.GetPageAsync("skills/team?asof=9999-99-99")).QuerySelector("input[name=asof]")!.GetAttribute("value").ShouldBe("2026-03-02");
        (await client.GetStringAsync($"skills/people/{report.PersonId}/skills.csv?AsOf={during:yyyy-MM-dd}")).ShouldContain(",2,");

        async Task<int?> FulfilmentAsync(DateOnly? day) => (await world.Host.SendAsync(new ReviewTeam.Query(AsOf: day), manager)).Value.People.Items.Single().Fulfilment;
    }

    [Theory, EveryDatabase]
    public async Task The_list_shows_each_persons_fulfilment_and_leads_to_their_skills(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await ManagerAsync(world);
        var (report, skill) = (await ReportAsync(world, manager, "Anna Adler"), await world.SkillAsync("Welding"));
        await world.AssignAsync(report, await world.ProfileAsync(World.Needs(skill, 2)));
        await world.ShowAsync(report, skill, 2);

        var page = await (await world.Host.SignInAsync(manager)).GetPageAsync("skills/team?view=list");

        var row = page.QuerySelectorAll("tbody tr").ShouldHaveSingleItem();
        row.TextContent.ShouldContain("100%");
        row.QuerySelector($"a[href='skills/people/{report.PersonId}']").ShouldNotBeNull();
    }

    [Theory, EveryDatabase]
    public async Task A_team_is_narrowed_by_name_by_profile_and_to_open_gaps(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await ManagerAsync(world);
        var (first, second) = (await ReportAsync(world, manager, "Änne Adler"), await ReportAsync(world, manager, "Bert Brandt"));
        var (met, open) = (await world.SkillAsync("Met"), await world.SkillAsync("Open"));
        var (one, other) = (await world.ProfileAsync(World.Needs(met, 1), World.Needs(open, 1)), await world.ProfileAsync(World.Needs(met, 1)));
        await world.AssignAsync(first, one);
        await world.AssignAsync(second, other);
        await world.ShowAsync(first, met, 1);
        await world.ShowAsync(second, met, 1);

        (await AskAsync(new ReviewTeam.Query("anne"))).ShouldBe(["Änne Adler"]);
        (await AskAsync(new ReviewTeam.Query(ProfileId: other.Id))).ShouldBe(["Bert Brandt"]);
        (await AskAsync(new ReviewTeam.Query(ProfileId: Guid.NewGuid()))).ShouldBeEmpty();
        (await AskAsync(new ReviewTeam.Query(Descending: true))).ShouldBe(["Bert Brandt", "Änne Adler"]);
        (await world.Host.SendAsync(new ReviewTeam.Query(OpenOnly: true), manager)).Value.Skills.Select(s => s.Id).ShouldBe([open.Id]);

        async Task<IEnumerable<string>> AskAsync(ReviewTeam.Query query) => (await world.Host.SendAsync(query, manager)).Value.People.Items.Select(m => m.Name);
    }

    [Theory, EveryDatabase]
    public async Task Other_managers_people_are_not_there_and_a_manager_without_people_is_told_what_will_be(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        await ReportAsync(world, await ManagerAsync(world), "Somebody Else");
        var alone = await ManagerAsync(world);

        (await world.Host.SendAsync(new ReviewTeam.Query(), alone)).Value.People.Items.ShouldBeEmpty();
        (await (await world.Host.SignInAsync(alone)).GetPageAsync("skills/team")).Body!.TextContent.ShouldContain("Nobody reports to you yet");
        (await (await world.Host.SignInAsAsync(RoleNames.Learner)).GetAsync("skills/team")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await world.Host.SendAsync(new ReviewTeam.Query(), Actor.With(RoleNames.Learner))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
    }

    [Theory, EveryDatabase]
    public async Task The_number_of_SQL_commands_does_not_grow_with_the_team_which_comes_in_pages(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (small, large) = (await TeamAsync(world, 2), await TeamAsync(world, 25));
        await CountAsync(small);
        await CountAsync(large);

        (await CountAsync(large)).ShouldBe(await CountAsync(small));

        var last = (await world.Host.SendAsync(new ReviewTeam.Query(Page: 99), large)).Value.People;
        (last.Page, last.Items.Count, last.Total).ShouldBe((2, 5, 25));

        async Task<int> CountAsync(Actor manager)
        {
            var client = await world.Host.SignInAsync(manager);
            return await SqlCommands.OfAsync(() => client.GetPageAsync("skills/team"));
        }
    }

    [Theory, EveryDatabase]
    public async Task The_home_page_shows_a_manager_the_team_and_a_persons_page_their_skills(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await ManagerAsync(world);
        var (report, skill) = (await ReportAsync(world, manager, "Anna Adler"), await world.SkillAsync("Welding"));
        await world.AssignAsync(report, await world.ProfileAsync(World.Needs(skill, 2)));
        await world.AssignAsync(manager, await world.ProfileAsync(World.Needs(skill, 1)));
        await world.ShowAsync(manager, skill, 1, daysAgo: 340, validMonths: 12);

        var home = await (await world.Host.SignInAsync(manager)).GetPageAsync("");

        home.QuerySelector($"a[href='skills/people/{report.PersonId}']").ShouldNotBeNull();
        home.Body!.TextContent.ShouldContain("My gap at a glance");
        home.Body!.TextContent.ShouldContain("What expires");
    }

    private static async Task<Actor> TeamAsync(World world, int size)
    {
        var manager = await ManagerAsync(world);
        for (var i = 0; i < size; i++)
        {
            var (report, skill) = (await ReportAsync(world, manager, $"Person {i:00}"), await world.SkillAsync("Skill"));
            await world.AssignAsync(report, await world.ProfileAsync(World.Needs(skill, 2)));
            await world.ShowAsync(report, skill, 1);
        }

        return manager;
    }

    private static Task<Actor> ManagerAsync(World world) => world.PersonAsync("Mara Manager", RoleNames.Learner, RoleNames.Manager);

    private static Task<Actor> ReportAsync(World world, Actor manager, string name) => world.Host.CreatePersonAsync(name, manager, RoleNames.Learner);
}
