using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class WhenPeopleMergedTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    [Theory, EveryDatabase]
    public async Task E3_The_evidence_of_both_is_one_ledger_that_says_where_each_row_came_from(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (stays, goes, skill, thing) = (await world.PersonAsync(), await world.PersonAsync(), await world.SkillAsync("Jointing"), World.Thing());
        await world.SaveAsync(new AwardRule(thing, skill.Id, 1, 3, null, null, world.Now));
        await world.Host.PublishAsync(new ActivityCompleted(goes.PersonId, thing, "1", "Thing", world.Now.AddDays(-20)), new ActivityCompleted(stays.PersonId, thing, "1", "Thing", world.Now.AddDays(-5)));
        await world.Host.DeliverEventsAsync();
        var before = (await world.RowsAsync(goes)).ShouldHaveSingleItem();

        await world.Host.PublishAsync(new PeopleMerged(goes.PersonId, stays.PersonId), new PeopleMerged(goes.PersonId, stays.PersonId));
        await world.Host.DeliverEventsAsync();

        (await world.RowsAsync(goes)).ShouldBeEmpty();
        var rows = await world.RowsAsync(stays);
        rows.Count.ShouldBe(2);
        var moved = rows.Single(r => r.Id == before.Id);
        (moved.Ordinal, moved.OccurredAt, moved.RecordedAt, moved.ValidFrom, moved.OccurrenceKey).ShouldBe((before.Ordinal, before.OccurredAt, before.RecordedAt, before.ValidFrom, "1"));
        (await world.Host.UseAsync<SkillsDb, EvidenceMove>(db => db.EvidenceMoves.SingleAsync(m => m.EvidenceId == before.Id))).FromId.ShouldBe(goes.PersonId);
        (await world.LevelAsync(stays, skill)).ShouldBe(3);

        // What was awarded for the same occurrence in both is taken back in both.
        await world.Host.PublishAsync(new ActivityRevoked(stays.PersonId, thing, "1", "The joint leaks", null, world.Now));
        await world.Host.DeliverEventsAsync();
        (await world.LevelAsync(stays, skill)).ShouldBe(0);
    }
}
