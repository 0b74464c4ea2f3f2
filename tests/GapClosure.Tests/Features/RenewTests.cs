using System.Net;
using CompetencyModular.GapClosure.Features.AcceptPlan;
using CompetencyModular.GapClosure.Features.PlanGap;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Features.ConfirmCompletion;
using CompetencyModular.Paths.Features.EnrolInCourse;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;

namespace CompetencyModular.GapClosure.Tests.Features;

public sealed class RenewTests(PlanHosts hosts) : IClassFixture<PlanHosts>
{
    [Theory, EveryDatabase]
    public async Task P3_Renewals_are_planned_only_when_asked_for(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, welding, safety, lasting) = (await world.LearnerAsync(), await world.SkillAsync(), await world.SkillAsync("Safety"), await world.SkillAsync("Lasting"));
        await world.NeedAsync(learner, (welding, 2), (safety, 1), (lasting, 1));
        var (renewing, other) = (await world.CourseAsync(60, 0, (safety, 1)), await world.CourseAsync(60, 0, (welding, 2)));
        await world.CourseAsync(10, 0, (lasting, 1));
        await ShowAsync(world, learner, safety, 1, lapsesIn: 20);
        await ShowAsync(world, learner, lasting, 1, lapsesIn: 100);

        var plan = await world.PlanAsync(learner);
        var asked = await world.PlanAsync(learner, new PlanGap.Options(Renew: true));

        (plan.Gaps, plan.Expiring).ShouldBe((1, 1));
        plan.Steps.Select(s => s.Title).ShouldBe([other.Title]);
        (asked.Gaps, asked.Uncovered.Count).ShouldBe((2, 0));
        asked.Steps.Select(s => s.Title).ShouldBe([other.Title, renewing.Title], ignoreOrder: true);
        var step = asked.Steps.Single(s => s.Title == renewing.Title);
        step.Closes.ShouldBe([safety.Name]);
        step.Contributes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.From.ShouldBe(0), c => c.To.ShouldBe(1));
    }

    [Theory, EveryDatabase]
    public async Task P3_What_was_completed_is_taken_again_to_renew_its_award_and_accepting_enrols_anew(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, safety) = (await world.LearnerAsync(), await world.SkillAsync("Safety"));
        await world.NeedAsync(learner, (safety, 1));
        var setting = new SkillSetting(safety.Id);
        setting.Change(SkillPolicy.Highest, EvidenceKinds.Accepted, Validity.Months(1), null);
        await world.Host.SaveAsync<SkillsDb>(setting);
        var course = await world.CourseAsync(60, 0, (safety, 1));
        await CompleteAsync(world, learner, course);
        // What renews it builds on the level that still holds.
        await world.AfterAsync(course, safety, 1);
        var client = await world.Host.SignInAsync(learner);

        (await client.GetPageAsync("gap-closure/plan")).QuerySelector("a[href$='renew=true']").ShouldNotBeNull("Nothing is missing, and something lapses soon.");
        (await client.GetPageAsync("gap-closure/plan?renew=true")).QuerySelector(".step-title")!.TextContent.ShouldBe(course.Title);
        (await world.Host.SendAsync(new AcceptPlan.Command(null, PlanWorld.Steps(course)), learner)).Error!.Code.ShouldBe("gap-closure.plan-changed", "Without renewing there is nothing to take again.");
        // What was mastered after the wish would fulfil it.
        world.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var accepted = await client.SubmitAsync("gap-closure/plan?renew=true", ("Accept.Steps", CourseRef.Of(course.Id).ToString()));
        await world.Host.DeliverEventsAsync();

        accepted.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await world.EnrolmentsAsync(learner)).Count.ShouldBe(2);
    }

    private static async Task CompleteAsync(PlanWorld world, Actor learner, Course course)
    {
        await world.Host.SendAsync(new EnrolInCourse.Command(course.Id), learner);
        (await world.Host.SendAsync(new ConfirmCompletion.Command(course.Id), learner)).IsSuccess.ShouldBeTrue();
        await world.Host.DeliverEventsAsync();
    }

    private static Task ShowAsync(PlanWorld world, Actor person, Roles.Domain.Skill skill, int ordinal, int lapsesIn, ActivityRef? source = null)
    {
        var at = world.Now.AddDays(-200);
        return world.Host.SaveAsync<SkillsDb>(Evidence.Of(
            new Said(person.PersonId, skill.Id, 1, ordinal, EvidenceKind.Completion, at, at) { Source = source, StatedUntil = world.Now.AddDays(lapsesIn) }, Validity.Unlimited, TimeZoneInfo.Utc));
    }
}
