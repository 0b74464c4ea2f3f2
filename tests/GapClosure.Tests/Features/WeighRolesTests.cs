using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CompetencyModular.GapClosure.Features.PlanGap;
using CompetencyModular.GapClosure.Features.WeighRoles;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.GapClosure.Tests.Features;

public sealed class WeighRolesTests(PlanHosts hosts) : IClassFixture<PlanHosts>
{
    [Theory, EveryDatabase]
    public async Task R4_2_Each_profile_says_how_close_one_is_and_what_it_takes_as_its_plan_does_the_closest_first(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, welding, safety, open) = (await world.LearnerAsync(), await world.SkillAsync(), await world.SkillAsync("Safety"), await world.SkillAsync("Open"));
        await world.HoldAsync(learner, safety, 2);
        await world.CourseAsync(60, 0, (welding, 1));
        await world.CourseAsync(90, 10, (welding, 2));
        var (far, ready, near) = (await world.ProfileAsync((welding, 2), (open, 3)), await world.ProfileAsync((safety, 1)), await world.ProfileAsync((safety, 2), (welding, 1)));
        await world.NeedAsync(learner, (safety, 1));

        var all = await AllAsync(world, learner);
        var plan = await world.PlanAsync(learner, new PlanGap.Options(far.Id));

        var (first, second, third) = (all.Single(r => r.ProfileId == ready.Id), all.Single(r => r.ProfileId == near.Id), all.Single(r => r.ProfileId == far.Id));
        (first.Fulfilment, first.Met, first.Required, first.Steps, first.StayOpen, first.Finish).ShouldBe((100, 1, 1, 0, 0, null));
        (second.Fulfilment, second.Met, second.Required, second.Steps, second.Minutes, second.Money).ShouldBe((50, 1, 2, 1, 60, 0m));
        (third.Fulfilment, third.Steps, third.Minutes, third.Money, third.Finish, third.StayOpen, third.IsProven)
            .ShouldBe((0, plan.Steps.Count, plan.Totals.Minutes, plan.Totals.Money, plan.Totals.Finish, plan.Uncovered.Count, true));
        all.IndexOf(first).ShouldBeLessThan(all.IndexOf(second));
        all.IndexOf(second).ShouldBeLessThan(all.IndexOf(third));
        all.Count(r => r.IsHeld).ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task The_page_shows_the_profiles_found_and_leads_to_the_plan_for_each(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var (learner, welding) = (await world.LearnerAsync(), await world.SkillAsync());
        await world.CourseAsync(60, 0, (welding, 2));
        var goal = await world.ProfileAsync((welding, 2));
        var client = await world.Host.SignInAsync(learner);

        var page = await client.GetPageAsync($"gap-closure/what-if?q={Uri.EscapeDataString(goal.Name)}");
        var nothing = await client.GetPageAsync("gap-closure/what-if?q=no+such+profile");

        page.QuerySelector($"main a[href='gap-closure/plan?profile={goal.Id}']").ShouldNotBeNull();
        page.Body!.TextContent.ShouldContain("Activities: 1 · 1 h · free of charge");
        nothing.Body!.TextContent.ShouldContain("No job profile has this in its name");
        (await client.GetPageAsync("gap-closure/plan")).QuerySelector("main a[href='gap-closure/what-if']").ShouldNotBeNull();
    }

    [Theory, EveryDatabase]
    public async Task Only_who_sees_the_person_is_told_and_bad_questions_are_refused(Database database)
    {
        var world = await PlanWorld.OnAsync(await hosts.OnAsync(database));
        var manager = await world.Host.CreatePersonAsync("Mara Manager", RoleNames.Manager);
        var learner = await world.LearnerAsync(manager);
        var query = new WeighRoles.Query(new PersonRef(learner.PersonId));

        (await world.Host.SendAsync(query, manager)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(query, await world.LearnerAsync())).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(query, Actor.Nobody)).Error!.Kind.ShouldBe(ErrorKind.Unauthenticated);
        var client = await world.Host.SignInAsync(learner);
        foreach (var bad in new[] { "page=0", "page=99999", $"search={new string('x', 201)}" })
            (await client.GetAsync($"api/v1/gap-closure/people/me/what-if?{bad}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest, bad);
        (await client.GetFromJsonAsync<JsonElement>("api/v1/gap-closure/people/me/what-if")).GetProperty("personId").GetGuid().ShouldBe(learner.PersonId);
        (await client.GetAsync($"gap-closure/people/{manager.PersonId}/what-if")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<List<WeighRoles.Role>> AllAsync(PlanWorld world, Actor person)
    {
        var all = new List<WeighRoles.Role>();
        for (var page = 1; ; page++)
        {
            var found = (await world.Host.SendAsync(new WeighRoles.Query(PersonRef.Me, null, page), person)).Value.Roles;
            all.AddRange(found.Items);
            if (page * found.PageSize >= found.Total) return all;
        }
    }
}
