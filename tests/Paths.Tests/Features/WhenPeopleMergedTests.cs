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

    [Theory, EveryDatabase]
    public async Task What_was_done_under_either_record_counts_together_and_may_show_mastery(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (stays, goes) = (await world.LearnerAsync(), await world.LearnerAsync());
        var (whole, part) = (await world.CourseAsync(items: 3), await world.CourseAsync(items: 3));
        await DoAsync(world, stays, whole, 0, 1);
        await DoAsync(world, goes, whole, 1, 2);
        await DoAsync(world, stays, part, 0);
        await DoAsync(world, goes, part, 1);

        await world.Host.PublishAsync(new PeopleMerged(goes.PersonId, stays.PersonId));
        await world.Host.DeliverEventsAsync();

        var now = await world.AskAsync(db => db.Enrolments.AsNoTracking().Include(e => e.Progress).Where(e => e.PersonId == stays.PersonId).ToListAsync());
        now.Select(e => (e.CourseId, e.State, e.Progress.Count)).ShouldBe([(whole.Id, EnrolmentState.Mastered, 3), (part.Id, EnrolmentState.InProgress, 2)], ignoreOrder: true);
        (await world.CompletionsAsync(whole)).ShouldHaveSingleItem().PersonId.ShouldBe(stays.PersonId);
    }

    private static async Task DoAsync(World world, Actor person, Course course, params int[] items)
    {
        var enrolment = Enrolment.In(course, null, person.PersonId, Reasons.OwnChoice, person.PersonId, Builders.Now).Value;
        foreach (var item in items) enrolment.Finish(course.Items[item], course, Builders.Now).IsSuccess.ShouldBeTrue();
        await world.Host.SaveAsync<PathsDb>(enrolment);
    }
}
