using System.Net;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Features.AnswerEvidence;
using CompetencyModular.SkillsAnalysis.Features.EndEvidence;
using CompetencyModular.SkillsAnalysis.Features.ExplainLevel;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class EndEvidenceTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    [Theory, EveryDatabase]
    public async Task E3_Taking_back_is_a_new_row_with_name_and_reason_and_tells_other_modules(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, skill) = await TeamAsync(world);
        await world.ShowAsync(report, skill, 1, daysAgo: 30);
        var wrong = await world.ShowAsync(report, skill, 3, title: "Frame test");
        var client = await world.Host.SignInAsync(manager);
        var page = await client.GetPageAsync($"skills/evidence/{wrong.Id}/end");
        page.QuerySelector("main")!.TextContent.ShouldContain("The level falls from “Skilled” to “Aware”");

        var answer = await client.SubmitAsync($"skills/evidence/{wrong.Id}/end", ("End.Way", "Withdraw"), ("End.Reason", "Mixed up with a colleague"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await world.LevelAsync(report, skill)).ShouldBe(1);
        var withdrawal = (await world.RowsAsync(report)).Single(r => r.Entry is EntryType.Withdrawal);
        (withdrawal.RefersTo, withdrawal.IssuerId).ShouldBe((wrong.Id, manager.PersonId));
        var told = (await world.Host.EventsAsync<SkillWithdrawn>()).Single(e => e.PersonId == report.PersonId);
        (told.EvidenceId, told.Reason).ShouldBe((wrong.Id, "Mixed up with a colleague"));
        var own = (await (await world.Host.SignInAsync(report)).GetPageAsync($"skills/me/{skill.Id}")).QuerySelector("#evidence")!.TextContent;
        own.ShouldContain("Taken back: Frame test");
        own.ShouldContain("by Mara Manager");
        own.ShouldContain("Mixed up with a colleague");
        (await SendAsync(world, manager, wrong.Id, EndEvidence.Way.Withdraw)).Error!.Code.ShouldBe("skills.taken-back-already");
        (await SendAsync(world, manager, wrong.Id, EndEvidence.Way.Revoke)).Error!.Code.ShouldBe("skills.taken-back-already");
    }

    [Theory, EveryDatabase]
    public async Task E3_A_wrong_level_is_corrected_by_a_new_row_with_name_and_reason_and_what_was_earned_follows(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, skill) = await TeamAsync(world);
        var wrong = await world.ShowAsync(report, skill, 3, validMonths: 12, title: "Frame test");
        var client = await world.Host.SignInAsync(manager);

        (await client.SubmitAsync($"skills/evidence/{wrong.Id}/end", ("End.Way", "Correct"), ("End.Ordinal", "2"), ("End.Reason", "Read the wrong line"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await world.LevelAsync(report, skill)).ShouldBe(2);
        var corrected = (await world.RowsAsync(report)).Single(r => r.Entry is EntryType.Correction);
        (corrected.RefersTo, corrected.IssuerId, corrected.Note, corrected.ValidUntil).ShouldBe((wrong.Id, manager.PersonId, "Read the wrong line", wrong.ValidUntil));
        (await world.Host.EventsAsync<SkillWithdrawn>()).Where(e => e.PersonId == report.PersonId).Select(e => e.EvidenceId).ShouldBe([wrong.Id]);
        (await world.Host.EventsAsync<SkillAwarded>()).Single(e => e.PersonId == report.PersonId).ShouldSatisfyAllConditions(e => e.EvidenceId.ShouldBe(corrected.Id), e => e.Ordinal.ShouldBe(2));
        (await SendCorrectionAsync(corrected.Id, null)).Error!.Fields!.Keys.ShouldBe(["Ordinal"]);
        (await SendCorrectionAsync(corrected.Id, 2)).Error!.Fields!.Keys.ShouldBe(["Ordinal"]);
        (await SendCorrectionAsync(corrected.Id, 9)).Error!.Code.ShouldBe("skills.no-such-level");
        (await SendCorrectionAsync(wrong.Id, 1)).Error!.Code.ShouldBe("skills.taken-back-already");

        (await SendAsync(world, manager, corrected.Id, EndEvidence.Way.Withdraw)).IsSuccess.ShouldBeTrue();
        (await world.LevelAsync(report, skill)).ShouldBe(0, "What it corrects does not come back.");
        (await world.Host.EventsAsync<SkillWithdrawn>()).ShouldContain(e => e.EvidenceId == corrected.Id);

        Task<Result<Done>> SendCorrectionAsync(Guid id, int? ordinal) =>
            world.Host.SendAsync(new EndEvidence.Command(id, new() { Way = EndEvidence.Way.Correct, Ordinal = ordinal, Reason = "Wrong" }), manager);
    }

    [Theory, EveryDatabase]
    public async Task E3_What_is_ended_counted_until_its_last_day_and_takes_nothing_back(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, skill) = await TeamAsync(world);
        var evidence = await world.ShowAsync(report, skill, 2);
        var day = world.Today.AddDays(10);

        (await SendAsync(world, manager, evidence.Id, EndEvidence.Way.Revoke, day)).IsSuccess.ShouldBeTrue();

        (await OnDayAsync(day.AddDays(-1))).ShouldBe((2, Standing.Counts));
        (await OnDayAsync(day)).ShouldBe((0, Standing.Revoked));
        (await world.Host.EventsAsync<SkillWithdrawn>()).ShouldNotContain(e => e.PersonId == report.PersonId);
        (await SendAsync(world, manager, evidence.Id, EndEvidence.Way.Revoke, day.AddDays(5))).Error!.Code.ShouldBe("skills.ended-already");

        async Task<(int, Standing)> OnDayAsync(DateOnly at)
        {
            var why = (await world.Host.SendAsync(new ExplainLevel.Query(PersonRef.Me, skill.Id, at), report)).Value;
            return (why.Effective, why.Evidence.Single(e => e.Id == evidence.Id).Standing);
        }
    }

    [Theory, EveryDatabase]
    public async Task E5_Ending_from_an_earlier_day_needs_a_right_of_its_own_and_never_from_before_it_counted(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, skill) = await TeamAsync(world);
        var evidence = await world.ShowAsync(report, skill, 2, daysAgo: 10);
        var hr = await world.Host.CreatePersonAsync("Hanna Human", RoleNames.HR);

        (await SendAsync(world, manager, evidence.Id, EndEvidence.Way.Revoke, world.Today.AddDays(-2))).Error!.Fields!.Keys.ShouldBe(["Day"]);
        (await SendAsync(world, hr, evidence.Id, EndEvidence.Way.Revoke, world.Today.AddDays(-20))).Error!.Fields!.Keys.ShouldBe(["Day"]);
        (await SendAsync(world, hr, evidence.Id, EndEvidence.Way.Revoke, world.Today.AddDays(-2))).IsSuccess.ShouldBeTrue();
        (await world.LevelAsync(report, skill)).ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_takes_back_their_own_or_what_is_outside_their_line_or_a_claim(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, skill) = await TeamAsync(world);
        var (own, theirs, claim) = (await world.ShowAsync(manager, skill, 2), await world.ShowAsync(report, skill, 2), await world.ShowAsync(report, skill, 3, EvidenceKind.Self));
        var other = await world.Host.CreatePersonAsync("Otto Other", RoleNames.Manager);

        (await SendAsync(world, manager, own.Id, EndEvidence.Way.Withdraw)).Error!.Code.ShouldBe("skills.not-oneself");
        (await SendAsync(world, other, theirs.Id, EndEvidence.Way.Withdraw)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await SendAsync(world, report, theirs.Id, EndEvidence.Way.Withdraw)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await SendAsync(world, manager, claim.Id, EndEvidence.Way.Withdraw)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await SendAsync(world, manager, theirs.Id, EndEvidence.Way.Withdraw, reason: " ")).Error!.Fields!.Keys.ShouldBe(["Reason"]);
        (await SendAsync(world, manager, theirs.Id, (EndEvidence.Way)7)).Error!.Fields!.Keys.ShouldBe(["Way"]);
        (await (await world.Host.SignInAsync(other)).GetAsync($"skills/evidence/{theirs.Id}/end")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await world.RowsAsync(report)).Count.ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task E4_The_person_may_answer_and_nobody_else(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, skill) = await TeamAsync(world);
        var evidence = await world.ShowAsync(report, skill, 2, title: "Frame test");
        (await SendAsync(world, manager, evidence.Id, EndEvidence.Way.Withdraw)).IsSuccess.ShouldBeTrue();
        var withdrawal = (await world.RowsAsync(report)).Single(r => r.Entry is EntryType.Withdrawal);

        var answer = await (await world.Host.SignInAsync(report)).SubmitAsync($"skills/evidence/{withdrawal.Id}/answer", ("Answer.Note", "It was me: see the photo"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = (await (await world.Host.SignInAsync(manager)).GetPageAsync($"skills/people/{report.PersonId}/{skill.Id}")).QuerySelector("#evidence")!.TextContent;
        page.ShouldContain("It was me: see the photo");
        (await world.LevelAsync(report, skill)).ShouldBe(0);
        (await world.Host.SendAsync(new AnswerEvidence.Command(withdrawal.Id, new() { Note = "x" }), manager)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new AnswerEvidence.Command(evidence.Id, new() { Note = "x" }), report)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new AnswerEvidence.Command(withdrawal.Id, new() { Note = "" }), report)).Error!.Fields!.Keys.ShouldBe(["Note"]);
    }

    private static async Task<(Actor Manager, Actor Report, Roles.Domain.Skill Skill)> TeamAsync(World world)
    {
        var manager = await world.PersonAsync("Mara Manager", RoleNames.Learner, RoleNames.Manager);
        return (manager, await world.Host.CreatePersonAsync("Rolf Report", manager, RoleNames.Learner), await world.SkillAsync("Welding"));
    }

    private static Task<Result<Done>> SendAsync(World world, Actor by, Guid evidence, EndEvidence.Way way, DateOnly? day = null, string reason = "Not right") =>
        world.Host.SendAsync(new EndEvidence.Command(evidence, new() { Way = way, Day = day, Reason = reason }), by);
}
