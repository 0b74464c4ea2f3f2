using System.Net;
using AngleSharp.Html.Dom;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Features.DescribeCourse;
using CompetencyModular.Paths.Features.PublishCourse;
using CompetencyModular.Paths.Features.WriteQuestion;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Features.SetAward;

namespace CompetencyModular.GapClosure.Tests.Journeys;

/// <summary>The main job through Roles, SkillsAnalysis, Paths and GapClosure, page by page, events delivered in between.</summary>
public sealed class FromTheGapToTheAward(PlanHosts hosts) : IClassFixture<PlanHosts>
{
    [Theory, EveryDatabase]
    public async Task A_learner_sees_the_gap_accepts_the_plan_masters_its_courses_and_both_learner_and_manager_see_the_gap_close(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var author = await world.Host.CreatePersonAsync("Arno Author", RoleNames.Author);
        var manager = await world.Host.CreatePersonAsync("Mara Manager", RoleNames.Manager);
        var (learner, welding, safety) = (await world.LearnerAsync(manager), await world.SkillAsync(), await world.SkillAsync("Safety"));
        await world.NeedAsync(learner, (welding, 2), (safety, 1));
        var basics = await world.CourseAsync(60, 0, (safety, 1));
        var (courseId, rightAnswers, wrongAnswers) = await WriteCourseAsync(world, author, welding);
        var (mine, team) = (await world.Host.SignInAsync(learner), await world.Host.SignInAsync(manager));

        // The gap, for the learner and for the manager.
        Fulfilment(await mine.GetPageAsync("skills/me")).ShouldBe("0%");
        (await mine.GetPageAsync("skills/me")).QuerySelector("a[href='gap-closure/plan']").ShouldNotBeNull();
        (await HeldAsync(welding), await HeldAsync(safety)).ShouldBe(("0/2", "0/1"));

        // The plan, accepted: enrolled in its courses.
        var steps = (await mine.GetPageAsync("gap-closure/plan")).QuerySelector("input[name='Accept.Steps']")!.GetAttribute("value")!;
        (await mine.SubmitAsync("gap-closure/plan", ("Accept.Steps", steps))).StatusCode.ShouldBe(HttpStatusCode.Found);
        await world.Host.DeliverEventsAsync();
        (await mine.GetPageAsync("paths/mine")).QuerySelectorAll($"a[href='paths/courses/{courseId}'], a[href='paths/courses/{basics.Id}']").Length.ShouldBeGreaterThanOrEqualTo(2);
        (await mine.GetPageAsync("gap-closure/plan")).Body!.TextContent.ShouldContain("Steps completed: 0 of 2");

        // The first course: not yet, then mastered, awarded, a step further and the gap smaller.
        await mine.SubmitAsync($"paths/courses/{courseId}/check", wrongAnswers);
        await world.Host.DeliverEventsAsync();
        Fulfilment(await mine.GetPageAsync("skills/me")).ShouldBe("0%");
        await mine.SubmitAsync($"paths/courses/{courseId}/check", rightAnswers);
        await world.Host.DeliverEventsAsync();
        (await mine.GetPageAsync("gap-closure/plan")).Body!.TextContent.ShouldContain("Steps completed: 1 of 2");
        Fulfilment(await mine.GetPageAsync("skills/me")).ShouldBe("50%");
        (await HeldAsync(welding), await HeldAsync(safety)).ShouldBe(("2/2", "0/1"));
        (await mine.GetPageAsync($"skills/me/{welding.Id}")).Body!.TextContent.ShouldContain("Welding for the journey");

        // The second, and nothing is left to close.
        (await mine.SubmitAsync($"paths/courses/{basics.Id}", ("_handler", "confirm"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        await world.Host.DeliverEventsAsync();
        await world.Host.DeliverEventsAsync();
        Fulfilment(await mine.GetPageAsync("skills/me")).ShouldBe("100%");
        (await mine.GetPageAsync("gap-closure/plan")).Body!.TextContent.ShouldContain("Nothing to close");
        (await HeldAsync(welding), await HeldAsync(safety)).ShouldBe(("2/2", "1/1"));
        (await team.GetPageAsync("skills/team?view=list")).QuerySelector("tbody tr")!.TextContent.ShouldContain("100%");

        // Every fact was told once.
        (await world.Host.EventsAsync<ActivityRequested>()).Count(e => e.PersonId == learner.PersonId).ShouldBe(2);
        (await world.Host.EventsAsync<ActivityCompleted>()).Count(e => e.PersonId == learner.PersonId).ShouldBe(2);
        (await world.Host.EventsAsync<SkillAwarded>()).Where(e => e.PersonId == learner.PersonId).Select(e => (e.SkillId, e.Ordinal)).ShouldBe([(welding.Id, 2), (safety.Id, 1)]);

        async Task<string> HeldAsync(Skill skill) =>
            (await team.GetPageAsync("skills/team")).QuerySelector($"a[href='skills/people/{learner.PersonId}/{skill.Id}']")!.TextContent.Trim();
    }

    private static string Fulfilment(IHtmlDocument page) => page.QuerySelector(".stat-value")!.TextContent;

    /// <summary>An author writes a course with a check of two questions, publishes it and says what it awards.</summary>
    private static async Task<(Guid Id, (string, string)[] Right, (string, string)[] Wrong)> WriteCourseAsync(PlanWorld world, Actor author, Skill skill)
    {
        var id = (await world.Host.SendAsync(new DescribeCourse.Command
        {
            Code = $"J-{Guid.NewGuid():N}",
            Title = "Welding for the journey",
            Summary = "What it is about.",
            CompletedBy = CompletedBy.Check,
        }, author)).Value.Id;
        var (right, wrong) = (new List<(string, string)>(), new List<(string, string)>());
        foreach (var text in new[] { "Which one?", "And which here?" })
        {
            await world.Host.SendAsync(new WriteQuestion.Command { CourseId = id, Text = text, Options = [new() { Text = "This", IsRight = true }, new() { Text = "That" }] }, author);
        }

        var course = await world.Host.UseAsync<Paths.Persistence.PathsDb, IReadOnlyList<Question>>(async db => [.. await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(db.Questions.Where(q => q.CourseId == id))]);
        foreach (var question in course)
        {
            right.Add(($"q-{question.Id}", question.Options.Single(o => o.IsRight).Id.ToString()));
            wrong.Add(($"q-{question.Id}", question.Options.Single(o => !o.IsRight).Id.ToString()));
        }

        (await world.Host.SendAsync(new PublishCourse.Command(id), author)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(new SetAward.Command(CourseRef.Of(id), skill.Id, 2, null), author)).IsSuccess.ShouldBeTrue();
        return (id, [.. right], [.. wrong]);
    }
}
