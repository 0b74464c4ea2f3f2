using CompetencyModular.Gamification.Domain;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Contracts;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Tests.Features;

public sealed class WithdrawTests
{
    [Theory, EveryDatabase]
    public async Task X1_A_completion_that_is_taken_back_takes_its_points_back_once_by_a_negative_row(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        var completed = World.Completed(learner, world.Now.AddDays(-1));
        await world.HappenAsync(completed, World.Completed(learner, world.Now));
        var revoked = new ActivityRevoked(learner.PersonId, completed.Activity, completed.OccurrenceKey, "The task was opened again", null, world.Now);

        await world.HappenAsync(revoked);
        await world.HappenAsync(revoked, completed);

        (await world.LedgerAsync(learner)).Select(e => e.Points).Order().ShouldBe([-50, 50, 50]);
        (await world.ReadAsync(db => db.Standings.SingleAsync())).Total.ShouldBe(50);
        (await (await world.Host.SignInAsync(learner)).GetPageAsync("recognition/me")).Body!.TextContent.ShouldContain("Corrected: The task was opened again");
    }

    [Theory, EveryDatabase]
    public async Task X1_Taken_back_before_it_was_heard_of_it_earns_nothing(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        var completed = World.Completed(learner, world.Now);

        await world.HappenAsync(new ActivityRevoked(learner.PersonId, completed.Activity, completed.OccurrenceKey, "Mistaken", null, world.Now));
        await world.HappenAsync(completed);

        (await world.LedgerAsync(learner)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task X1_Evidence_that_is_withdrawn_takes_the_levels_points_back_and_the_level_can_earn_again(Database database)
    {
        await using var world = await World.OnAsync(database);
        var (learner, skill) = (await world.LearnerAsync(), Guid.CreateVersion7());
        var awarded = World.Awarded(learner, skill, 2, world.Now);

        await world.HappenAsync(awarded);
        await world.HappenAsync(new SkillWithdrawn(learner.PersonId, skill, awarded.EvidenceId, new string('x', 1000), world.Now));
        (await world.LedgerAsync(learner)).Sum(e => e.Points).ShouldBe(0);
        await world.HappenAsync(World.Awarded(learner, skill, 2, world.Now));

        (await world.LedgerAsync(learner)).Sum(e => e.Points).ShouldBe(30);
    }

    [Theory, EveryDatabase]
    public async Task A_level_of_none_is_no_deed(Database database)
    {
        await using var world = await World.OnAsync(database);
        var learner = await world.LearnerAsync();
        await world.HappenAsync(World.Awarded(learner, Guid.CreateVersion7(), 0, world.Now));
        (await world.ReadAsync(db => db.Deeds.CountAsync(d => d.PersonId == learner.PersonId))).ShouldBe(0);
    }
}
