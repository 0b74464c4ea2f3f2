using System.Net;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Features.TakeCheck;
using CompetencyModular.Paths.Features.ViewTry;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Paths.Tests.Features;

/// <summary>The mastery check: unlimited tries, mastered or not yet.</summary>
public sealed class TakeCheckTests(PathsHosts hosts) : IClassFixture<PathsHosts>
{
    [Theory, EveryDatabase]
    public async Task N1_Below_the_threshold_is_not_yet_mastered_with_a_next_step_and_no_word_of_failing(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, course) = (await world.LearnerAsync(), await world.CheckAsync(questions: 4, threshold: 75, items: 1));
        await world.EnrolAsync(learner, course);
        var client = await world.Host.SignInAsync(learner);
        var page = $"paths/courses/{course.Id}";

        var answer = await client.SubmitAsync($"{page}/check", Fields(course, right: 2));
        var shown = await client.GetPageAsync(answer.Headers.Location!.ToString());

        shown.QuerySelector("h1")!.TextContent.ShouldContain("Not yet mastered");
        shown.QuerySelector($"a[href='{page}/items/{course.Items[0].Id}']").ShouldNotBeNull();
        shown.QuerySelector($"a[href='{page}/check']").ShouldNotBeNull();
        shown.Body!.TextContent.ShouldNotContain("Right is:");
        foreach (var text in new[] { shown, await client.GetPageAsync(page), await client.GetPageAsync("paths/mine") }.Select(p => p.Body!.TextContent))
            text.ShouldNotContain("fail", Case.Insensitive);
        (await world.EnrolmentsAsync(learner)).Single().State.ShouldBe(EnrolmentState.InProgress);
        (await world.CompletionsAsync(course)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task N2_After_any_number_of_not_yets_the_check_is_mastered_and_told_once(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, course) = (await world.LearnerAsync(), await world.CheckAsync(questions: 4, threshold: 75));
        await world.EnrolAsync(learner, course);

        for (var i = 0; i < 12; i++) await TryAsync(world, learner, course, right: i % 3);
        var mastered = await TryAsync(world, learner, course, right: 3);
        var later = await TryAsync(world, learner, course, right: 0);

        (mastered.Number, mastered.Score, mastered.Outcome).ShouldBe((13, 75, TryOutcome.Mastered));
        (later.Number, later.Outcome).ShouldBe((14, TryOutcome.NotYet));
        (await world.EnrolmentsAsync(learner)).Single().State.ShouldBe(EnrolmentState.Mastered);
        (await world.CompletionsAsync(course)).ShouldHaveSingleItem();
        (await (await world.Host.SignInAsync(learner)).GetPageAsync($"paths/courses/{course.Id}")).QuerySelectorAll($"a[href^='paths/courses/{course.Id}/tries/']").Length.ShouldBe(14);
    }

    [Theory, EveryDatabase]
    public async Task Questions_come_in_an_order_of_each_tries_own_that_stays_while_one_thinks(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, course) = (await world.LearnerAsync(), await world.CheckAsync(questions: 12));
        await world.EnrolAsync(learner, course);

        var first = await OrderAsync();
        var again = await OrderAsync();
        await TryAsync(world, learner, course, right: 0);
        var next = await OrderAsync();

        again.ShouldBe(first);
        next.ShouldBe(first, ignoreOrder: true);
        next.ShouldNotBe(first);

        async Task<IEnumerable<Guid>> OrderAsync() => (await world.Host.SendAsync(new TakeCheck.Query(course.Id), learner)).Value.Questions.Select(q => q.Id);
    }

    [Theory, EveryDatabase]
    public async Task The_check_says_neither_which_answers_are_right_nor_opens_without_an_enrolment(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, course, without) = (await world.LearnerAsync(), await world.CheckAsync(), await world.CourseAsync());
        var client = await world.Host.SignInAsync(learner);

        (await world.Host.SendAsync(new TakeCheck.Query(course.Id), learner)).Error!.Code.ShouldBe("paths.not-enrolled");
        (await world.Host.SendAsync(new TakeCheck.Command(course.Id, Builders.Answers(course, 4)), learner)).Error!.Code.ShouldBe("paths.not-enrolled");
        (await client.GetPageAsync($"paths/courses/{course.Id}/check")).Body!.TextContent.ShouldContain("Please enrol");
        await world.EnrolAsync(learner, course);
        await world.EnrolAsync(learner, without);

        var page = await client.GetPageAsync($"paths/courses/{course.Id}/check");

        page.QuerySelectorAll("input[type=radio]").Length.ShouldBe(12);
        page.QuerySelectorAll("input[checked]").ShouldBeEmpty();
        page.Body!.TextContent.ShouldNotContain("Because.");
        (await world.Host.SendAsync(new TakeCheck.Command(without.Id, Builders.Answers(course, 4)), learner)).Error!.Code.ShouldBe("paths.no-check");
    }

    [Theory, EveryDatabase]
    public async Task Answers_to_other_questions_and_made_up_options_count_for_nothing(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, course, other) = (await world.LearnerAsync(), await world.CheckAsync(), await world.CheckAsync());
        await world.EnrolAsync(learner, course);
        var answers = new Dictionary<Guid, IReadOnlySet<Guid>>(Builders.Answers(other, 4)) { [course.Questions[0].Id] = new HashSet<Guid> { Guid.NewGuid() } };

        var made = await world.Host.SendAsync(new TakeCheck.Command(course.Id, answers), learner);

        (await world.Host.SendAsync(new ViewTry.Query(course.Id, made.Value.TryId), learner)).Value.Score.ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task A_try_is_shown_to_whoever_made_it_alone(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, other, course) = (await world.LearnerAsync(), await world.LearnerAsync(), await world.CheckAsync());
        await world.EnrolAsync(learner, course);
        await world.EnrolAsync(other, course);
        var made = (await world.Host.SendAsync(new TakeCheck.Command(course.Id, Builders.Answers(course, 4)), learner)).Value.TryId;

        (await world.Host.SendAsync(new ViewTry.Query(course.Id, made), other)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new ViewTry.Query(course.Id, made), await world.AuthorAsync())).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await (await world.Host.SignInAsync(other)).GetAsync($"paths/courses/{course.Id}/tries/{made}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await world.Host.SignInAsync(learner)).GetPageAsync($"paths/courses/{course.Id}/tries/{made}")).Body!.TextContent.ShouldContain("Well done");
    }

    private static async Task<ViewTry.Response> TryAsync(World world, Actor learner, Course course, int right)
    {
        var made = (await world.Host.SendAsync(new TakeCheck.Command(course.Id, Builders.Answers(course, right)), learner)).Value;
        return (await world.Host.SendAsync(new ViewTry.Query(course.Id, made.TryId), learner)).Value;
    }

    private static (string, string)[] Fields(Course course, int right) =>
        [.. Builders.Answers(course, right).Select(a => ($"q-{a.Key}", a.Value.Single().ToString()))];
}
