using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CompetencyModular.GapClosure.Domain.Planning;
using CompetencyModular.GapClosure.Features.PlanGap;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.GapClosure.Tests.Features;

public sealed class PlanGapTests(PlanHosts hosts) : IClassFixture<PlanHosts>
{
    [Theory, EveryDatabase]
    public async Task R4_1_One_click_returns_what_together_closes_the_gap_in_order_with_the_reason_for_each_step(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, welding, safety, open) = (await world.LearnerAsync(), await world.SkillAsync(), await world.SkillAsync("Safety"), await world.SkillAsync("Open"));
        await world.NeedAsync(learner, (welding, 2), (safety, 1), (open, 3));
        var (basics, advanced) = (await world.CourseAsync(60, 0, (welding, 1), (safety, 1)), await world.CourseAsync(90, 10, (welding, 2)));
        await world.AfterAsync(advanced, welding, 1);
        await world.CourseAsync(500, 0, (safety, 1));
        await world.CourseAsync(30, 0, (open, 1));

        var answer = await (await world.Host.SignInAsync(learner)).PostAsJsonAsync("api/v1/gap-closure/people/me/plan", new { });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var plan = await answer.Content.ReadFromJsonAsync<JsonElement>();
        plan.GetProperty("personId").GetGuid().ShouldBe(learner.PersonId);
        var steps = plan.GetProperty("steps").EnumerateArray().ToList();
        steps.Select(s => s.GetProperty("title").GetString()).ShouldBe([basics.Title, advanced.Title]);
        steps[0].GetProperty("enables")[0].GetString().ShouldBe(advanced.Title);
        var rise = steps[1].GetProperty("contributes")[0];
        (rise.GetProperty("fromLevel").GetString(), rise.GetProperty("toLevel").GetString()).ShouldBe(("Aware", "Able"));
        steps[1].GetProperty("closes")[0].GetString().ShouldBe(welding.Name);
        (plan.GetProperty("totals").GetProperty("minutes").GetInt64(), plan.GetProperty("totals").GetProperty("money").GetDecimal(), plan.GetProperty("totals").GetProperty("cost").GetDecimal())
            .ShouldBe((150, 10m, 160m));
        var uncovered = plan.GetProperty("uncovered").EnumerateArray().ShouldHaveSingleItem();
        (uncovered.GetProperty("skill").GetString(), uncovered.GetProperty("reason").GetString(), uncovered.GetProperty("highestOnOffer").GetString()).ShouldBe((open.Name, "NoActivity", "Aware"));
        plan.GetProperty("leftOut").EnumerateArray().Select(l => l.GetProperty("reason").GetString()).ShouldBe(["CoveredBy", "LevelTooLow"], ignoreOrder: true);
        plan.GetProperty("isProven").GetBoolean().ShouldBeTrue();
        plan.GetProperty("bound").GetDecimal().ShouldBe(160m);
    }

    [Theory, EveryDatabase]
    public async Task The_page_shows_the_steps_other_ways_what_stays_open_and_what_is_left_out(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, welding, safety, open) = (await world.LearnerAsync(), await world.SkillAsync(), await world.SkillAsync("Safety"), await world.SkillAsync("Open"));
        await world.NeedAsync(learner, (welding, 2), (safety, 1), (open, 3));
        var (one, two, both) = (await world.CourseAsync(60, 0, (welding, 2)), await world.CourseAsync(60, 0, (safety, 1)), await world.CourseAsync(60, 90, (welding, 2), (safety, 1)));
        var client = await world.Host.SignInAsync(learner);

        var page = await client.GetPageAsync("gap-closure/plan");
        var fastest = await client.GetPageAsync("gap-closure/plan?way=Fastest");

        page.QuerySelectorAll("main .steps-list .step-title").Select(a => a.TextContent).ShouldBe([one.Title, two.Title], ignoreOrder: true);
        var text = page.Body!.TextContent;
        text.ShouldContain("None → Able");
        text.ShouldContain("There is no plan that closes as much with less effort");
        text.ShouldContain("Finished earliest");
        text.ShouldNotContain("With the fewest steps", customMessage: "It is the same course.");
        text.ShouldContain("Nothing on offer leads there");
        text.ShouldContain($"Covered by");
        fastest.QuerySelectorAll("main .steps-list .step-title").Select(a => a.TextContent).ShouldBe([both.Title]);
        fastest.Body!.TextContent.ShouldContain("With the least effort");
    }

    [Theory, EveryDatabase]
    public async Task R4_2_The_way_to_a_future_role_is_planned_likewise(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, skill) = (await world.LearnerAsync(), await world.SkillAsync());
        var course = await world.CourseAsync(60, 0, (skill, 2));
        var goal = await world.ProfileAsync((skill, 2));
        await world.AspireAsync(learner, goal);

        var current = await world.PlanAsync(learner);
        var future = await world.PlanAsync(learner, new PlanGap.Options(goal.Id));

        (current.Requirements, current.Gaps, current.Steps.Count).ShouldBe((0, 0, 0));
        (future.Goal, future.Steps.Single().Title).ShouldBe((goal.Name, course.Title));
        (await world.Host.SendAsync(new PlanGap.Query(PersonRef.Me, new PlanGap.Options(Guid.NewGuid())), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        var client = await world.Host.SignInAsync(learner);
        (await client.GetPageAsync("gap-closure/plan")).Body!.TextContent.ShouldContain("No requirements yet");
        (await client.GetPageAsync($"gap-closure/plan?profile={goal.Id}")).Body!.TextContent.ShouldContain($"What leads you to {goal.Name}");
        var limited = await client.GetPageAsync($"gap-closure/plan?profile={goal.Id}&budget=1000");
        limited.QuerySelector("form.filters a")!.GetAttribute("href")!.ShouldEndWith($"/gap-closure/plan?profile={goal.Id}", customMessage: "Whom it is for is no filter.");
        (await client.GetAsync($"gap-closure/plan?profile={Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task Who_holds_all_that_is_needed_gets_no_plan_but_an_encouraging_word(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, skill) = (await world.LearnerAsync(), await world.SkillAsync());
        await world.NeedAsync(learner, (skill, 2));
        await world.HoldAsync(learner, skill, 3);
        await world.CourseAsync(60, 0, (skill, 3));

        var plan = await world.PlanAsync(learner);

        (plan.Requirements, plan.Gaps, plan.Steps.Count, plan.Uncovered.Count, plan.Bound).ShouldBe((1, 0, 0, 0, 0m));
        (await (await world.Host.SignInAsync(learner)).GetPageAsync("gap-closure/plan")).Body!.TextContent.ShouldContain("Nothing to close");
    }

    [Theory, EveryDatabase]
    public async Task P1_What_is_hidden_over_budget_or_past_the_deadline_says_so(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, hidden, dear, slow) = (await world.LearnerAsync(), await world.SkillAsync("Hidden"), await world.SkillAsync("Dear"), await world.SkillAsync("Slow"));
        await world.NeedAsync(learner, (hidden, 1), (dear, 1), (slow, 1));
        await world.HiddenCourseAsync((hidden, 1));
        await world.CourseAsync(10, 500, (dear, 1));
        await world.CourseAsync(60_000, 0, (slow, 1));
        var (day, client) = (DateOnly.FromDateTime(world.Now.UtcDateTime).AddDays(30), await world.Host.SignInAsync(learner));

        var plan = await world.PlanAsync(learner, new PlanGap.Options(null, day, 499));
        var page = await client.GetPageAsync($"gap-closure/plan?by={day:yyyy-MM-dd}&budget=499");

        plan.Steps.ShouldBeEmpty();
        plan.Uncovered.ToDictionary(u => u.Skill, u => u.Reason).ShouldBe(
            new Dictionary<string, UncoveredReason> { [hidden.Name] = UncoveredReason.NoneVisible, [dear.Name] = UncoveredReason.OverBudget, [slow.Name] = UncoveredReason.PastDeadline }, ignoreOrder: true);
        page.QuerySelector("input[name=budget]")!.GetAttribute("value").ShouldBe("499");
        foreach (var reason in new[] { "not open to you", "over the budget", "before the deadline" }) page.Body!.TextContent.ShouldContain(reason);
    }

    [Theory, EveryDatabase]
    public async Task A_plan_is_seen_by_the_person_the_line_and_who_sees_everybody_and_by_nobody_else(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var head = await world.Host.CreatePersonAsync("Hanna Head", RoleNames.Manager);
        var manager = await world.Host.CreatePersonAsync("Mara Manager", head, RoleNames.Manager);
        var (learner, other, skill) = (await world.LearnerAsync(manager), await world.Host.CreatePersonAsync("Otto Other", RoleNames.Manager), await world.SkillAsync());
        await world.NeedAsync(learner, (skill, 1));
        var course = await world.CourseAsync(60, 0, (skill, 1));
        var query = new PlanGap.Query(new PersonRef(learner.PersonId));
        var hr = await world.Host.CreatePersonAsync("Hedwig Human", RoleNames.HR);
        var auditor = await world.Host.CreatePersonAsync("Aud Itor", RoleNames.Auditor);

        foreach (var actor in new[] { learner, manager, head, hr, auditor })
            (await world.Host.SendAsync(query, actor)).Value.Steps.Single().Title.ShouldBe(course.Title);
        (await world.Host.SendAsync(query, other)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(query, await world.LearnerAsync())).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new PlanGap.Query(new PersonRef(Guid.NewGuid())), manager)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(query, Actor.With(RoleNames.Guest))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(query, Actor.Nobody)).Error!.Kind.ShouldBe(ErrorKind.Unauthenticated);
        var page = await (await world.Host.SignInAsync(manager)).GetPageAsync($"gap-closure/people/{learner.PersonId}/plan");
        page.QuerySelector("h1")!.TextContent.ShouldBe("The plan for Lena Learner");
        page.QuerySelector("main form[method=post]").ShouldBeNull();
        (await (await world.Host.SignInAsync(other)).GetAsync($"gap-closure/people/{learner.PersonId}/plan")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [EveryDatabase("me", "{\"budget\":-1}", 400)]
    [EveryDatabase("me", "{\"budget\":99999999999999999999}", 400)]
    [EveryDatabase("me", "{\"deadline\":\"9999-12-31\"}", 400)]
    [EveryDatabase("me", "{\"deadline\":\"0001-01-01\"}", 400)]
    [EveryDatabase("me", "{\"deadline\":\"tomorrow\"}", 400)]
    [EveryDatabase("me", "{\"profileId\":\"nonsense\"}", 400)]
    [EveryDatabase("me", "{\"profileId\":\"00000000-0000-7000-8000-0000000000aa\"}", 404)]
    [EveryDatabase("00000000-0000-7000-8000-0000000000aa", "{}", 404)]
    [EveryDatabase("me", "{\"deadline\":\"2026-03-01\",\"budget\":0}", 200)]
    [EveryDatabase("ME", "{}", 200)]
    public async Task Over_REST_what_cannot_be_planned_for_is_refused_and_nothing_breaks(Database database, string person, string body, int status)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, skill) = (await world.LearnerAsync(), await world.SkillAsync());
        await world.NeedAsync(learner, (skill, 1));
        await world.CourseAsync(60, 0, (skill, 1));

        var answer = await (await world.Host.SignInAsync(learner)).PostAsync($"api/v1/gap-closure/people/{person}/plan", new StringContent(body, null, "application/json"));

        ((int)answer.StatusCode).ShouldBe(status, await answer.Content.ReadAsStringAsync());
    }

    [Theory, EveryDatabase]
    public async Task What_nobody_means_in_the_address_of_the_page_is_left_out(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, skill) = (await world.LearnerAsync(), await world.SkillAsync());
        await world.NeedAsync(learner, (skill, 1));
        var course = await world.CourseAsync(60, 5, (skill, 1));

        var page = await (await world.Host.SignInAsync(learner)).GetPageAsync("gap-closure/plan?profile=nonsense&by=soon&budget=-3&way=Scenic");

        page.QuerySelector("main .steps-list .step-title")!.TextContent.ShouldBe(course.Title);
    }
}
