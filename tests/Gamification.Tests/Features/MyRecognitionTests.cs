using System.Net;
using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Features.EarnAlong;
using CompetencyModular.Gamification.Features.EarnOnTheWay;
using CompetencyModular.Gamification.Features.MyRecognition;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Tests.Features;

public sealed class MyRecognitionTests
{
    [Theory, EveryDatabase]
    public async Task R6_7_What_somebody_does_earns_points_which_make_a_level_and_stand_on_the_own_page_with_their_reason(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();

        await world.HappenAsync(
            World.Completed(learner, world.Now.AddDays(-2), "Safe ladders"), World.Completed(learner, world.Now.AddDays(-1), "Knots"), World.Awarded(learner, Guid.CreateVersion7(), 2, world.Now));
        var mine = (await world.Host.SendAsync(new MyRecognition.Query(), learner)).Value;
        var page = await (await world.Host.SignInAsync(learner)).GetPageAsync("recognition/me");

        (mine.Total, mine.Level, mine.Done, mine.Needed).ShouldBe((130, 2, 30, 200));
        mine.Entries.Items.Select(e => e.Points).ShouldBe([30, 50, 50]);
        page.Body!.TextContent.ShouldContain("Completed: Safe ladders");
        page.Body.TextContent.ShouldContain("170 points to the next one");
    }

    [Theory, EveryDatabase]
    public async Task X1_A_completion_that_is_told_twice_earns_once(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        var completed = World.Completed(learner, world.Now);
        var awarded = World.Awarded(learner, Guid.CreateVersion7(), 1, world.Now);

        await world.HappenAsync(completed, awarded);
        await world.HappenAsync(completed, awarded, completed);

        (await world.LedgerAsync(learner)).Sum(e => e.Points).ShouldBe(80);
        (await world.ReadAsync(db => db.Deeds.CountAsync())).ShouldBe(2);
        (await world.ReadAsync(db => db.Standings.SingleAsync(s => s.PersonId == learner.PersonId && s.SeasonId == Season.AllTime))).Total.ShouldBe(80);
    }

    [Theory, EveryDatabase]
    public async Task The_standing_is_the_ledgers_sum_in_all_time_and_in_the_season_that_holds_the_instant(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        var season = Season.Of(Guid.CreateVersion7(), "Spring", world.Now.AddDays(-10), world.Now, []).Value;
        await world.Host.SaveAsync<GamificationDb>(season);

        await world.HappenAsync(
            World.Completed(learner, world.Now.AddDays(-11)), World.Completed(learner, season.StartsAt), World.Completed(learner, season.EndsAt.AddTicks(-1)), World.Completed(learner, season.EndsAt));

        (await world.ReadAsync(db => db.Standings.ToDictionaryAsync(s => s.SeasonId, s => s.Total))).ShouldBe(
            new Dictionary<Guid, long> { [Season.AllTime] = 200, [season.Id] = 100 }, ignoreOrder: true);
    }

    [Theory, EveryDatabase]
    public async Task R6_10_An_activitys_page_says_what_it_earns_and_afterwards_what_it_earned(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        var course = new ActivityRef("Paths", "course", Guid.CreateVersion7());

        var before = (await world.Host.SendAsync(new EarnAlong.Query(course), learner)).Value;
        await world.HappenAsync(World.Completed(learner, world.Now, activity: course));
        var after = (await world.Host.SendAsync(new EarnAlong.Query(course), learner)).Value;

        before.ShouldBe(new EarnAlong.Response(0, 50, 1, 100));
        after.ShouldBe(new EarnAlong.Response(50, 0, 1, 50));
    }

    [Theory, EveryDatabase]
    public async Task R6_10_Along_a_path_each_step_says_what_it_earned_or_will_earn(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        var (done, ahead) = (new ActivityRef("Paths", "course", Guid.CreateVersion7()), new ActivityRef("Media", "medium", Guid.CreateVersion7()));
        await world.HappenAsync(World.Completed(learner, world.Now, activity: done));

        var steps = (await world.Host.SendAsync(new EarnOnTheWay.Query([done, ahead]), learner)).Value.Steps;

        steps[done].ShouldBe(new EarnOnTheWay.Step(50, 0));
        steps[ahead].ShouldBe(new EarnOnTheWay.Step(0, 50));
    }

    [Theory, EveryDatabase]
    public async Task Only_who_may_earn_points_has_a_page_and_everybody_sees_the_own_alone(Database database)
    {
        await using var world = await World.OnAsync(database);
        var (learner, other) = (await world.LearnerAsync(), await world.LearnerAsync("Otto Other"));
        await world.HappenAsync(World.Completed(learner, world.Now));

        (await world.Host.SendAsync(new MyRecognition.Query(), other)).Value.Total.ShouldBe(0);
        (await world.Host.SendAsync(new MyRecognition.Query(), Actor.With(RoleNames.Guest))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new MyRecognition.Query(), Actor.Nobody)).Error!.Kind.ShouldBe(ErrorKind.Unauthenticated);
    }

    [Theory, EveryDatabase]
    public async Task M1_While_it_is_off_the_page_is_gone_and_what_happens_meanwhile_earns_when_it_is_on_again(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        var client = await world.Host.SignInAsync(learner);

        await world.Host.SetFeatureAsync("Gamification", false);
        await world.HappenAsync(World.Completed(learner, world.Now));
        (await client.GetAsync("recognition/me")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync("recognition/board")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetPageAsync("")).Body!.InnerHtml.ShouldNotContain("recognition/me");
        (await world.Host.SendAsync(new MyRecognition.Query(), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.LedgerAsync(learner)).ShouldBeEmpty();

        await world.Host.SetFeatureAsync("Gamification", true);
        await world.Host.DeliverEventsAsync();
        (await world.LedgerAsync(learner)).ShouldHaveSingleItem();
    }

    [Theory, EveryDatabase]
    public async Task M1_With_badges_and_boards_off_the_own_page_shows_points_alone(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        await world.Host.SetFeatureAsync("Gamification.Badges", false);
        await world.Host.SetFeatureAsync("Gamification.Leaderboards", false);

        var page = await (await world.Host.SignInAsync(learner)).GetPageAsync("recognition/me");

        page.Body!.TextContent.ShouldContain("Your first points are near");
        page.Body.TextContent.ShouldNotContain("My badges");
        page.Body.TextContent.ShouldNotContain("Boards");
    }
}
