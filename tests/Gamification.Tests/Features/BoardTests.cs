using System.Net;
using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Features.DecideVisibility;
using CompetencyModular.Gamification.Features.ViewBoard;
using CompetencyModular.Gamification.Features.ViewTeams;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Tests.Features;

public sealed class BoardTests
{
    [Theory, EveryDatabase]
    public async Task X4_Boards_are_off_until_the_organisation_decides_otherwise(Database database)
    {
        await using var world = await World.OnAsync(database);
        var people = await PeopleAsync(world, 50, 50, 50, 50, 50, 50);

        (await BoardAsync(world, people[0])).Mode.ShouldBe(BoardMode.Off);
        (await BoardAsync(world, people[0])).Rows.Items.ShouldBeEmpty();
        (await world.Host.SendAsync(new DecideVisibility.Command(true, ""), people[0])).Error!.Code.ShouldBe("recognition.boards-are-off");
        (await (await world.Host.SignInAsync(people[0])).GetPageAsync("recognition/board?view=teams")).Body!.TextContent.ShouldContain("Your organisation has no boards");
    }

    [Theory]
    [EveryDatabase(nameof(RankStyle.Standard), new[] { 1, 2, 2, 4, 5, 5, 5 })]
    [EveryDatabase(nameof(RankStyle.Dense), new[] { 1, 2, 2, 3, 4, 4, 4 })]
    [EveryDatabase(nameof(RankStyle.EarliestFirst), new[] { 1, 2, 3, 4, 5, 6, 7 })]
    public async Task X2_Ranks_follow_the_setting_and_no_page_boundary_changes_one(Database database, string style, int[] ranks)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut, Enum.Parse<RankStyle>(style));
        var people = await PeopleAsync(world, 200, 150, 150, 100, 50, 50, 50);

        foreach (var size in new[] { 1, 2, 3, 25 })
        {
            var rows = new List<ViewBoard.Row>();
            for (var page = 1; page <= (people.Count + size - 1) / size; page++)
                rows.AddRange((await world.Host.SendAsync(new ViewBoard.Query(Season.AllTime, All: true, page, size), people[0])).Value.Rows.Items);
            rows.Select(r => r.Rank).ShouldBe(ranks);
            rows.Select(r => r.Name).ShouldBe(Names.Take(7));
        }
    }

    [Theory, EveryDatabase]
    public async Task X2_Inside_a_tie_the_earlier_comes_first_then_the_name(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut);
        var people = new List<Actor>();
        foreach (var name in new[] { "Zoe", "Carl", "Bert", "Anna", "Yann" }) people.Add(await world.LearnerAsync(name));
        // Zoe was first; the others at the same instant.
        foreach (var person in people) await world.HappenAsync(World.Completed(person, person == people[0] ? world.Now.AddDays(-2) : world.Now.AddDays(-1)));

        (await BoardAsync(world, people[0], all: true)).Rows.Items.Select(r => (r.Name, r.Rank)).ShouldBe([("Zoe", 1), ("Anna", 1), ("Bert", 1), ("Carl", 1), ("Yann", 1)]);
        (await BoardAsync(world, people[4])).Rows.Items.Select(r => r.Name).ShouldBe(["Anna", "Bert", "Carl", "Yann"]);
    }

    [Theory, EveryDatabase]
    public async Task X4_The_first_view_is_me_and_my_neighbours(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut);
        var people = await PeopleAsync(world, [.. Enumerable.Range(1, 12).Select(i => 50 * (13 - i))]);

        var board = await BoardAsync(world, people[6]);

        board.Rows.Items.Select(r => r.Rank).ShouldBe([4, 5, 6, 7, 8, 9, 10]);
        board.Rows.Items.Single(r => r.IsMe).Rank.ShouldBe(7);
        (await BoardAsync(world, people[0])).Rows.Items.Select(r => r.Rank).ShouldBe([1, 2, 3, 4, 5, 6, 7]);
    }

    [Theory, EveryDatabase]
    public async Task X4_Who_is_out_is_in_no_list_and_changes_nobodys_rank(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut);
        var people = await PeopleAsync(world, 300, 250, 200, 150, 100, 50);

        (await world.Host.SendAsync(new DecideVisibility.Command(false, ""), people[0])).IsSuccess.ShouldBeTrue();
        var board = await BoardAsync(world, people[1], all: true);
        var own = await BoardAsync(world, people[0]);

        board.Rows.Items.Select(r => (r.Name, r.Rank)).ShouldBe(Names.Skip(1).Take(5).Select((n, i) => (n, i + 1)));
        (own.IsListed, own.HasMe).ShouldBe((false, false));
        own.Rows.Items.ShouldNotContain(r => r.IsMe);
        // What is earned later does not bring anybody back onto a board.
        await world.HappenAsync(World.Completed(people[0], world.Now));
        (await BoardAsync(world, people[1], all: true)).Rows.Total.ShouldBe(5);
    }

    [Theory, EveryDatabase]
    public async Task X4_With_opt_in_only_those_who_said_so_are_shown_and_fewer_than_five_are_no_board(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptIn);
        var people = await PeopleAsync(world, 300, 250, 200, 150, 100, 50);

        foreach (var person in people.Take(4)) await world.Host.SendAsync(new DecideVisibility.Command(true, ""), person);
        var four = await BoardAsync(world, people[0]);
        await world.Host.SendAsync(new DecideVisibility.Command(true, ""), people[5]);
        var five = await BoardAsync(world, people[0], all: true);

        (four.IsHidden, four.Rows.Items.Count).ShouldBe((true, 0));
        (five.IsHidden, five.Rows.Total).ShouldBe((false, 5));
        five.Rows.Items.Select(r => r.Name).ShouldNotContain(Names[4]);
    }

    [Theory, EveryDatabase]
    public async Task X4_A_pseudonym_stands_for_the_name_and_belongs_to_one_person(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut);
        var people = await PeopleAsync(world, 300, 250, 200, 150, 100);
        var client = await world.Host.SignInAsync(people[0]);

        (await client.SubmitAsync("recognition/visibility", ("Input.Show", "True"), ("Input.Pseudonym", " Night owl "))).StatusCode.ShouldBe(HttpStatusCode.Found);

        (await BoardAsync(world, people[1], all: true)).Rows.Items[0].Name.ShouldBe("Night owl");
        (await world.Host.SendAsync(new DecideVisibility.Command(true, "Night owl"), people[1])).Error!.Code.ShouldBe("recognition.pseudonym-taken");
        (await world.Host.SendAsync(new DecideVisibility.Command(true, Names[2]), people[1])).Error!.Code.ShouldBe("recognition.pseudonym-taken");
        (await world.Host.SendAsync(new DecideVisibility.Command(true, new string('x', 41)), people[1])).Error!.Kind.ShouldBe(ErrorKind.Invalid);
    }

    [Theory, EveryDatabase]
    public async Task X3_Points_stay_with_the_team_where_they_were_earned_and_small_teams_are_hidden(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut);
        var (grid, water, few) = (new Team { Id = Guid.CreateVersion7(), Name = "Grid" }, new Team { Id = Guid.CreateVersion7(), Name = "Water" }, new Team { Id = Guid.CreateVersion7(), Name = "Few" });
        var rows = new List<object> { grid, water, few };
        Actor? first = null;
        foreach (var (team, points) in new[] { (grid, 10), (grid, 10), (grid, 10), (grid, 10), (grid, 10), (grid, 10), (water, 20), (water, 20), (water, 20), (water, 20), (water, 20), (few, 900) })
        {
            var person = await world.LearnerAsync($"Person {rows.Count:00}");
            first ??= person;
            rows.Add(Share(world, team, person, points, listed: true));
        }

        // Whoever is out counts for no team, so that nobody can reckon their points from the team's.
        rows.Add(Share(world, grid, await world.LearnerAsync("Otto Out"), 1000, listed: false));
        // The first person has moved on from Grid to Water since; the points have not.
        rows.Add(Share(world, water, first!, 20, listed: true));
        await world.Host.SaveAsync<GamificationDb>([.. rows]);

        var average = (await world.Host.SendAsync(new ViewTeams.Query(Season.AllTime), first!)).Value;
        await world.PlayAsync(BoardMode.OptOut, score: TeamScore.Sum);
        var sum = (await world.Host.SendAsync(new ViewTeams.Query(Season.AllTime), first!)).Value;

        average.Teams.Items.Select(t => (t.Rank, t.Name, t.Members, t.Score)).ShouldBe([(1, "Water", 6, 20m), (2, "Grid", 6, 10m)]);
        sum.Teams.Items.Select(t => (t.Name, t.Score)).ShouldBe([("Water", 120m), ("Grid", 60m)]);
        (await (await world.Host.SignInAsync(first!)).GetPageAsync("recognition/board?view=teams")).Body!.TextContent.ShouldContain("Water");
    }

    [Theory, EveryDatabase]
    public async Task A_season_that_does_not_exist_or_has_not_begun_is_not_found(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut);
        var learner = await world.LearnerAsync();
        var coming = Season.Of(Guid.CreateVersion7(), "Next", world.Now.AddDays(1), world.Now.AddDays(2), []).Value;
        await world.Host.SaveAsync<GamificationDb>(coming);
        var client = await world.Host.SignInAsync(learner);

        foreach (var season in new[] { Guid.CreateVersion7().ToString(), coming.Id.ToString(), "spring" })
            (await client.GetAsync($"recognition/board?season={season}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await world.Host.SendAsync(new ViewTeams.Query(coming.Id), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new ViewBoard.Query(), Actor.With(RoleNames.Guest))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
    }

    private static readonly string[] Names = [.. Enumerable.Range(0, 20).Select(i => $"Person {(char)('A' + i)}")];

    private static async Task<ViewBoard.Response> BoardAsync(World world, Actor actor, bool all = false) => (await world.Host.SendAsync(new ViewBoard.Query(Season.AllTime, all), actor)).Value;

    /// <summary>People with points in steps of fifty, each reached later than the one's before.</summary>
    private static async Task<List<Actor>> PeopleAsync(World world, params int[] points)
    {
        var people = new List<Actor>();
        var events = new List<Sdk.Events.IEvent>();
        foreach (var (total, index) in points.Select((p, i) => (p, i)))
        {
            var person = await world.LearnerAsync(Names[index]);
            people.Add(person);
            for (var i = 0; i < total / 50; i++) events.Add(World.Completed(person, world.Now.AddDays(-30).AddMinutes(index)));
        }

        await world.HappenAsync([.. events]);
        return people;
    }

    private static TeamShare Share(World world, Team team, Actor person, int points, bool listed)
    {
        var share = TeamShare.Of(Season.AllTime, team.Id, person.PersonId);
        var rule = PointRule.Of(Guid.CreateVersion7(), new RuleTerms(DeedKind.ActivityCompleted, "", 1, points, false, true));
        share.Add(LedgerEntry.Of(Deed.Completed(person.PersonId, new("Paths", "course", Guid.CreateVersion7()), "1", "", world.Now, team.Id), rule, world.Now));
        var participant = Participant.Of(person.PersonId);
        participant.Decide(listed ? Choice.In : Choice.Out, "");
        share.Show(participant, BoardMode.OptOut);
        return share;
    }
}
