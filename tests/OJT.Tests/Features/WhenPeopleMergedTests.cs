using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Tests.Features;

public sealed class WhenPeopleMergedTests(OjtHosts hosts) : IClassFixture<OjtHosts>
{
    [Theory, EveryDatabase]
    public async Task O4_Both_trainings_stay_and_nobody_becomes_their_own_mentor(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var begun = await world.BegunAsync();
        var twin = await world.Host.CreatePersonAsync("Lena L. Learner", world.Manager);
        var second = (await world.StartAsync(world.Manager, trainee: twin)).Value;

        await world.Host.PublishAsync(new PeopleMerged(twin.PersonId, world.Trainee.PersonId), new PeopleMerged(world.Mentor.PersonId, world.Trainee.PersonId));
        await world.Host.DeliverEventsAsync();

        var all = await world.Host.UseAsync<OjtDb, List<Training>>(db => db.Trainings.Where(t => t.TraineeId == world.Trainee.PersonId).OrderBy(t => t.Occurrence).ToListAsync());
        all.Select(t => t.Id).ShouldBe([begun.Id, second]);
        all.ShouldAllBe(t => t.MentorId == null && t.State == TrainingState.Requested, "they wait for another mentor");
    }
}
