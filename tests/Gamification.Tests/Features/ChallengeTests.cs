using System.Net;
using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Features.BrowseChallenges;
using CompetencyModular.Gamification.Features.CancelChallenge;
using CompetencyModular.Gamification.Features.DecideVisibility;
using CompetencyModular.Gamification.Features.JoinChallenge;
using CompetencyModular.Gamification.Features.LeaveChallenge;
using CompetencyModular.Gamification.Features.ViewChallenge;
using CompetencyModular.Gamification.Features.ViewChallengeBoard;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Tests.Features;

public sealed class ChallengeTests
{
    [Theory, EveryDatabase]
    public async Task R6_8_Somebody_joins_a_challenge_reaches_its_goal_is_told_and_given_points_and_badge_once(Database database)
    {
        await using var world = await World.OnAsync(database);
        var (learner, other) = (await world.LearnerAsync(), await world.LearnerAsync("Otto Other"));
        var badge = Badge.Of(Guid.CreateVersion7(), new BadgeTerms("Spring star", "", "star", new Criterion(CriterionKind.Challenge, 1, "", null), true), world.Now);
        await world.Host.SaveAsync<GamificationDb>(badge);
        var challenge = await world.ChallengeAsync(world.Terms() with { BadgeId = badge.Id });
        var client = await world.Host.SignInAsync(learner);

        (await client.GetPageAsync("recognition/challenges")).Body!.TextContent.ShouldContain("Collect 100 points");
        (await client.SubmitAsync($"recognition/challenges/{challenge.Id}", ("_handler", "join"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        await world.JoinAsync(challenge, other);
        await world.HappenAsync(World.Completed(learner, world.Now), World.Completed(learner, world.Now));
        (await client.GetPageAsync("recognition/me")).Body!.TextContent.ShouldContain("100 of 100");
        (await world.LedgerAsync(learner)).Sum(e => e.Points).ShouldBe(100);
        await world.EndAsync(challenge);
        await world.EndAsync(challenge);

        (await world.LedgerAsync(learner)).Sum(e => e.Points).ShouldBe(140);
        (await world.LedgerAsync(other)).ShouldBeEmpty();
        (await world.ReadAsync(db => db.BadgeAwards.CountAsync(a => a.BadgeId == badge.Id && a.PersonId == learner.PersonId))).ShouldBe(1);
        (await world.Host.NoticesOfAsync(learner)).ShouldContain("You have reached the goal of “Spring clean”: 40 points for you");
        (await world.Host.NoticesOfAsync(other)).ShouldBe(["“Spring clean” is over. See how far you came"]);
        var page = await client.GetPageAsync($"recognition/challenges/{challenge.Id}");
        page.Body!.TextContent.ShouldContain("Goal reached");
        (await client.GetPageAsync("recognition/me")).Body!.TextContent.ShouldContain("Challenge: Spring clean");
    }

    [Theory, EveryDatabase]
    public async Task Whoever_joins_late_counts_from_the_first_day_on_and_nothing_before_or_after_counts(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        var challenge = await world.ChallengeAsync();
        await world.HappenAsync(
            World.Completed(learner, challenge.StartsAt.AddTicks(-1)), World.Completed(learner, challenge.StartsAt), World.Awarded(learner, Guid.CreateVersion7(), 1, world.Now));

        (await world.SeeAsync(challenge, learner)).Me.IsIn.ShouldBeFalse();
        await world.JoinAsync(challenge, learner);
        await world.HappenAsync(World.Completed(learner, challenge.EndsAt.AddTicks(-1)), World.Completed(learner, challenge.EndsAt));

        (await world.SeeAsync(challenge, learner)).Me.Own.ShouldBe(130);
    }

    [Theory, EveryDatabase]
    public async Task Only_points_from_the_sorts_of_deeds_that_it_names_count(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        var challenge = await world.ChallengeAsync(world.Terms() with { Kinds = ["skill", "Media/medium"] });
        await world.JoinAsync(challenge, learner);

        await world.HappenAsync(
            World.Completed(learner, world.Now), World.Completed(learner, world.Now, activity: new ActivityRef("Media", "medium", Guid.CreateVersion7())), World.Awarded(learner, Guid.CreateVersion7(), 1, world.Now));

        (await world.SeeAsync(challenge, learner)).Me.Own.ShouldBe(80);
    }

    [Theory, EveryDatabase]
    public async Task A_challenge_of_activities_counts_each_of_them_once(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        ActivityRef[] activities = [.. Enumerable.Range(0, 3).Select(_ => new ActivityRef("Paths", "course", Guid.CreateVersion7()))];
        var challenge = await world.ChallengeAsync(world.Terms() with { Goal = ChallengeGoal.Activities, Target = 2 }, [.. activities.Select(a => a.ToString())]);
        await world.JoinAsync(challenge, learner);

        await world.HappenAsync(
            World.Completed(learner, world.Now, activity: activities[0]), World.Completed(learner, world.Now, activity: activities[0], occurrence: "2"), World.Completed(learner, world.Now));
        var one = await world.SeeAsync(challenge, learner);
        await world.HappenAsync(World.Completed(learner, world.Now, activity: activities[2]));
        var two = await world.SeeAsync(challenge, learner);

        (one.Me.Own, one.Me.IsReached, one.Needed).ShouldBe((1, false, 2));
        one.Activities.Where(a => a.IsDone).Select(a => a.Activity).ShouldBe([activities[0].ToString()]);
        (two.Me.Own, two.Me.IsReached).ShouldBe((2, true));
        (await (await world.Host.SignInAsync(learner)).GetPageAsync($"recognition/challenges/{challenge.Id}")).Body!.TextContent.ShouldContain("Complete 2 of the 3 activities");
    }

    [Theory, EveryDatabase]
    public async Task X1_What_a_challenge_gave_goes_back_once_when_the_deed_had_not_been_so_and_comes_again_with_another(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        var challenge = await world.ChallengeAsync();
        await world.JoinAsync(challenge, learner);
        var second = World.Completed(learner, world.Now);
        await world.HappenAsync(World.Completed(learner, world.Now), second);
        await world.EndAsync(challenge);
        (await world.LedgerAsync(learner)).Sum(e => e.Points).ShouldBe(140);
        var revoked = new ActivityRevoked(learner.PersonId, second.Activity, second.OccurrenceKey, "It had been somebody else", null, world.Now);

        await world.HappenAsync(revoked);
        await world.HappenAsync(revoked);
        var back = await world.LedgerAsync(learner);
        // Done in the challenge's days, and told late.
        await world.HappenAsync(World.Completed(learner, challenge.EndsAt.AddHours(-1)));

        back.Sum(e => e.Points).ShouldBe(50);
        back.Where(e => e.RuleId == challenge.Id).Select(e => (e.Points, e.Reason)).Order().ShouldBe([(-40, "It had been somebody else"), (40, "")]);
        (await world.LedgerAsync(learner)).Sum(e => e.Points).ShouldBe(140);
        (await world.ReadAsync(db => db.Standings.SingleAsync(s => s.PersonId == learner.PersonId))).Total.ShouldBe(140);
    }

    [Theory, EveryDatabase]
    public async Task X2_The_first_place_may_be_shared_is_given_at_the_end_and_never_lost_by_what_others_do(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut, RankStyle.EarliestFirst);
        var challenge = await world.ChallengeAsync(world.Terms(target: 1000));
        var people = await PeopleAsync(world, challenge, 100, 100, 50, 50, 50);

        await world.EndAsync(challenge);
        var given = await FirstsAsync();
        // Somebody is ahead of both by what was done in these days and told late.
        await world.HappenAsync([.. Enumerable.Range(0, 3).Select(_ => World.Completed(people[4], challenge.EndsAt.AddHours(-1)))]);
        await world.HappenAsync(World.Completed(people[0], challenge.EndsAt.AddHours(-1)));

        given.ShouldBe([people[0].PersonId, people[1].PersonId], ignoreOrder: true);
        (await FirstsAsync()).ShouldBe(given, ignoreOrder: true);
        (await world.LedgerAsync(people[0])).Count(e => e.RuleId == challenge.Id && e.Points == 60).ShouldBe(1);
        (await world.Host.NoticesOfAsync(people[1])).ShouldContain("“Spring clean” is over, and you are on the first place: 60 points for you. Congratulations!");

        Task<List<Guid>> FirstsAsync() => world.ReadAsync(db => db.Deeds.Where(d => d.Subject == challenge.Source && d.WithdrawnAt == null).Select(d => d.PersonId).ToListAsync());
    }

    [Theory]
    [EveryDatabase(nameof(RankStyle.Standard), new[] { 1, 2, 2, 4, 5, 5 })]
    [EveryDatabase(nameof(RankStyle.Dense), new[] { 1, 2, 2, 3, 4, 4 })]
    [EveryDatabase(nameof(RankStyle.EarliestFirst), new[] { 1, 2, 3, 4, 5, 6 })]
    public async Task X2_Standings_count_ties_as_the_boards_do_and_no_page_boundary_changes_a_rank(Database database, string style, int[] ranks)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut, Enum.Parse<RankStyle>(style));
        var challenge = await world.ChallengeAsync();
        var people = await PeopleAsync(world, challenge, 200, 150, 150, 100, 50, 50);

        foreach (var size in new[] { 1, 4, 25 })
        {
            var rows = new List<ViewChallengeBoard.Row>();
            for (var page = 1; page <= (people.Count + size - 1) / size; page++) rows.AddRange((await world.StandingsAsync(challenge, people[0], true, page, size)).Rows.Items);
            rows.Select(r => r.Rank).ShouldBe(ranks);
            rows.Select(r => r.Name).ShouldBe(people.Select((_, i) => NameOf(i)));
        }

        (await world.StandingsAsync(challenge, people[5], all: false)).Rows.Items.Select(r => r.Name).ShouldBe(Enumerable.Range(2, 4).Select(NameOf));
    }

    [Theory, EveryDatabase]
    public async Task X4_Who_is_out_takes_part_and_stands_in_no_list_and_a_pseudonym_stands_for_the_name(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut);
        var challenge = await world.ChallengeAsync();
        var people = await PeopleAsync(world, challenge, 300, 250, 200, 150, 100, 50);

        await world.Host.SendAsync(new DecideVisibility.Command(false, ""), people[0]);
        await world.Host.SendAsync(new DecideVisibility.Command(true, "Night owl"), people[1]);
        var standings = await world.StandingsAsync(challenge, people[2]);
        await world.EndAsync(challenge);

        standings.Rows.Items.Select(r => (r.Rank, r.Name)).ShouldBe([(1, "Night owl"), (2, NameOf(2)), (3, NameOf(3)), (4, NameOf(4)), (5, NameOf(5))]);
        var own = await world.SeeAsync(challenge, people[0]);
        (own.Me.Own, own.Me.IsReached, own.Me.IsFirst).ShouldBe((300, true, false));
        (await world.SeeAsync(challenge, people[1])).Me.IsFirst.ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task X4_Fewer_than_five_show_no_standings_no_number_and_no_first_place(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut);
        var challenge = await world.ChallengeAsync();
        var people = await PeopleAsync(world, challenge, 200, 150, 100, 50);

        var standings = await world.StandingsAsync(challenge, people[0]);
        var page = await (await world.Host.SignInAsync(people[0])).GetPageAsync($"recognition/challenges/{challenge.Id}");
        await world.EndAsync(challenge);

        (standings.IsHidden, standings.Rows.Items.Count).ShouldBe((true, 0));
        page.Body!.TextContent.ShouldContain("fewer than 5");
        page.Body.TextContent.ShouldContain("200 of 100");
        (await world.SeeAsync(challenge, people[0])).People.ShouldBeNull();
        (await world.LedgerAsync(people[0])).Where(e => e.RuleId == challenge.Id).Select(e => e.Points).ShouldBe([40]);
    }

    [Theory, EveryDatabase]
    public async Task X4_While_boards_are_off_a_challenge_has_no_standings_and_ones_own_progress_counts(Database database)
    {
        await using var world = await World.OnAsync(database);
        var challenge = await world.ChallengeAsync();
        var people = await PeopleAsync(world, challenge, 100, 100, 100, 100, 100);

        (await world.StandingsAsync(challenge, people[0])).Rows.Items.ShouldBeEmpty();
        (await (await world.Host.SignInAsync(people[0])).GetPageAsync($"recognition/challenges/{challenge.Id}")).Body!.TextContent.ShouldContain("no standings");
        await world.EndAsync(challenge);

        (await world.LedgerAsync(people[0])).Where(e => e.RuleId == challenge.Id).Select(e => e.Points).ShouldBe([40]);
    }

    [Theory, EveryDatabase]
    public async Task X3_Points_stay_with_the_team_where_they_were_earned_when_somebody_changes_units_midway(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut);
        var (grid, water) = (await world.UnitAsync("Grid"), await world.UnitAsync("Water"));
        var people = new List<Actor>();
        for (var i = 0; i < 10; i++) people.Add(await world.LearnerAsync(NameOf(i)));
        await world.MoveAsync(grid, [.. people.Take(5)]);
        await world.MoveAsync(water, [.. people.Skip(5)]);
        var challenge = await world.ChallengeAsync(world.Terms(ChallengeBy.Team, 70));
        await world.JoinAsync(challenge, [.. people]);
        await world.HappenAsync([.. people.Select(p => World.Completed(p, world.Now)), World.Completed(people[0], world.Now)]);

        await world.MoveAsync(water, people[0]);
        await world.HappenAsync([.. Enumerable.Range(0, 3).Select(_ => World.Completed(people[0], world.Now))]);

        var standings = await world.StandingsAsync(challenge, people[0]);
        standings.Rows.Items.Select(r => (r.Rank, r.Name, r.Score, r.Members, r.IsMe)).ShouldBe([(1, "Water", 66.66m, 6, true), (2, "Grid", 60m, 5, false)]);
        (await world.SeeAsync(challenge, people[0])).Me.Own.ShouldBe(250);
        await world.HappenAsync(World.Completed(people[6], world.Now));
        await world.EndAsync(challenge);

        // 450 points of six are 75 each: Water has reached it, with whoever earned something for it, and Grid's have not.
        var rewarded = await world.ReadAsync(db => db.Ledger.Where(e => e.RuleId == challenge.Id).ToListAsync());
        rewarded.GroupBy(e => e.PersonId).ToDictionary(g => g.Key, g => g.Sum(e => e.Points)).ShouldBe(people.Skip(5).Append(people[0]).ToDictionary(p => p.PersonId, _ => 100), ignoreOrder: true);
        rewarded.ShouldAllBe(e => e.TeamId == water);
        (await (await world.Host.SignInAsync(people[1])).GetPageAsync($"recognition/challenges/{challenge.Id}")).Body!.TextContent.ShouldContain("Water");
    }

    [Theory, EveryDatabase]
    public async Task X3_A_team_counts_from_five_people_on_and_only_those_who_joined_and_are_on_boards(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptIn);
        var grid = await world.UnitAsync("Grid");
        var people = new List<Actor>();
        for (var i = 0; i < 6; i++) people.Add(await world.LearnerAsync(NameOf(i)));
        await world.MoveAsync(grid, [.. people]);
        var challenge = await world.ChallengeAsync(world.Terms(ChallengeBy.Team, 50));
        await world.HappenAsync([.. people.Select(p => World.Completed(p, world.Now))]);

        (await world.Host.SendAsync(new JoinChallenge.Command(challenge.Id), people[0])).Error!.Code.ShouldBe("recognition.join-boards-first");
        foreach (var person in people.Take(5)) await world.Host.SendAsync(new DecideVisibility.Command(true, ""), person);
        await world.JoinAsync(challenge, [.. people.Take(4)]);
        var four = await world.SeeAsync(challenge, people[0]);
        await world.JoinAsync(challenge, people[4]);
        var five = await world.SeeAsync(challenge, people[0]);
        await world.EndAsync(challenge);
        // Going off boards afterwards, and somebody's deed taken back, take nothing from anybody else.
        await world.Host.SendAsync(new DecideVisibility.Command(false, ""), people[1]);

        (four.Me.Done, four.Me.TeamMembers, four.Me.IsReached).ShouldBe((null, 4, false));
        (five.Me.Done, five.Me.TeamMembers, five.Me.IsReached).ShouldBe((50m, 5, true));
        (await world.ReadAsync(db => db.Ledger.Where(e => e.RuleId == challenge.Id && e.Points == 40).Select(e => e.PersonId).ToListAsync())).ShouldBe(people.Take(5).Select(p => p.PersonId), ignoreOrder: true);
        (await (await world.Host.SignInAsync(people[5])).GetPageAsync($"recognition/challenges/{challenge.Id}")).Body!.TextContent.ShouldNotContain(NameOf(1));
    }

    [Theory, EveryDatabase]
    public async Task Somebody_without_a_unit_has_no_team_to_play_for(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut);
        var challenge = await world.ChallengeAsync(world.Terms(ChallengeBy.Team));
        (await world.Host.SendAsync(new JoinChallenge.Command(challenge.Id), await world.LearnerAsync())).Error!.Code.ShouldBe("recognition.team-needed");
    }

    [Theory, EveryDatabase]
    public async Task Leaving_takes_one_out_of_the_standings_and_coming_back_counts_everything_again(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut);
        var challenge = await world.ChallengeAsync();
        var people = await PeopleAsync(world, challenge, 300, 250, 200, 150, 100, 50);
        var client = await world.Host.SignInAsync(people[0]);

        (await client.SubmitAsync($"recognition/challenges/{challenge.Id}", ("_handler", "leave"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        var without = await world.StandingsAsync(challenge, people[0]);
        (await world.Host.SendAsync(new LeaveChallenge.Command(challenge.Id), people[0])).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        await world.JoinAsync(challenge, people[0]);
        await world.JoinAsync(challenge, people[0]);

        (without.HasMe, without.Rows.Total).ShouldBe((false, 5));
        (await world.StandingsAsync(challenge, people[0])).Rows.Items[0].ShouldBe(new ViewChallengeBoard.Row(1, NameOf(0), 300, 1, true));
        (await world.LedgerAsync(people[0])).Sum(e => e.Points).ShouldBe(300);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_has_left_the_organisation_stands_on_no_board_and_in_no_standings(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut);
        var challenge = await world.ChallengeAsync();
        var people = await PeopleAsync(world, challenge, 300, 250, 200, 150, 100, 50);
        using var hr = await world.Host.SignInAsAsync(RoleNames.HR);

        (await hr.SubmitAsync($"people/{people[0].PersonId}/edit", ("Input.IsActive", "false"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        await world.Host.DeliverEventsAsync();

        (await world.StandingsAsync(challenge, people[1])).Rows.Items.Select(r => r.Name).ShouldNotContain(NameOf(0));
        (await world.ReadAsync(db => db.Standings.SingleAsync(s => s.PersonId == people[0].PersonId))).IsListed.ShouldBeFalse();
    }

    [Theory, EveryDatabase]
    public async Task A_challenge_that_was_called_off_tells_why_gives_nothing_and_cannot_be_joined(Database database)
    {
        await using var world = await World.OnAsync(database);
        var (hr, learner) = (await world.HrAsync(), await world.LearnerAsync());
        var challenge = await world.ChallengeAsync();
        await world.JoinAsync(challenge, learner);
        await world.HappenAsync(World.Completed(learner, world.Now), World.Completed(learner, world.Now));

        (await world.Host.SendAsync(new CancelChallenge.Command(challenge.Id, " "), hr)).Error!.Fields!.Keys.ShouldBe(["Reason"]);
        (await (await world.Host.SignInAsync(hr)).SubmitAsync($"recognition/challenges/manage/{challenge.Id}", ("_handler", "cancel"), ("Cancelling.Reason", "The storm has other plans"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        await world.Host.DeliverEventsAsync();
        await world.EndAsync(challenge);

        (await world.Host.NoticesOfAsync(learner)).ShouldContain("“Spring clean” was called off: The storm has other plans");
        (await world.LedgerAsync(learner)).Sum(e => e.Points).ShouldBe(100);
        (await world.Host.SendAsync(new JoinChallenge.Command(challenge.Id), learner)).Error!.Code.ShouldBe("recognition.challenge-is-over");
        (await world.Host.SendAsync(new LeaveChallenge.Command(challenge.Id), learner)).Error!.Code.ShouldBe("recognition.challenge-is-over");
        (await world.Host.SendAsync(new CancelChallenge.Command(challenge.Id, "Again"), hr)).Error!.Code.ShouldBe("recognition.challenge-is-over");
        var client = await world.Host.SignInAsync(learner);
        (await client.GetPageAsync($"recognition/challenges/{challenge.Id}")).Body!.TextContent.ShouldContain("The storm has other plans");
        (await client.GetPageAsync("recognition/challenges?view=past")).Body!.TextContent.ShouldContain("Called off");
    }

    [Theory, EveryDatabase]
    public async Task A_challenge_in_which_nobody_takes_part_ends_quietly(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut);
        var (people, teams) = (await world.ChallengeAsync(), await world.ChallengeAsync(world.Terms(ChallengeBy.Team)));

        await world.EndAsync(people);
        await world.EndAsync(teams);

        (await world.ReadAsync(db => db.Challenges.CountAsync(c => c.ClosedAt != null))).ShouldBe(2);
        (await world.ReadAsync(db => db.Deeds.CountAsync())).ShouldBe(0);
        var hr = await world.Host.SignInAsync(await world.HrAsync());
        (await hr.GetPageAsync($"recognition/challenges/manage/{people.Id}")).Body!.TextContent.ShouldContain("Reached the goal: 0 of 0");
    }

    [Theory, EveryDatabase]
    public async Task A_challenge_ends_at_the_organisations_midnight_also_when_the_clocks_change(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        // Sunday, 29 March 2026 has 23 hours in Berlin.
        var challenge = await world.ChallengeAsync(world.Terms(firstDay: 20, lastDay: 27));
        await world.JoinAsync(challenge, learner);

        challenge.EndsAt.ShouldBe(new DateTimeOffset(2026, 3, 29, 22, 0, 0, TimeSpan.Zero));
        world.Host.Clock.Advance(challenge.EndsAt.AddMinutes(-1) - world.Now);
        await world.HappenAsync(new Sdk.Events.DayBegan(new DateOnly(2026, 3, 29)));
        (await world.SeeAsync(challenge, learner)).IsSettled.ShouldBeFalse();
        world.Host.Clock.Advance(TimeSpan.FromMinutes(2));
        (await world.SeeAsync(challenge, learner)).Stage.ShouldBe(ChallengeStage.Over);
        (await world.Host.SendAsync(new JoinChallenge.Command(challenge.Id), await world.LearnerAsync("Late Larry"))).Error!.Code.ShouldBe("recognition.challenge-is-over");
        await world.HappenAsync(new Sdk.Events.DayBegan(new DateOnly(2026, 3, 30)));

        (await world.SeeAsync(challenge, learner)).IsSettled.ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task M1_While_challenges_are_off_nothing_is_shown_or_counted_and_it_is_made_up_for_when_they_are_on_again(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        var challenge = await world.ChallengeAsync();
        await world.JoinAsync(challenge, learner);
        var client = await world.Host.SignInAsync(learner);

        await world.Host.SetFeatureAsync("Gamification.Challenges", false);
        await world.HappenAsync(World.Completed(learner, world.Now), World.Completed(learner, world.Now));
        (await client.GetAsync($"recognition/challenges/{challenge.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetPageAsync("recognition/me")).Body!.TextContent.ShouldNotContain("Spring clean");
        (await world.ReadAsync(db => db.EntrantScores.CountAsync())).ShouldBe(0);

        await world.Host.SetFeatureAsync("Gamification.Challenges", true);
        await world.Host.DeliverEventsAsync();
        (await world.SeeAsync(challenge, learner)).Me.Own.ShouldBe(100);
    }

    [Theory, EveryDatabase]
    public async Task Challenges_are_listed_found_by_words_and_read_with_their_standings(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut);
        var challenge = await world.ChallengeAsync();
        var people = await PeopleAsync(world, challenge, 150, 100, 100, 50, 50);
        var (listed, one) = (await world.Host.SendAsync(new BrowseChallenges.Query(Mine: true), people[0]), await world.Host.SendAsync(new ViewChallenge.Query(challenge.Id), people[0]));

        var row = listed.Value.Challenges.Items.ShouldHaveSingleItem();
        (row.Done, row.IsReached, row.Stage).ShouldBe((150m, true, ChallengeStage.Running));
        one.Value.People.ShouldBe(5);
        (await world.Host.SendAsync(new BrowseChallenges.Query("SPRING", ChallengeBy.Team), people[0])).Value.Challenges.Total.ShouldBe(0);
        (await world.Host.SendAsync(new BrowseChallenges.Query("SPRING", Page: int.MaxValue, PageSize: -1), people[0])).Value.Challenges.Total.ShouldBe(1);
        (await world.Host.SendAsync(new ViewChallengeBoard.Query(challenge.Id, true, int.MaxValue, 200), people[0])).Value.Rows.Items.ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task What_one_may_not_see_is_not_there(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        var draft = Challenge.Of(Guid.CreateVersion7(), world.Terms(), world.Now);
        await world.Host.SaveAsync<GamificationDb>(draft);
        var client = await world.Host.SignInAsync(learner);

        foreach (var id in new[] { draft.Id, Guid.CreateVersion7() })
        {
            (await client.GetAsync($"recognition/challenges/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await world.Host.SendAsync(new JoinChallenge.Command(id), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
            (await world.Host.SendAsync(new LeaveChallenge.Command(id), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
            (await world.Host.SendAsync(new ViewChallengeBoard.Query(id), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        }

        (await world.Host.SendAsync(new BrowseChallenges.Query(), learner)).Value.Challenges.Total.ShouldBe(0);
        (await world.Host.SendAsync(new JoinChallenge.Command(draft.Id), Actor.With(RoleNames.Guest))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new JoinChallenge.Command(draft.Id), Actor.Nobody)).Error!.Kind.ShouldBe(ErrorKind.Unauthenticated);
    }

    [Theory, EveryDatabase]
    public async Task Standings_equal_a_plain_recount_whatever_happened_in_whatever_order(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut);
        var random = new Random(20260302);
        Guid[] units = [await world.UnitAsync("Grid"), await world.UnitAsync("Water")];
        var people = new List<Actor>();
        for (var i = 0; i < 14; i++) people.Add(await world.LearnerAsync(NameOf(i)));
        ActivityRef[] activities = [.. Enumerable.Range(0, 4).Select(_ => new ActivityRef("Paths", "course", Guid.CreateVersion7()))];
        Challenge[] challenges =
        [
            await world.ChallengeAsync(world.Terms(firstDay: -3)), await world.ChallengeAsync(world.Terms(firstDay: -2) with { Kinds = ["skill"] }), await world.ChallengeAsync(world.Terms(ChallengeBy.Team, firstDay: -3)),
            await world.ChallengeAsync(world.Terms(ChallengeBy.Team, firstDay: -3) with { Goal = ChallengeGoal.Activities, Target = 0, TeamScore = TeamScore.Sum }, [.. activities.Select(a => a.ToString())]),
        ];
        var joined = challenges.ToDictionary(c => c.Id, _ => new HashSet<Guid>());
        var done = new List<ActivityCompleted>();
        await world.MoveAsync(units[0], [.. people.Take(7)]);
        await world.MoveAsync(units[1], [.. people.Skip(7)]);

        // Delivered by handfuls, and before anybody does something that does not wait for its delivery.
        var pending = new List<Sdk.Events.IEvent>();
        async Task DeliverAsync()
        {
            if (pending.Count > 0) await world.HappenAsync([.. pending]);
            pending.Clear();
        }

        for (var step = 0; step < 150; step++)
        {
            var (person, challenge, at) = (people[random.Next(people.Count)], challenges[random.Next(challenges.Length)], world.Now.AddHours(-random.Next(120)));
            switch (random.Next(10))
            {
                case 0 when step % 3 == 0:
                    await DeliverAsync();
                    await world.MoveAsync(units[random.Next(2)], person);
                    break;
                case 1 when joined[challenge.Id].Remove(person.PersonId):
                    await DeliverAsync();
                    (await world.Host.SendAsync(new LeaveChallenge.Command(challenge.Id), person)).Error.ShouldBeNull();
                    break;
                case 2 when done.Count > 0:
                    var wrong = done[random.Next(done.Count)];
                    pending.Add(new ActivityRevoked(wrong.PersonId, wrong.Activity, wrong.OccurrenceKey, "Not so", null, world.Now));
                    break;
                case 3 or 4 when joined[challenge.Id].Add(person.PersonId):
                    await DeliverAsync();
                    await world.JoinAsync(challenge, person);
                    break;
                case 5 or 6:
                    pending.Add(World.Awarded(person, Guid.CreateVersion7(), random.Next(1, 3), at));
                    break;
                default:
                    var completed = World.Completed(person, at, activity: activities[random.Next(activities.Length)], occurrence: $"{random.Next(3)}");
                    done.Add(completed);
                    pending.AddRange([completed, completed]);
                    break;
            }

            if (pending.Count > 6) await DeliverAsync();
        }

        await DeliverAsync();
        var (ledger, deeds) = (await world.ReadAsync(db => db.Ledger.AsNoTracking().ToListAsync()), await world.ReadAsync(db => db.Deeds.AsNoTracking().ToListAsync()));
        foreach (var challenge in challenges)
        {
            var scores = Recount(challenge, joined[challenge.Id], ledger, deeds);
            scores.ShouldNotBeEmpty();
            var shown = (await world.StandingsAsync(challenge, people[0], size: 200)).Rows.Items;
            shown.Select(r => (r.Rank, r.Name, r.Score)).OrderBy(r => r).ShouldBe(Places(challenge, scores).OrderBy(r => r));
        }

        IEnumerable<(int, string, decimal)> Places(Challenge challenge, List<(Guid Person, Guid Team, long Score)> scores)
        {
            var rows = challenge.By is ChallengeBy.Person
                ? scores.GroupBy(s => s.Person).Select(g => (Name: NameOf(people.FindIndex(p => p.PersonId == g.Key)), Score: (decimal)g.Sum(s => s.Score))).ToList()
                : [.. scores.GroupBy(s => s.Team).Where(g => g.Select(s => s.Person).Distinct().Count() >= 5).Select(g => (Name: g.Key == units[0] ? "Grid" : "Water",
                    Score: challenge.TeamScore is TeamScore.Sum ? g.Sum(s => s.Score) : decimal.Floor(g.Sum(s => s.Score) * 100m / g.Select(s => s.Person).Distinct().Count()) / 100))];
            return challenge.By is ChallengeBy.Person && rows.Count < 5 ? [] : rows.Select(r => (1 + rows.Count(o => o.Score > r.Score), r.Name, r.Score));
        }

        // As somebody would do it by hand, from everything that was ever written down.
        static List<(Guid Person, Guid Team, long Score)> Recount(Challenge challenge, HashSet<Guid> joined, List<LedgerEntry> ledger, List<Deed> deeds)
        {
            var inTime = deeds.Where(d => joined.Contains(d.PersonId) && d.OccurredAt >= challenge.StartsAt && d.OccurredAt < challenge.EndsAt).ToDictionary(d => d.Id);
            if (challenge.Goal is ChallengeGoal.Activities)
                return [.. inTime.Values.Where(d => d.WithdrawnAt is null && d.Kind is DeedKind.ActivityCompleted).GroupBy(d => (d.PersonId, d.Subject)).Select(g => g.OrderBy(d => d.OccurredAt).ThenBy(d => d.OccurrenceKey, StringComparer.Ordinal).First())
                    .GroupBy(d => (d.PersonId, d.TeamId)).Select(g => (g.Key.PersonId, g.Key.TeamId!.Value, (long)g.Count()))];
            return [.. ledger.Where(e => inTime.TryGetValue(e.DeedId, out var deed) && (challenge.Terms.Kinds.Count == 0 || challenge.Terms.Kinds.Contains(deed.SubjectKind)))
                .GroupBy(e => (e.PersonId, e.TeamId)).Select(g => (g.Key.PersonId, g.Key.TeamId!.Value, g.Sum(e => (long)e.Points))).Where(s => s.Item3 > 0)];
        }
    }

    private static string NameOf(int index) => $"Person {(char)('A' + index)}";

    /// <summary>People who take part, with points in steps of fifty, each reached later than the one's before.</summary>
    private static async Task<List<Actor>> PeopleAsync(World world, Challenge challenge, params int[] points)
    {
        var people = new List<Actor>();
        var events = new List<Sdk.Events.IEvent>();
        foreach (var (total, index) in points.Select((p, i) => (p, i)))
        {
            people.Add(await world.LearnerAsync(NameOf(index)));
            for (var i = 0; i < total / 50; i++) events.Add(World.Completed(people[^1], challenge.StartsAt.AddMinutes(index)));
        }

        await world.JoinAsync(challenge, [.. people]);
        await world.HappenAsync([.. events]);
        return people;
    }
}
