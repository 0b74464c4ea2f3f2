using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Features.FinishItem;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Paths.Tests.Features;

/// <summary>Courses as activities: what other modules see of them and ask for.</summary>
public sealed class OfferCoursesTests(PathsHosts hosts) : IClassFixture<PathsHosts>
{
    [Theory, EveryDatabase]
    public async Task What_a_plan_asks_for_is_enrolled_once_however_often_it_is_delivered(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, course) = (await world.LearnerAsync(), await world.CourseAsync());

        await RequestAsync(world, learner, CourseRef.Of(course.Id));
        var once = (await world.EnrolmentsAsync(learner)).ShouldHaveSingleItem();
        await RequestAsync(world, learner, CourseRef.Of(course.Id));
        var twice = (await world.EnrolmentsAsync(learner)).ShouldHaveSingleItem();

        (once.CourseId, once.State, once.Reason).ShouldBe((course.Id, EnrolmentState.Enrolled, "gap-plan"));
        (twice.Id, twice.Version).ShouldBe((once.Id, once.Version));
        (await (await world.Host.SignInAsync(learner)).GetPageAsync($"paths/courses/{course.Id}")).Body!.TextContent.ShouldContain("From your plan to close the gap");
    }

    [Theory, EveryDatabase]
    public async Task Who_is_enrolled_by_another_is_told_once_and_not_of_a_course_under_way(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, course, known) = (await world.LearnerAsync(), await world.CourseAsync(), await world.CourseAsync());
        await world.EnrolAsync(learner, known);

        await RequestAsync(world, learner, CourseRef.Of(course.Id), CourseRef.Of(known.Id));
        await RequestAsync(world, learner, CourseRef.Of(course.Id));

        (await world.Host.NoticesOfAsync(learner)).ShouldBe([$"You are enrolled in the course “{course.Title}”"]);
    }

    [Theory, EveryDatabase]
    public async Task What_is_under_way_goes_on_and_what_was_set_aside_is_taken_up(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, course, left) = (await world.LearnerAsync(), await world.CourseAsync(), await world.CourseAsync());
        await world.EnrolAsync(learner, course);
        await world.Host.SendAsync(new FinishItem.Command(course.Id, course.Items[0].Id), learner);
        await world.EnrolAsync(learner, left);
        await world.Host.SendAsync(new Paths.Features.LeaveCourse.LeaveCourse.Command(left.Id), learner);

        await RequestAsync(world, learner, CourseRef.Of(course.Id), CourseRef.Of(left.Id));

        var states = (await world.EnrolmentsAsync(learner)).ToDictionary(e => e.CourseId, e => e.State);
        states.ShouldBe(new Dictionary<Guid, EnrolmentState> { [course.Id] = EnrolmentState.InProgress, [left.Id] = EnrolmentState.Enrolled }, ignoreOrder: true);
    }

    [Theory, EveryDatabase]
    public async Task What_is_mastered_meanwhile_fulfils_the_wish_and_a_later_wish_begins_anew(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, course) = (await world.LearnerAsync(), await world.CourseAsync(items: 1));
        await world.EnrolAsync(learner, course);
        await world.Host.PublishAsync(new ActivityRequested(learner.PersonId, CourseRef.Of(course.Id), "gap-plan"));
        world.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.Host.SendAsync(new FinishItem.Command(course.Id, course.Items[0].Id), learner);

        await world.Host.DeliverEventsAsync();
        (await world.EnrolmentsAsync(learner)).ShouldHaveSingleItem().State.ShouldBe(EnrolmentState.Mastered);
        world.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await RequestAsync(world, learner, CourseRef.Of(course.Id));

        (await world.EnrolmentsAsync(learner)).Select(e => e.State).ShouldBe([EnrolmentState.Mastered, EnrolmentState.Enrolled]);
    }

    [Theory, EveryDatabase]
    public async Task What_is_not_on_offer_or_no_course_enrols_nobody_and_stops_nothing(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, retired, draft) = (await world.LearnerAsync(), await world.CourseAsync(), await world.DraftAsync());
        await world.RetireAsync(retired);

        await RequestAsync(world, learner, CourseRef.Of(retired.Id), CourseRef.Of(draft.Id), CourseRef.Of(Guid.NewGuid()), new ActivityRef("Other", "course", (await world.CourseAsync()).Id));

        (await world.EnrolmentsAsync(learner)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task P1_Offers_tell_what_is_hidden_from_what_is_not_there(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, open) = (await world.LearnerAsync(), await world.CourseAsync(Builders.Details(World.Code()) with { Minutes = 90, Money = 12.5m }));
        var hidden = await world.CourseAsync(Builders.Details(World.Code()) with { Units = new Words(["Elsewhere"]) });
        var (draft, retired) = (await world.DraftAsync(), await world.CourseAsync());
        await world.RetireAsync(retired);

        var offers = await OffersAsync(world, learner);

        var offer = offers[open.Id];
        (offer.Visibility, offer.Minutes, offer.Money, offer.Progress, offer.Link.Url).ShouldBe((OfferVisibility.Open, 90, 12.5m, OfferProgress.NotStarted, $"/paths/courses/{open.Id}"));
        offers[hidden.Id].Visibility.ShouldBe(OfferVisibility.Hidden);
        offers.Keys.ShouldNotContain(draft.Id);
        offers.Keys.ShouldNotContain(retired.Id);
    }

    [Theory, EveryDatabase]
    public async Task P2_Offers_carry_both_kinds_of_what_comes_first(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, first, course, skill) = (await world.LearnerAsync(), await world.CourseAsync(), await world.CourseAsync(), await world.SkillAsync());
        await world.ChangeAsync(course, c =>
        {
            c.Require(first.Id, Array.Empty<Guid>().ToLookup(g => g), world.Now);
            c.Require(new LevelOfSkill(skill.Id, 1, 2), world.Now);
        });

        (await OffersAsync(world, learner))[course.Id].Prerequisites.ShouldBe([Prerequisite.Completed(CourseRef.Of(first.Id)), Prerequisite.Held(skill.Id, 2)], ignoreOrder: true);
    }

    [Theory, EveryDatabase]
    public async Task N3_A_retired_course_stays_completed_for_those_who_mastered_it_and_open_for_those_under_way(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, mastered, underWay) = (await world.LearnerAsync(), await world.CourseAsync(), await world.CourseAsync());
        await world.EnrolAsync(learner, mastered, mastered: true);
        await world.EnrolAsync(learner, underWay);
        await world.RetireAsync(mastered);
        await world.RetireAsync(underWay);

        var offers = await OffersAsync(world, learner);

        (offers[mastered.Id].Visibility, offers[mastered.Id].Progress).ShouldBe((OfferVisibility.Hidden, OfferProgress.Completed));
        (offers[underWay.Id].Visibility, offers[underWay.Id].Progress).ShouldBe((OfferVisibility.Open, OfferProgress.Started));
    }

    [Theory, EveryDatabase]
    public async Task Courses_are_described_by_their_reference_and_others_activities_are_left_out(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var course = await world.CourseAsync();
        var mine = CourseRef.Of(course.Id);

        var found = await world.Host.UseAsync<IActivityCatalog, IReadOnlyDictionary<ActivityRef, ActivityLink>>(c =>
            c.DescribeAsync([mine, CourseRef.Of(Guid.NewGuid()), new ActivityRef("Other", "course", course.Id)], default));

        found.ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create(mine, new ActivityLink(course.Title, $"/paths/courses/{course.Id}", "course")));
    }

    private static async Task RequestAsync(World world, Actor person, params ActivityRef[] activities)
    {
        await world.Host.PublishAsync([.. activities.Select(a => new ActivityRequested(person.PersonId, a, "gap-plan"))]);
        await world.Host.DeliverEventsAsync();
    }

    private static async Task<Dictionary<Guid, ActivityOffer>> OffersAsync(World world, Actor person) =>
        (await world.Host.UseAsync<IActivityCatalog, IReadOnlyList<ActivityOffer>>(c => c.OffersForAsync(person.PersonId, default))).ToDictionary(o => o.Activity.Id);
}
