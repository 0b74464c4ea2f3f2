using System.Net;
using CompetencyModular.GapClosure.Features.ListGoals;
using CompetencyModular.GapClosure.Features.SetPlanning;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.GapClosure.Tests.Features;

public sealed class SettingsAndGoalsTests(PlanHosts hosts) : IClassFixture<PlanHosts>
{
    [Theory, EveryDatabase]
    public async Task P3_What_an_hour_costs_decides_between_the_dear_and_the_long_course(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, skill, client) = (await world.LearnerAsync(), await world.SkillAsync(), await world.Host.SignInAsync(await world.Host.CreatePersonAsync("Hedwig Human", RoleNames.HR)));
        await world.NeedAsync(learner, (skill, 1));
        var (dear, length) = (await world.CourseAsync(60, 100, (skill, 1)), await world.CourseAsync(600, 0, (skill, 1)));

        (await client.SubmitAsync("gap-closure/settings", ("Planning.HourlyCost", "60"), ("Planning.HoursPerWeek", "4"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await world.PlanAsync(learner)).Steps.Single().Title.ShouldBe(dear.Title);
        (await client.SubmitAsync("gap-closure/settings", ("Planning.HourlyCost", "1"), ("Planning.HoursPerWeek", "10"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        var plan = await world.PlanAsync(learner);

        plan.Steps.Single().Title.ShouldBe(length.Title);
        // Ten hours at ten hours a week.
        plan.Totals.Finish.ShouldBe(world.Now.AddDays(7));
        (await client.GetPageAsync("gap-closure/settings")).QuerySelector("input[name='Planning.HoursPerWeek']")!.GetAttribute("value").ShouldBe("10");
    }

    [Theory]
    [EveryDatabase("-1", "2", "HourlyCost")]
    [EveryDatabase("10001", "2", "HourlyCost")]
    [EveryDatabase("60", "0", "HoursPerWeek")]
    [EveryDatabase("60", "61", "HoursPerWeek")]
    public async Task Settings_that_make_no_sense_are_refused_at_their_field(Database database, string cost, string hours, string field)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var command = new SetPlanning.Command(decimal.Parse(cost, null), decimal.Parse(hours, null));
        var hr = await world.Host.CreatePersonAsync("Hedwig Human", RoleNames.HR);

        (await world.Host.SendAsync(command, hr)).Error!.Fields!.Keys.ShouldBe([field]);
        var answer = await (await world.Host.SignInAsync(hr)).SubmitAsync("gap-closure/settings", ("Planning.HourlyCost", cost), ("Planning.HoursPerWeek", hours));
        (await answer.ReadPageAsync()).QuerySelectorAll($"[name='Planning.{field}'][aria-invalid=true]").ShouldHaveSingleItem();
    }

    [Theory, EveryDatabase]
    public async Task Who_may_not_configure_sees_and_changes_no_settings(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var learner = await world.LearnerAsync();

        (await world.Host.SendAsync(new SetPlanning.Query(), learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new SetPlanning.Command(1, 1), learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await (await world.Host.SignInAsync(learner)).GetAsync("gap-closure/settings")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, EveryDatabase]
    public async Task R4_2_Goals_are_the_roles_that_somebody_aspires_to_and_shown_to_who_may_see_the_person(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var manager = await world.Host.CreatePersonAsync("Mara Manager", RoleNames.Manager);
        var (learner, skill) = (await world.LearnerAsync(manager), await world.SkillAsync());
        var goal = await world.ProfileAsync((skill, 1));
        await world.ProfileAsync((skill, 2));
        await world.AspireAsync(learner, goal);

        (await world.Host.SendAsync(new ListGoals.Query(PersonRef.Me), learner)).Value.Goals.ShouldBe([new ListGoals.Goal(goal.Id, goal.Name)]);
        (await world.Host.SendAsync(new ListGoals.Query(new PersonRef(learner.PersonId)), manager)).Value.PersonName.ShouldBe("Lena Learner");
        (await world.Host.SendAsync(new ListGoals.Query(new PersonRef(learner.PersonId)), await world.LearnerAsync())).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new ListGoals.Query(PersonRef.Me), Actor.With(RoleNames.Guest))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await (await world.Host.SignInAsync(manager)).GetPageAsync($"gap-closure/people/{learner.PersonId}/plan")).QuerySelector($"a[href$='profile={goal.Id}']").ShouldNotBeNull();
    }
}
