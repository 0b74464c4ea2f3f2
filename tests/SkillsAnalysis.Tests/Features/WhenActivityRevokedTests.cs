using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class WhenActivityRevokedTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    [Theory, EveryDatabase]
    public async Task O3_A_completion_that_is_taken_back_withdraws_its_evidence_by_a_new_row_and_no_other(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, mentor, skill, thing) = (await world.PersonAsync(), await world.PersonAsync("Mona Mentor"), await world.SkillAsync("Jointing"), World.Thing());
        await world.SaveAsync(new AwardRule(thing, skill.Id, 1, 3, null, null, world.Now));
        await world.Host.PublishAsync(
            new ActivityCompleted(person.PersonId, thing, "1", "Thing", world.Now.AddDays(-20)),
            new ActivityCompleted(person.PersonId, thing, "2", "Thing", world.Now.AddDays(-2)));
        await world.Host.DeliverEventsAsync();

        var revoked = new ActivityRevoked(person.PersonId, thing, "2", "The joint leaks", mentor.PersonId, world.Now);
        await world.Host.PublishAsync(revoked, revoked);
        await world.Host.DeliverEventsAsync();

        var rows = await world.Host.UseAsync<SkillsDb, List<Evidence>>(db => db.Evidence.Where(e => e.PersonId == person.PersonId).ToListAsync());
        var withdrawal = rows.Where(e => e.Entry == EntryType.Withdrawal).ShouldHaveSingleItem();
        (withdrawal.RefersTo, withdrawal.IssuerId, withdrawal.Note).ShouldBe((rows.Single(e => e.OccurrenceKey == "2").Id, mentor.PersonId, "The joint leaks"));
        (await LevelAsync(world, person, skill.Id)).ShouldBe(3, "the first occurrence stands");

        await world.Host.PublishAsync(revoked with { OccurrenceKey = "1" });
        await world.Host.DeliverEventsAsync();

        (await LevelAsync(world, person, skill.Id)).ShouldBe(0);
        (await world.Host.UseAsync<SkillsDb, int>(db => db.CompletedActivities.CountAsync(c => c.Activity == thing))).ShouldBe(0, "no later rule awards what was taken back");
    }

    private static async Task<int> LevelAsync(World world, Actor person, Guid skillId) =>
        (await world.Host.UseAsync<IGapLookup, IReadOnlyDictionary<Guid, int>>(l => l.LevelsAsync(person.PersonId, default))).GetValueOrDefault(skillId);
}
