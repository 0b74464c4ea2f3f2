using System.Net;
using CompetencyModular.GapClosure.Features.AcceptPlan;
using CompetencyModular.GapClosure.Features.FollowPlan;
using CompetencyModular.GapClosure.Features.PutPlanAside;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Features.ConfirmCompletion;
using CompetencyModular.Paths.Features.EnrolInCourse;
using CompetencyModular.Paths.Features.LeaveCourse;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.GapClosure.Tests.Features;

/// <summary>A plan is accepted, followed and put aside.</summary>
public sealed class AcceptPlanTests(PlanHosts hosts) : IClassFixture<PlanHosts>
{
    [Theory, EveryDatabase]
    public async Task Accepting_on_the_page_asks_for_each_step_once_and_the_plan_is_followed(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, skill) = (await world.LearnerAsync(), await world.SkillAsync());
        await world.NeedAsync(learner, (skill, 2));
        var (one, two) = (await world.CourseAsync(60, 0, (skill, 1)), await world.CourseAsync(60, 0, (skill, 2)));
        await world.AfterAsync(two, skill, 1);
        var client = await world.Host.SignInAsync(learner);

        (await client.SubmitAsync("gap-closure/plan", ("_handler", "accept"), ("Accept.Steps", ""))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await world.PlansAsync(learner)).ShouldBeEmpty();
        (await AcceptOnPageAsync(client, "gap-closure/plan")).StatusCode.ShouldBe(HttpStatusCode.Found);
        await world.Host.DeliverEventsAsync();

        var plan = (await world.PlansAsync(learner)).ShouldHaveSingleItem();
        plan.Steps.Select(s => (s.Place, s.Activity, s.Title)).ShouldBe([(1, CourseRef.Of(one.Id), one.Title), (2, CourseRef.Of(two.Id), two.Title)]);
        (await world.Host.EventsAsync<ActivityRequested>()).Where(e => e.PersonId == learner.PersonId).Select(e => (e.Activity, e.Reason))
            .ShouldBe([(CourseRef.Of(one.Id), "gap-plan"), (CourseRef.Of(two.Id), "gap-plan")]);
        (await world.EnrolmentsAsync(learner)).Select(e => e.CourseId).ShouldBe([one.Id, two.Id], ignoreOrder: true);
        (await client.GetPageAsync("gap-closure/plan")).Body!.TextContent.ShouldContain("Steps completed: 0 of 2");
        (await client.GetPageAsync("")).Body!.TextContent.ShouldContain($"Next: {one.Title}");
    }

    [Theory, EveryDatabase]
    public async Task A_plan_within_a_budget_is_accepted_as_it_was_shown(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, skill) = (await world.LearnerAsync(), await world.SkillAsync());
        await world.NeedAsync(learner, (skill, 1));
        await world.CourseAsync(10, 100, (skill, 1));
        var free = await world.CourseAsync(1000, 0, (skill, 1));
        var client = await world.Host.SignInAsync(learner);

        (await AcceptOnPageAsync(client, "gap-closure/plan?budget=50")).StatusCode.ShouldBe(HttpStatusCode.Found);

        (await world.PlansAsync(learner)).Single().Steps.Single().Activity.ShouldBe(CourseRef.Of(free.Id));
    }

    [Theory, EveryDatabase]
    public async Task A_better_plan_that_comes_up_meanwhile_changes_nothing_about_the_one_that_was_shown(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, skill) = (await world.LearnerAsync(), await world.SkillAsync());
        await world.NeedAsync(learner, (skill, 1));
        var shown = await world.CourseAsync(100, 0, (skill, 1));
        await world.CourseAsync(10, 0, (skill, 1));

        (await world.Host.SendAsync(new AcceptPlan.Command(null, PlanWorld.Steps(shown)), learner)).IsSuccess.ShouldBeTrue();

        (await world.PlansAsync(learner)).Single().Steps.Single().Title.ShouldBe(shown.Title);
    }

    [Theory, EveryDatabase]
    public async Task A_plan_that_cannot_be_done_as_shown_is_not_accepted_and_nothing_is_asked_for(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, skill) = (await world.LearnerAsync(), await world.SkillAsync());
        await world.NeedAsync(learner, (skill, 2));
        var (first, next, retired, hidden) = (await world.CourseAsync(60, 0, (skill, 1)), await world.CourseAsync(60, 0, (skill, 2)), await world.CourseAsync(10, 0, (skill, 2)), await world.HiddenCourseAsync((skill, 2)));
        await world.AfterAsync(next, skill, 1);
        await world.RetireAsync(retired);

        foreach (var steps in new[] { PlanWorld.Steps(next), PlanWorld.Steps(next, first), PlanWorld.Steps(retired), PlanWorld.Steps(hidden), PlanWorld.Steps(first, first), [new ActivityRef("Other", "course", first.Id)] })
        {
            var error = (await world.Host.SendAsync(new AcceptPlan.Command(null, steps), learner)).Error!;
            (error.Kind, error.Code).ShouldBe((ErrorKind.Conflict, "gap-closure.plan-changed"));
            error.Message.ShouldNotBeEmpty();
        }

        (await world.Host.SendAsync(new AcceptPlan.Command(null, []), learner)).Error!.Fields!.Keys.ShouldBe(["Steps"]);
        (await world.PlansAsync(learner)).ShouldBeEmpty();
        (await world.Host.EventsAsync<ActivityRequested>()).ShouldNotContain(e => e.PersonId == learner.PersonId);
        (await world.Host.SendAsync(new AcceptPlan.Command(null, PlanWorld.Steps(first, next)), learner)).IsSuccess.ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task A_step_that_is_completed_and_counts_is_no_step_any_more(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, skill) = (await world.LearnerAsync(), await world.SkillAsync());
        await world.NeedAsync(learner, (skill, 2));
        var course = await world.CourseAsync(60, 0, (skill, 1));
        await CompleteAsync(world, learner, course);

        (await world.Host.SendAsync(new AcceptPlan.Command(null, PlanWorld.Steps(course)), learner)).Error!.Code.ShouldBe("gap-closure.plan-changed");
    }

    [Theory, EveryDatabase]
    public async Task A_new_plan_takes_the_place_of_the_earlier_one_for_the_same_goal_alone(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, skill) = (await world.LearnerAsync(), await world.SkillAsync());
        await world.NeedAsync(learner, (skill, 1));
        var (goal, course, other) = (await world.ProfileAsync((skill, 2)), await world.CourseAsync(60, 0, (skill, 2)), await world.CourseAsync(60, 0, (skill, 1)));
        await world.Host.SendAsync(new AcceptPlan.Command(goal.Id, PlanWorld.Steps(course)), learner);
        await world.Host.SendAsync(new AcceptPlan.Command(null, PlanWorld.Steps(course)), learner);
        world.Host.Clock.Advance(TimeSpan.FromMinutes(1));

        await world.Host.SendAsync(new AcceptPlan.Command(null, PlanWorld.Steps(other)), learner);

        (await world.PlansAsync(learner)).Count.ShouldBe(3);
        (await world.Host.SendAsync(new FollowPlan.Query(), learner)).Value.Select(p => (p.Goal, p.Steps.Single().Title)).ShouldBe([("", other.Title), (goal.Name, course.Title)]);
        (await world.Host.SendAsync(new AcceptPlan.Command(Guid.NewGuid(), PlanWorld.Steps(course)), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task Only_who_learns_accepts_and_follows(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var manager = await world.Host.CreatePersonAsync("Mara Manager", RoleNames.Manager);
        var (skill, learner) = (await world.SkillAsync(), await world.LearnerAsync(manager));
        var course = await world.CourseAsync(60, 0, (skill, 1));

        (await world.Host.SendAsync(new AcceptPlan.Command(null, PlanWorld.Steps(course)), manager)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new FollowPlan.Query(), manager)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new PutPlanAside.Command(Guid.NewGuid()), manager)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        await world.Host.SendAsync(new AcceptPlan.Command(null, PlanWorld.Steps(course)), learner);
        (await world.Host.SendAsync(new FollowPlan.Query(), await world.LearnerAsync())).Value.ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task N3_A_followed_plan_is_as_far_as_its_activities_say_and_what_was_mastered_stays_when_the_course_is_gone(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, skill) = (await world.LearnerAsync(), await world.SkillAsync());
        await world.NeedAsync(learner, (skill, 3));
        var (done, gone, last) = (await world.CourseAsync(60, 0, (skill, 1)), await world.CourseAsync(60, 0, (skill, 2)), await world.CourseAsync(60, 0, (skill, 3)));
        await world.Host.SendAsync(new AcceptPlan.Command(null, PlanWorld.Steps(done, gone, last)), learner);
        await CompleteAsync(world, learner, done);
        await world.Host.SendAsync(new LeaveCourse.Command(gone.Id), learner);
        await world.RetireAsync(done);
        await world.RetireAsync(gone);

        var plan = (await world.Host.SendAsync(new FollowPlan.Query(), learner)).Value.ShouldHaveSingleItem();

        plan.Steps.Select(s => (s.Progress, HasPage: s.Url is not null)).ShouldBe([(OfferProgress.Completed, true), (OfferProgress.NotStarted, false), (OfferProgress.Started, true)]);
        (plan.Done, plan.Next!.Title).ShouldBe((1, last.Title));
        var text = (await (await world.Host.SignInAsync(learner)).GetPageAsync("gap-closure/plan")).Body!.TextContent;
        text.ShouldContain("Steps completed: 1 of 3");
        text.ShouldContain("No longer on offer");
    }

    [Theory, EveryDatabase]
    public async Task A_plan_is_put_aside_by_whoever_follows_it_alone_and_the_courses_stay(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, skill) = (await world.LearnerAsync(), await world.SkillAsync());
        await world.NeedAsync(learner, (skill, 1));
        var course = await world.CourseAsync(60, 0, (skill, 1));
        var plan = (await world.Host.SendAsync(new AcceptPlan.Command(null, PlanWorld.Steps(course)), learner)).Value;
        await world.Host.DeliverEventsAsync();
        var client = await world.Host.SignInAsync(learner);

        (await world.Host.SendAsync(new PutPlanAside.Command(plan), await world.LearnerAsync())).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new FollowPlan.Query(), learner)).Value.Count.ShouldBe(1);
        (await client.SubmitAsync("gap-closure/plan", ("_handler", $"aside-{plan:N}"))).StatusCode.ShouldBe(HttpStatusCode.Found);

        (await world.Host.SendAsync(new FollowPlan.Query(), learner)).Value.ShouldBeEmpty();
        (await world.EnrolmentsAsync(learner)).ShouldHaveSingleItem();
        (await world.Host.SendAsync(new PutPlanAside.Command(Guid.NewGuid()), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    private static async Task CompleteAsync(PlanWorld world, Actor learner, Course course)
    {
        await world.Host.SendAsync(new EnrolInCourse.Command(course.Id), learner);
        (await world.Host.SendAsync(new ConfirmCompletion.Command(course.Id), learner)).IsSuccess.ShouldBeTrue();
        await world.Host.DeliverEventsAsync();
    }

    /// <summary>Submits the form that holds the steps as the page shows them.</summary>
    private static async Task<HttpResponseMessage> AcceptOnPageAsync(HttpClient client, string path)
    {
        var steps = (await client.GetPageAsync(path)).QuerySelector("input[name='Accept.Steps']")!.GetAttribute("value")!;
        return await client.SubmitAsync(path, ("Accept.Steps", steps));
    }
}
