using System.Net;
using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Features.CheckBadge;
using CompetencyModular.Gamification.Features.MyBadges;
using CompetencyModular.Gamification.Features.ShareBadge;
using CompetencyModular.Gamification.Features.StopSharingBadge;
using CompetencyModular.Gamification.Features.ViewBadge;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Tests.Features;

public sealed class BadgeTests
{
    [Theory, EveryDatabase]
    public async Task R6_7_A_badge_is_given_when_its_criterion_is_met_once_and_dated_to_that_instant(Database database)
    {
        await using var world = await World.OnAsync(database);
        var (learner, badge) = (await world.LearnerAsync(), await BadgeAsync(world, 2));

        await world.HappenAsync(World.Completed(learner, world.Now.AddDays(-3)));
        var before = (await world.Host.SendAsync(new MyBadges.Query(), learner)).Value;
        await world.HappenAsync(World.Completed(learner, world.Now.AddDays(-2)), World.Completed(learner, world.Now.AddDays(-1)));
        var after = (await world.Host.SendAsync(new MyBadges.Query(), learner)).Value;

        before.Earned.ShouldBeEmpty();
        before.Next.ShouldHaveSingleItem().Done.ShouldBe(1);
        after.Earned.ShouldHaveSingleItem().AwardedAt.ShouldBe(world.Now.AddDays(-2));
        after.Next.ShouldBeEmpty();
        (await world.ReadAsync(db => db.BadgeAwards.CountAsync(a => a.BadgeId == badge.Id))).ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task Who_earns_a_badge_or_reaches_a_level_is_told_and_of_the_latest_level_alone(Database database)
    {
        await using var world = await World.OnAsync(database);
        var (learner, badge) = (await world.LearnerAsync(), await BadgeAsync(world, 2));

        await world.HappenAsync(World.Completed(learner, world.Now.AddDays(-3)));
        (await world.Host.NoticesOfAsync(learner)).ShouldBeEmpty();
        for (var i = 0; i < 6; i++) await world.HappenAsync(World.Completed(learner, world.Now.AddDays(-2)));

        (await world.Host.NoticesOfAsync(learner)).ShouldBe(["You have reached level 3", $"You have earned the badge “{badge.Name}”"], ignoreOrder: true);
    }

    [Theory, EveryDatabase]
    public async Task M1_While_badges_are_off_points_are_earned_and_badges_come_when_they_are_on_again(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        await BadgeAsync(world, 1);

        await world.Host.SetFeatureAsync("Gamification.Badges", false);
        await world.HappenAsync(World.Completed(learner, world.Now));
        (await world.LedgerAsync(learner)).ShouldHaveSingleItem();
        (await world.ReadAsync(db => db.BadgeAwards.CountAsync())).ShouldBe(0);
        (await world.Host.SendAsync(new MyBadges.Query(), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);

        await world.Host.SetFeatureAsync("Gamification.Badges", true);
        await world.Host.DeliverEventsAsync();
        (await world.ReadAsync(db => db.BadgeAwards.CountAsync())).ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task R6_3_A_shared_badge_can_be_checked_by_anybody_until_its_holder_stops_sharing_it(Database database)
    {
        await using var world = await World.OnAsync(database);
        var (learner, badge) = (await world.LearnerAsync("Ada Lovelace"), await BadgeAsync(world, 1));
        await world.HappenAsync(World.Completed(learner, world.Now));
        var client = await world.Host.SignInAsync(learner);
        using var anybody = world.Host.CreateClient();

        (await world.Host.SendAsync(new ViewBadge.Query(badge.Id), learner)).Value.ShareKey.ShouldBeNull();
        (await client.SubmitAsync($"recognition/badges/{badge.Id}", ("_handler", "share"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        var key = (await world.Host.SendAsync(new ViewBadge.Query(badge.Id), learner)).Value.ShareKey!;
        var page = await anybody.GetPageAsync($"recognition/check/{key}");
        page.Body!.TextContent.ShouldContain("Ada Lovelace");
        page.Body.TextContent.ShouldContain("First steps");

        (await world.Host.SendAsync(new StopSharingBadge.Command(badge.Id), learner)).IsSuccess.ShouldBeTrue();
        (await anybody.GetAsync($"recognition/check/{key}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await world.Host.SendAsync(new ShareBadge.Command(badge.Id), learner);
        (await world.Host.SendAsync(new ViewBadge.Query(badge.Id), learner)).Value.ShareKey.ShouldNotBe(key);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_shares_or_opens_a_badge_of_somebody_else_or_guesses_a_link(Database database)
    {
        await using var world = await World.OnAsync(database);
        var (holder, other, badge) = (await world.LearnerAsync(), await world.LearnerAsync("Otto Other"), await BadgeAsync(world, 1));
        await world.HappenAsync(World.Completed(holder, world.Now));

        (await world.Host.SendAsync(new ShareBadge.Command(badge.Id), other)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new StopSharingBadge.Command(badge.Id), other)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await (await world.Host.SignInAsync(other)).GetAsync($"recognition/badges/{badge.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var key in new[] { "", "x", new string('A', 22), new string('A', 500), "%00", holder.PersonId.ToString() })
            (await world.Host.SendAsync(new CheckBadge.Query(key), Actor.Nobody)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task M1_A_shared_link_leads_nowhere_while_badges_are_off(Database database)
    {
        await using var world = await World.OnAsync(database);
        var (learner, badge) = (await world.LearnerAsync(), await BadgeAsync(world, 1));
        await world.HappenAsync(World.Completed(learner, world.Now));
        await world.Host.SendAsync(new ShareBadge.Command(badge.Id), learner);
        var key = (await world.Host.SendAsync(new ViewBadge.Query(badge.Id), learner)).Value.ShareKey!;

        await world.Host.SetFeatureAsync("Gamification.Badges", false);

        using var anybody = world.Host.CreateClient();
        (await anybody.GetAsync($"recognition/check/{key}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<Badge> BadgeAsync(World world, int activities)
    {
        var badge = Badge.Of(Guid.CreateVersion7(), new BadgeTerms("First steps", "A good beginning.", "star", new Criterion(CriterionKind.Activities, activities, "", null), true), world.Now);
        await world.Host.SaveAsync<GamificationDb>(badge);
        return badge;
    }
}
