using System.Net;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Features.AppraiseSkill;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class AppraiseSkillTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    [Theory, EveryDatabase]
    public async Task E1_A_manager_s_own_rating_is_evidence_with_name_and_text_that_counts_at_once(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, skill) = await TeamAsync(world);
        var client = await world.Host.SignInAsync(manager);

        var answer = await client.SubmitAsync($"skills/people/{report.PersonId}/{skill.Id}/appraise", ("Appraisal.Ordinal", "3"), ("Appraisal.Note", "Welded the frame alone"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await world.LevelAsync(report, skill)).ShouldBe(3);
        var own = (await (await world.Host.SignInAsync(report)).GetPageAsync($"skills/me/{skill.Id}")).QuerySelector("#evidence")!.TextContent;
        own.ShouldContain("Appraisal by a superior");
        own.ShouldContain("by Mara Manager");
        own.ShouldContain("Welded the frame alone");
        (await world.Host.EventsAsync<SkillAwarded>()).Single(e => e.PersonId == report.PersonId).ShouldSatisfyAllConditions(e => e.Ordinal.ShouldBe(3), e => e.Kind.ShouldBe("Appraisal"));
    }

    [Theory, EveryDatabase]
    public async Task Nobody_appraises_themselves_or_people_outside_their_line(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, skill) = await TeamAsync(world);
        var (other, hr) = (await world.Host.CreatePersonAsync("Otto Other", RoleNames.Manager), await world.Host.CreatePersonAsync("Hanna Human", RoleNames.HR));

        (await SendAsync(world, manager, manager, skill)).Error!.Code.ShouldBe("skills.not-oneself");
        (await SendAsync(world, hr, hr, skill)).Error!.Code.ShouldBe("skills.not-oneself");
        (await SendAsync(world, other, report, skill)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await SendAsync(world, report, manager, skill)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await SendAsync(world, hr, report, skill)).IsSuccess.ShouldBeTrue();
        var client = await world.Host.SignInAsync(manager);
        (await client.GetAsync($"skills/people/{manager.PersonId}/{skill.Id}/appraise")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync($"skills/people/{other.PersonId}/{skill.Id}/appraise")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync($"skills/people/{report.PersonId}/{Guid.NewGuid()}/appraise")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task E5_Backdating_needs_a_right_of_its_own_and_no_day_to_come_is_taken(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, skill) = await TeamAsync(world);
        var hr = await world.Host.CreatePersonAsync("Hanna Human", RoleNames.HR);
        var lastMonth = world.Today.AddMonths(-1);

        (await SendAsync(world, manager, report, skill, day: lastMonth)).Error!.Fields!.Keys.ShouldBe(["Day"]);
        (await SendAsync(world, hr, report, skill, day: world.Today.AddDays(1))).Error!.Fields!.Keys.ShouldBe(["Day"]);
        (await world.LevelAsync(report, skill)).ShouldBe(0);

        (await SendAsync(world, hr, report, skill, day: lastMonth)).IsSuccess.ShouldBeTrue();

        var row = (await world.RowsAsync(report)).ShouldHaveSingleItem();
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(row.ValidFrom, Make.Zone).DateTime).ShouldBe(lastMonth);
        row.RecordedAt.ShouldBe(world.Now);
    }

    [Theory, EveryDatabase]
    public async Task What_cannot_be_read_is_refused_at_its_field(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, skill) = await TeamAsync(world);

        (await SendAsync(world, manager, report, skill, note: " ")).Error!.Fields!.Keys.ShouldBe(["Note"]);
        (await SendAsync(world, manager, report, skill, ordinal: 0)).Error!.Fields!.Keys.ShouldBe(["Ordinal"]);
        (await SendAsync(world, manager, report, skill, ordinal: 9)).Error!.Code.ShouldBe("skills.no-such-level");
    }

    private static async Task<(Actor Manager, Actor Report, Roles.Domain.Skill Skill)> TeamAsync(World world)
    {
        var manager = await world.PersonAsync("Mara Manager", RoleNames.Learner, RoleNames.Manager);
        return (manager, await world.Host.CreatePersonAsync("Rolf Report", manager, RoleNames.Learner), await world.SkillAsync("Welding"));
    }

    private static Task<Result<Done>> SendAsync(World world, Actor by, Actor person, Roles.Domain.Skill skill, int ordinal = 2, string note = "Seen at the bench", DateOnly? day = null) =>
        world.Host.SendAsync(new AppraiseSkill.Command(person.PersonId, skill.Id, new() { Ordinal = ordinal, Note = note, Day = day }), by);
}
