using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Tests.Features;

public sealed class WhenPeopleMergedTests(PathsHosts hosts) : IClassFixture<PathsHosts>
{
    [Theory, EveryDatabase]
    public async Task N3_What_either_mastered_stays_and_of_what_both_began_the_further_one_goes_on(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (stays, goes) = (await world.LearnerAsync(), await world.LearnerAsync());
        var (mastered, begun, only) = (await world.CourseAsync(), await world.CourseAsync(), await world.CourseAsync());
        await world.EnrolAsync(stays, mastered);
        await world.EnrolAsync(goes, mastered, mastered: true);
        await world.EnrolAsync(stays, begun);
        var further = await world.EnrolAsync(goes, begun);
        await world.Host.UseAsync<PathsDb, int>(db => db.Enrolments.Where(e => e.Id == further.Id).ExecuteUpdateAsync(e => e.SetProperty(x => x.State, EnrolmentState.InProgress)));
        await world.EnrolAsync(goes, only);

        await world.Host.PublishAsync(new PeopleMerged(goes.PersonId, stays.PersonId));
        await world.Host.DeliverEventsAsync();

        var now = await world.EnrolmentsAsync(stays);
        now.Select(e => (e.CourseId, e.State, e.Occurrence)).ShouldBe([(mastered.Id, EnrolmentState.Mastered, 1), (begun.Id, EnrolmentState.InProgress, 1), (only.Id, EnrolmentState.Enrolled, 1)], ignoreOrder: true);
        now.ShouldContain(e => e.Id == further.Id);
        (await world.EnrolmentsAsync(goes)).ShouldBeEmpty();
    }
}
