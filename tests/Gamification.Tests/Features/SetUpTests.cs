using System.Net;
using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Features.ListBadges;
using CompetencyModular.Gamification.Features.ListRules;
using CompetencyModular.Gamification.Features.ListSeasons;
using CompetencyModular.Gamification.Features.SetUpBoards;
using CompetencyModular.Gamification.Features.ViewBoard;
using CompetencyModular.Gamification.Features.WriteBadge;
using CompetencyModular.Gamification.Features.WriteRule;
using CompetencyModular.Gamification.Features.WriteSeason;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Tests.Features;

public sealed class SetUpTests
{
    [Theory, EveryDatabase]
    public async Task A_rule_is_tried_out_on_what_happened_and_counts_from_then_on(Database database)
    {
        await using var world = await World.OnAsync(database);
        var (hr, learner) = (await world.HrAsync(), await world.LearnerAsync());
        var again = World.Completed(learner, world.Now.AddDays(-2));
        await world.HappenAsync(again, World.Completed(learner, world.Now.AddDays(-1)), again with { OccurrenceKey = "2" }, World.Completed(learner, world.Now.AddDays(-200)));
        var client = await world.Host.SignInAsync(hr);

        var once = (await world.Host.SendAsync(new WriteRule.PreviewQuery(new WriteRule.Command { Points = 10, ActivityKind = "Paths/course" }), hr)).Value;
        var eachTime = (await world.Host.SendAsync(new WriteRule.PreviewQuery(new WriteRule.Command { Points = 10, EachTime = true }), hr)).Value;
        var other = (await world.Host.SendAsync(new WriteRule.PreviewQuery(new WriteRule.Command { Points = 10, ActivityKind = "OJT/objective" }), hr)).Value;
        var before = (await world.LedgerAsync(learner)).Count;
        (await client.SubmitAsync("recognition/rules/new", ("Command.Points", "10"), ("Command.ActivityKind", "Paths/course"))).StatusCode.ShouldBe(HttpStatusCode.Found);

        (once.Deeds, once.People, once.Points).ShouldBe((2, 1, 20L));
        (eachTime.Deeds, eachTime.Points).ShouldBe((3, 30L));
        other.Points.ShouldBe(0);
        (await world.LedgerAsync(learner)).Count.ShouldBe(before);
        await world.HappenAsync(World.Completed(learner, world.Now));
        (await world.LedgerAsync(learner)).Skip(before).Select(e => e.Points).Order().ShouldBe([10, 50]);
    }

    [Theory, EveryDatabase]
    public async Task Switching_a_rule_off_takes_nothing_back(Database database)
    {
        await using var world = await World.OnAsync(database);
        var (hr, learner) = (await world.HrAsync(), await world.LearnerAsync());
        await world.HappenAsync(World.Completed(learner, world.Now));
        var rule = (await world.Host.SendAsync(new ListRules.Query(DeedKind.ActivityCompleted), hr)).Value.Rules.ShouldHaveSingleItem();

        (await world.Host.SendAsync(new WriteRule.Command { Id = rule.Id, Points = 50, IsOn = false }, hr)).IsSuccess.ShouldBeTrue();
        await world.HappenAsync(World.Completed(learner, world.Now));

        (await world.LedgerAsync(learner)).Sum(e => e.Points).ShouldBe(50);
        (await (await world.Host.SignInAsync(hr)).GetPageAsync("recognition/rules")).Body!.TextContent.ShouldContain("Given so far");
    }

    [Theory, EveryDatabase]
    public async Task Bad_input_is_refused_with_the_fields_that_it_is_about(Database database)
    {
        await using var world = await World.OnAsync(database);
        var hr = await world.HrAsync();

        foreach (var points in new int?[] { null, 0, -5, 10_001 })
            (await world.Host.SendAsync(new WriteRule.Command { Points = points }, hr)).Error!.Fields!.Keys.ShouldContain("Points");
        (await world.Host.SendAsync(new WriteRule.Command { Id = Guid.CreateVersion7(), Points = 5 }, hr)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new WriteBadge.Command { Name = " ", Icon = "<svg>", Target = 0 }, hr)).Error!.Fields!.Keys.ShouldBe(["Name", "Icon", "Target"], ignoreOrder: true);
        (await world.Host.SendAsync(new WriteBadge.Command { Name = "B", Kind = CriterionKind.SkillLevel, Target = 1 }, hr)).Error!.Code.ShouldBe("recognition.skill-needed");
        (await world.Host.SendAsync(new WriteBadge.Command { Name = "B", Kind = CriterionKind.SkillLevel, Target = 1, SkillId = Guid.CreateVersion7() }, hr)).Error!.Code.ShouldBe("recognition.skill-needed");
        (await world.Host.SendAsync(new SetUpBoards.Command { Mode = (BoardMode)9, LevelStep = 0 }, hr)).Error!.Fields!.Keys.ShouldBe(["Mode", "LevelStep"], ignoreOrder: true);
        (await world.Host.SendAsync(new WriteSeason.Command { Name = "S" }, hr)).Error!.Fields!.Keys.ShouldBe(["FirstDay", "LastDay"], ignoreOrder: true);
        (await world.Host.SendAsync(SeasonOf(world, 0, -3), hr)).Error!.Code.ShouldBe("recognition.season-ends-before-it-starts");
    }

    [Theory, EveryDatabase]
    public async Task Only_who_may_sets_up_and_others_are_refused(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        var client = await world.Host.SignInAsync(learner);

        (await world.Host.SendAsync(new WriteRule.Command { Points = 5 }, learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new WriteBadge.Command { Name = "B", Target = 1 }, learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new SetUpBoards.Command(), learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(SeasonOf(world, 0, 3), Actor.Nobody)).Error!.Kind.ShouldBe(ErrorKind.Unauthenticated);
        foreach (var page in new[] { "rules", "rules/new", "badges", "badges/new", "seasons", "seasons/new", "settings" })
            (await client.GetAsync($"recognition/{page}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await world.Host.SetFeatureAsync("Gamification.Leaderboards", false);
        (await world.Host.SendAsync(new SetUpBoards.Query(), Actor.With(RoleNames.Administrator))).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task A_badge_is_written_in_the_form_and_given_to_whoever_meets_it_next(Database database)
    {
        await using var world = await World.OnAsync(database);
        var (hr, learner) = (await world.HrAsync(), await world.LearnerAsync());

        (await (await world.Host.SignInAsync(hr)).SubmitAsync("recognition/badges/new", ("Command.Name", "Beginner"), ("Command.Kind", "Points"), ("Command.Target", "50"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        await world.HappenAsync(World.Completed(learner, world.Now));

        var row = (await world.Host.SendAsync(new ListBadges.Query(), hr)).Value.Badges.Items.ShouldHaveSingleItem();
        (row.Name, row.Holders).ShouldBe(("Beginner", 1));
        (await (await world.Host.SignInAsync(hr)).GetPageAsync($"recognition/badges/edit/{row.Id}")).Body!.TextContent.ShouldContain("People who have it and keep it: 1");
    }

    [Theory, EveryDatabase]
    public async Task X4_A_season_that_is_opened_later_counts_what_was_earned_in_its_days_and_is_made_anew_when_it_is_moved(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut);
        var hr = await world.HrAsync();
        var people = new List<Actor>();
        for (var i = 0; i < 6; i++) people.Add(await world.LearnerAsync($"Person {i}"));
        await world.HappenAsync([.. people.Select(p => World.Completed(p, world.Now.AddDays(-5))), World.Completed(people[0], world.Now.AddDays(-1))]);

        (await world.Host.SendAsync(SeasonOf(world, -3, 3), hr)).IsSuccess.ShouldBeTrue();
        var season = (await world.Host.SendAsync(new ListSeasons.Query(), hr)).Value.Seasons.Items.ShouldHaveSingleItem();
        (season.People, season.State).ShouldBe((1, ListSeasons.SeasonState.Running));
        (await world.Host.SendAsync(SeasonOf(world, 3, 5), hr)).Error!.Code.ShouldBe("recognition.seasons-overlap");
        (await world.Host.SendAsync(SeasonOf(world, -10, 3) with { Id = season.Id }, hr)).IsSuccess.ShouldBeTrue();

        var board = (await world.Host.SendAsync(new ViewBoard.Query(), people[0])).Value;
        board.SeasonId.ShouldBe(season.Id);
        board.Rows.Items.Select(r => (r.Name, r.Points)).First().ShouldBe(("Person 0", 100));
        board.Rows.Items.Count.ShouldBe(6);
        (await (await world.Host.SignInAsync(hr)).GetPageAsync("recognition/seasons")).Body!.TextContent.ShouldContain("Running");
    }

    [Theory, EveryDatabase]
    public async Task X4_Changing_who_is_on_boards_shows_and_hides_everybody_at_once(Database database)
    {
        await using var world = await World.OnAsync(database);
        var (hr, learner) = (await world.HrAsync(), await world.LearnerAsync());
        await world.HappenAsync(World.Completed(learner, world.Now));
        var client = await world.Host.SignInAsync(hr);

        foreach (var (mode, listed) in new[] { ("OptOut", true), ("OptIn", false), ("OptOut", true), ("Off", false) })
        {
            (await client.SubmitAsync("recognition/settings", ("Command.Mode", mode))).StatusCode.ShouldBe(HttpStatusCode.Found);
            (await world.ReadAsync(db => db.Standings.SingleAsync())).IsListed.ShouldBe(listed);
        }
    }

    private static WriteSeason.Command SeasonOf(World world, int first, int last)
    {
        var today = DateOnly.FromDateTime(world.Now.UtcDateTime);
        return new WriteSeason.Command { Name = "Spring", FirstDay = today.AddDays(first), LastDay = today.AddDays(last) };
    }
}
