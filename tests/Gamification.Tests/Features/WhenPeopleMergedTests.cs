using CompetencyModular.Gamification.Domain;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Tests.Features;

public sealed class WhenPeopleMergedTests
{
    [Theory, EveryDatabase]
    public async Task X1_The_same_activity_counts_once_and_the_stricter_word_on_boards_holds(Database database)
    {
        await using var world = await World.OnAsync(database);
        await world.PlayAsync(BoardMode.OptOut);
        var (stays, goes) = (await world.LearnerAsync("Ada Lovelace"), await world.LearnerAsync("Ada K. Lovelace"));
        var (course, other) = (new ActivityRef("Paths", "course", Guid.CreateVersion7()), new ActivityRef("Paths", "course", Guid.CreateVersion7()));
        await world.HappenAsync(
            World.Completed(stays, world.Now.AddDays(-3), activity: course), World.Completed(goes, world.Now.AddDays(-2), activity: course, occurrence: "2"), World.Completed(goes, world.Now.AddDays(-1), activity: other),
            World.Completed(goes, world.Now.AddDays(-1), activity: course, occurrence: "1"));
        await world.ReadAsync(async db =>
        {
            (await db.Participants.SingleAsync(p => p.PersonId == goes.PersonId)).Decide(Choice.Out, "");
            return await db.SaveChangesAsync();
        });

        await world.HappenAsync(new PeopleMerged(goes.PersonId, stays.PersonId), new PeopleMerged(goes.PersonId, stays.PersonId));

        (await world.LedgerAsync(goes)).ShouldBeEmpty();
        (await world.LedgerAsync(stays)).Sum(e => e.Points).ShouldBe(100, "two courses of fifty points");
        var standing = (await world.ReadAsync(db => db.Standings.Where(s => s.PersonId == stays.PersonId || s.PersonId == goes.PersonId).ToListAsync())).ShouldHaveSingleItem();
        (standing.PersonId, standing.Total, standing.IsListed).ShouldBe((stays.PersonId, 100, false));
        (await world.ReadAsync(db => db.Participants.Select(p => p.PersonId).ToListAsync())).ShouldBe([stays.PersonId]);
    }
}
