using System.Net;
using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Features.ChooseActivities;
using CompetencyModular.Gamification.Features.DeleteChallenge;
using CompetencyModular.Gamification.Features.ListChallenges;
using CompetencyModular.Gamification.Features.OutlineChallenge;
using CompetencyModular.Gamification.Features.PublishChallenge;
using CompetencyModular.Gamification.Features.WriteBadge;
using CompetencyModular.Gamification.Features.WriteChallenge;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Tests.Features;

public sealed class WriteChallengeTests
{
    [Theory, EveryDatabase]
    public async Task R6_8_A_challenge_is_drafted_published_and_seen_by_everybody(Database database)
    {
        await using var world = await World.OnAsync(database);
        var (author, learner) = (await world.Host.CreatePersonAsync("Arno Author", RoleNames.Author), await world.LearnerAsync());
        await world.HappenAsync(World.Completed(learner, world.Now));
        var client = await world.Host.SignInAsync(author);

        var saved = await client.SubmitAsync("recognition/challenges/new",
            ("Command.Title", "Learn by Easter"), ("Command.FirstDay", "2026-03-10"), ("Command.LastDay", "2026-04-05"), ("Command.By", "Person"), ("Command.Goal", "Points"),
            ("Command.Target", "200"), ("Command.Kinds", "Paths/course"), ("Command.GoalPoints", "50"));
        saved.StatusCode.ShouldBe(HttpStatusCode.Found);
        var row = (await world.Host.SendAsync(new ListChallenges.Query("EASTER", ChallengeStage.Draft), author)).Value.Challenges.Items.ShouldHaveSingleItem();
        (await (await world.Host.SignInAsync(learner)).GetAsync($"recognition/challenges/{row.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.SubmitAsync($"recognition/challenges/manage/{row.Id}", ("_handler", "publish"))).StatusCode.ShouldBe(HttpStatusCode.Found);

        var page = await (await world.Host.SignInAsync(learner)).GetPageAsync($"recognition/challenges/{row.Id}");
        page.Body!.TextContent.ShouldContain("Collect 200 points with: courses");
        page.Body.TextContent.ShouldContain("Coming soon");
        var outline = (await world.Host.SendAsync(new OutlineChallenge.Query(row.Id), author)).Value;
        (outline.StartsAt, outline.EndsAt).ShouldBe((new DateTimeOffset(2026, 3, 9, 23, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 4, 5, 22, 0, 0, TimeSpan.Zero)));
        (await world.Host.SendAsync(new PublishChallenge.Command(row.Id), author)).Error!.Code.ShouldBe("recognition.challenge-published-already");
    }

    [Theory, EveryDatabase]
    public async Task A_challenge_is_edited_until_it_begins_and_not_after(Database database)
    {
        await using var world = await World.OnAsync(database);
        var (hr, learner) = (await world.HrAsync(), await world.LearnerAsync());
        var challenge = await world.ChallengeAsync(world.Terms(firstDay: 2, lastDay: 9));
        await world.JoinAsync(challenge, learner);
        await world.HappenAsync(World.Completed(learner, world.Now));
        var form = (await world.Host.SendAsync(new WriteChallenge.Query(challenge.Id), hr)).Value.Form;

        form.FirstDay.ShouldBe(new DateOnly(2026, 3, 4));
        (await world.Host.SendAsync(form with { FirstDay = new DateOnly(2026, 3, 1) }, hr)).Error!.Code.ShouldBe("recognition.challenge-starts-in-the-past");
        (await world.Host.SendAsync(form with { Title = "Renamed", FirstDay = new DateOnly(2026, 3, 2) }, hr)).Error.ShouldBeNull();

        // From today on: what was done this morning counts.
        (await world.SeeAsync(challenge, learner)).Me.Own.ShouldBe(50);
        (await world.Host.SendAsync(form with { Title = "Too late" }, hr)).Error!.Code.ShouldBe("recognition.challenge-has-begun");
        (await (await world.Host.SignInAsync(hr)).GetAsync($"recognition/challenges/edit/{challenge.Id}")).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await (await world.Host.SignInAsync(hr)).GetPageAsync($"recognition/challenges/manage/{challenge.Id}")).Body!.TextContent.ShouldContain("It has begun");
        (await world.ReadAsync(db => db.Challenges.SingleAsync())).Title.ShouldBe("Renamed");
    }

    [Theory, EveryDatabase]
    public async Task Publishing_what_cannot_be_played_is_refused_with_the_reason(Database database)
    {
        await using var world = await World.OnAsync(database);
        var hr = await world.HrAsync();

        (await PublishAsync(world.Terms(firstDay: -1))).ShouldBe("recognition.challenge-starts-in-the-past");
        (await PublishAsync(world.Terms(ChallengeBy.Team, firstDay: 0))).ShouldBe("recognition.teams-need-boards");
        (await PublishAsync(world.Terms(firstDay: 0) with { Goal = ChallengeGoal.Activities, Target = 0 })).ShouldBe("recognition.challenge-needs-activities");
        (await PublishAsync(world.Terms(firstDay: 0) with { Goal = ChallengeGoal.Activities, Target = 2 }, "Paths/course/0198c0de-6a6d-7000-8000-000000000001")).ShouldBe("recognition.challenge-asks-for-too-many");
        (await PublishAsync(world.Terms(firstDay: 0))).ShouldBeNull();
        await world.PlayAsync(BoardMode.OptIn);
        (await PublishAsync(world.Terms(ChallengeBy.Team, firstDay: 0) with { Goal = ChallengeGoal.Activities, Target = 9, TeamScore = TeamScore.Sum }, "Paths/course/0198c0de-6a6d-7000-8000-000000000001")).ShouldBeNull();
        (await world.Host.SendAsync(new PublishChallenge.Command(Guid.CreateVersion7()), hr)).Error!.Kind.ShouldBe(ErrorKind.NotFound);

        async Task<string?> PublishAsync(ChallengeTerms terms, params string[] activities)
        {
            var draft = Challenge.Of(Guid.CreateVersion7(), terms, world.Now);
            foreach (var activity in activities) draft.Choose(activity, "", true, world.Now);
            await world.Host.SaveAsync<GamificationDb>(draft);
            return (await world.Host.SendAsync(new PublishChallenge.Command(draft.Id), hr)).Error?.Code;
        }
    }

    [Theory, EveryDatabase]
    public async Task Activities_are_taken_in_and_out_as_long_as_the_challenge_stays_fit_to_be_played(Database database)
    {
        await using var world = await World.OnAsync(database);
        var hr = await world.HrAsync();
        string[] activities = [.. Enumerable.Range(0, 2).Select(_ => $"Paths/course/{Guid.CreateVersion7()}")];
        var challenge = await world.ChallengeAsync(world.Terms(firstDay: 1) with { Goal = ChallengeGoal.Activities, Target = 1 }, activities);
        var client = await world.Host.SignInAsync(hr);

        (await client.GetPageAsync($"recognition/challenges/manage/{challenge.Id}/activities?q=nothing")).Body!.TextContent.ShouldContain("Nothing found");
        (await client.SubmitAsync($"recognition/challenges/manage/{challenge.Id}", ("_handler", $"remove-{activities[0]}"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await ChooseAsync(activities[0], false)).Kind.ShouldBe(ErrorKind.NotFound);
        (await ChooseAsync(activities[1], false)).Code.ShouldBe("recognition.challenge-needs-activities");
        (await ChooseAsync(activities[0], true)).Code.ShouldBe("recognition.activity-gone");
        (await ChooseAsync("course 7", true)).Kind.ShouldBe(ErrorKind.Invalid);
        var points = await world.ChallengeAsync(world.Terms(firstDay: 1));
        (await client.GetAsync($"recognition/challenges/manage/{points.Id}/activities")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        world.Host.Clock.Advance(TimeSpan.FromDays(2));
        (await ChooseAsync(activities[1], false)).Code.ShouldBe("recognition.challenge-has-begun");

        async Task<Error> ChooseAsync(string activity, bool isIn) => (await world.Host.SendAsync(new ChooseActivities.Command(challenge.Id, activity, isIn), hr)).Error!;
    }

    [Theory, EveryDatabase]
    public async Task A_draft_is_deleted_and_what_was_published_is_not(Database database)
    {
        await using var world = await World.OnAsync(database);
        var hr = await world.HrAsync();
        var draft = Challenge.Of(Guid.CreateVersion7(), world.Terms() with { Kinds = ["skill"] }, world.Now);
        await world.Host.SaveAsync<GamificationDb>(draft);
        var published = await world.ChallengeAsync();

        (await (await world.Host.SignInAsync(hr)).SubmitAsync($"recognition/challenges/manage/{draft.Id}", ("_handler", "delete"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await world.Host.SendAsync(new DeleteChallenge.Command(published.Id), hr)).Error!.Code.ShouldBe("recognition.challenge-published-already");
        (await world.Host.SendAsync(new DeleteChallenge.Command(draft.Id), hr)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.ReadAsync(db => db.Challenges.Select(c => c.Id).ToListAsync())).ShouldBe([published.Id]);
    }

    [Theory, EveryDatabase]
    public async Task Bad_input_is_refused_with_the_fields_that_it_is_about(Database database)
    {
        await using var world = await World.OnAsync(database);
        var hr = await world.HrAsync();
        var good = new WriteChallenge.Command { Title = "T", Target = 5, FirstDay = new DateOnly(2026, 3, 2), LastDay = new DateOnly(2026, 3, 2) };

        (await SendAsync(new WriteChallenge.Command { Title = " ", By = (ChallengeBy)7, Goal = (ChallengeGoal)7, TeamScore = (TeamScore)7, GoalPoints = -1, FirstPoints = 10_001, Kinds = [""] })).Fields!.Keys
            .ShouldBe(["Title", "By", "Goal", "TeamScore", "Kinds", "FirstDay", "LastDay", "GoalPoints", "FirstPoints"], ignoreOrder: true);
        foreach (var target in new int?[] { null, 0, -3 }) (await SendAsync(good with { Target = target })).Fields!.Keys.ShouldBe(["Target"]);
        (await SendAsync(good with { Goal = ChallengeGoal.Activities, Target = 0 })).Fields!.Keys.ShouldBe(["Target"]);
        (await SendAsync(good with { LastDay = new DateOnly(2026, 3, 1) })).Code.ShouldBe("recognition.challenge-ends-before-it-starts");
        (await SendAsync(good with { FirstDay = DateOnly.MinValue })).Fields!.Keys.ShouldBe(["FirstDay"]);
        (await SendAsync(good with { BadgeId = Guid.CreateVersion7() })).Code.ShouldBe("recognition.badge-gone");
        (await SendAsync(good with { Id = Guid.CreateVersion7() })).Kind.ShouldBe(ErrorKind.NotFound);
        (await SendAsync(good with { Title = new string('x', 121), Description = new string('x', 2001) })).Fields!.Keys.ShouldBe(["Title", "Description"], ignoreOrder: true);
        (await world.Host.SendAsync(good, hr)).Error.ShouldBeNull();

        async Task<Error> SendAsync(WriteChallenge.Command command) => (await world.Host.SendAsync(command, hr)).Error!;
    }

    [Theory, EveryDatabase]
    public async Task Only_who_may_makes_challenges(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        var challenge = await world.ChallengeAsync();
        var client = await world.Host.SignInAsync(learner);

        foreach (var page in new[] { "manage", "new", $"edit/{challenge.Id}", $"manage/{challenge.Id}", $"manage/{challenge.Id}/activities" })
            (await client.GetAsync($"recognition/challenges/{page}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await world.Host.SendAsync(new PublishChallenge.Command(challenge.Id), learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new DeleteChallenge.Command(challenge.Id), Actor.Nobody)).Error!.Kind.ShouldBe(ErrorKind.Unauthenticated);
    }

    [Theory, EveryDatabase]
    public async Task A_badge_for_challenges_alone_is_given_for_nothing_else_and_needs_no_number(Database database)
    {
        await using var world = await World.OnAsync(database);
        var (hr, learner) = (await world.HrAsync(), await world.LearnerAsync());

        (await world.Host.SendAsync(new WriteBadge.Command { Name = "Champion", Kind = CriterionKind.Challenge, IsOn = true }, hr)).Error.ShouldBeNull();
        await world.HappenAsync(World.Completed(learner, world.Now));

        (await world.ReadAsync(db => db.BadgeAwards.CountAsync())).ShouldBe(0);
        (await (await world.Host.SignInAsync(learner)).GetPageAsync("recognition/me")).Body!.TextContent.ShouldNotContain("Champion");
        (await world.Host.SendAsync(new Gamification.Features.WriteRule.WriteRule.Command { Kind = DeedKind.ChallengeMet, Points = 5 }, hr)).Error!.Fields!.Keys.ShouldBe(["Kind"]);
    }
}
