using System.Net;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Features.ExplainLevel;
using CompetencyModular.SkillsAnalysis.Features.LiftSuspension;
using CompetencyModular.SkillsAnalysis.Features.SuspendSkill;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class SuspendSkillTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    [Theory, EveryDatabase]
    public async Task E4_A_suspension_makes_the_skill_invalid_for_an_interval_to_the_day_and_it_comes_back_by_itself(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, skill) = await TeamAsync(world);
        var (first, last) = (world.Today.AddDays(5), world.Today.AddDays(9));

        var answer = await (await world.Host.SignInAsync(manager)).SubmitAsync(
            $"skills/people/{report.PersonId}/{skill.Id}/suspend",
            ("Suspension.From", $"{first:yyyy-MM-dd}"), ("Suspension.Until", $"{last:yyyy-MM-dd}"), ("Suspension.Reason", "Eyesight to be checked"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await OnDayAsync(first.AddDays(-1))).ShouldBe((2, GapStatus.Expiring), "met, and unmet at some moment soon (G3)");
        (await OnDayAsync(first)).ShouldBe((0, GapStatus.Lapsed));
        (await OnDayAsync(last)).ShouldBe((0, GapStatus.Lapsed));
        (await OnDayAsync(last.AddDays(1))).ShouldBe((2, GapStatus.Met));
        var own = (await (await world.Host.SignInAsync(report)).GetPageAsync($"skills/me/{skill.Id}")).QuerySelector("#evidence")!.TextContent;
        own.ShouldContain("Eyesight to be checked");
        own.ShouldContain("by Mara Manager");

        async Task<(int, GapStatus?)> OnDayAsync(DateOnly day)
        {
            var why = (await world.Host.SendAsync(new ExplainLevel.Query(PersonRef.Me, skill.Id, day), report)).Value;
            return (why.Effective, why.Status);
        }
    }

    [Theory, EveryDatabase]
    public async Task E4_Lifting_ends_a_suspension_from_now_on_by_a_new_row_and_the_past_stays_as_it_was(Database database)
    {
        // A host of its own: the clock is moved.
        await using var host = await TestHost.StartAsync(database, typeof(Roles.RolesModule).Assembly, typeof(SkillsAnalysisModule).Assembly);
        var world = await World.OnAsync(host);
        var (manager, report, skill) = await TeamAsync(world);
        (await SuspendAsync(world, manager, report, skill)).IsSuccess.ShouldBeTrue();
        (await world.LevelAsync(report, skill)).ShouldBe(0);
        var during = world.Today;
        host.Clock.Advance(TimeSpan.FromDays(3));
        var client = await host.SignInAsync(manager);
        var path = $"skills/people/{report.PersonId}/{skill.Id}";
        var suspension = (await world.RowsAsync(report)).Single(r => r.Entry is EntryType.Suspension);
        var form = (await client.GetPageAsync(path)).Forms.Single(f => f.QuerySelector($"input[value='lift-{suspension.Id:N}']") is not null);
        form.TextContent.ShouldContain("Lift the suspension");

        var lifted = await host.SendAsync(new LiftSuspension.Command(suspension.Id), manager);
        var twice = await host.SendAsync(new LiftSuspension.Command(suspension.Id), manager);

        (lifted.IsSuccess, twice.IsSuccess).ShouldBe((true, true));
        (await world.LevelAsync(report, skill)).ShouldBe(2);
        (await world.RowsAsync(report)).Count.ShouldBe(3, "evidence, suspension, and its lifting once");
        (await host.SendAsync(new ExplainLevel.Query(PersonRef.Me, skill.Id, during), report)).Value.Effective.ShouldBe(0);
        (await client.GetPageAsync(path)).QuerySelector("#evidence")!.TextContent.ShouldContain("Suspension lifted");
    }

    [Theory, EveryDatabase]
    public async Task Nobody_suspends_or_lifts_for_themselves_or_outside_their_line(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, skill) = await TeamAsync(world);
        var other = await world.Host.CreatePersonAsync("Otto Other", RoleNames.Manager);

        (await SuspendAsync(world, manager, manager, skill)).Error!.Code.ShouldBe("skills.not-oneself");
        (await SuspendAsync(world, other, report, skill)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await SuspendAsync(world, await world.PersonAsync(), report, skill)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await SuspendAsync(world, manager, report, skill)).IsSuccess.ShouldBeTrue();
        var suspension = (await world.RowsAsync(report)).Single(r => r.Entry is EntryType.Suspension);
        (await world.Host.SendAsync(new LiftSuspension.Command(suspension.Id), other)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new LiftSuspension.Command(suspension.Id), report)).Error!.Code.ShouldBe("skills.not-oneself");
        (await world.LevelAsync(report, skill)).ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task A_suspension_needs_a_reason_and_days_in_order_that_are_to_come(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, skill) = await TeamAsync(world);

        (await FieldsAsync(reason: "")).ShouldBe(["Reason"]);
        (await FieldsAsync(from: world.Today.AddDays(-1))).ShouldBe(["From"]);
        (await FieldsAsync(from: world.Today.AddDays(4), until: world.Today.AddDays(3))).ShouldBe(["Until"]);
        (await FieldsAsync(until: world.Today.AddDays(-1))).ShouldBe(["Until"]);

        async Task<IEnumerable<string>> FieldsAsync(string reason = "Check", DateOnly? from = null, DateOnly? until = null) =>
            (await world.Host.SendAsync(new SuspendSkill.Command(report.PersonId, skill.Id, new() { From = from, Until = until, Reason = reason }), manager)).Error!.Fields!.Keys;
    }

    private static async Task<(Actor Manager, Actor Report, Roles.Domain.Skill Skill)> TeamAsync(World world)
    {
        var manager = await world.PersonAsync("Mara Manager", RoleNames.Learner, RoleNames.Manager);
        var (report, skill) = (await world.Host.CreatePersonAsync("Rolf Report", manager, RoleNames.Learner, RoleNames.Manager), await world.SkillAsync("Welding"));
        await world.AssignAsync(report, await world.ProfileAsync(World.Needs(skill, 2)));
        await world.ShowAsync(report, skill, 2);
        return (manager, report, skill);
    }

    private static Task<Result<Done>> SuspendAsync(World world, Actor by, Actor person, Roles.Domain.Skill skill) =>
        world.Host.SendAsync(new SuspendSkill.Command(person.PersonId, skill.Id, new() { Reason = "To be checked" }), by);
}
