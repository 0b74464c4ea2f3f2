using System.Net;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Features.EndEvidence;
using CompetencyModular.SkillsAnalysis.Features.JudgeSkill;
using CompetencyModular.SkillsAnalysis.Features.ReEvaluate;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class ReEvaluateTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    private static readonly Actor HR = Actor.With(RoleNames.HR);

    [Theory, EveryDatabase]
    public async Task F3_A_re_evaluation_shows_whom_it_concerns_and_then_does_exactly_that(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (old, fresh, skill) = (await world.PersonAsync("Olga Old"), await world.PersonAsync("Fritz Fresh"), await world.SkillAsync("First aid"));
        await world.ShowAsync(old, skill, 2, daysAgo: 400);
        await world.ShowAsync(old, skill, 1, EvidenceKind.Credential, daysAgo: 900);
        await world.ShowAsync(fresh, skill, 2, daysAgo: 30);
        await ValidForAsync(world, skill.Id, 12);
        (await world.LevelAsync(old, skill)).ShouldBe(2, "a changed setting affects new evidence only");
        var client = await world.Host.SignInAsAsync(RoleNames.HR);
        var path = $"skills/rules/{skill.Id}/re-evaluate";

        var seen = (await world.Host.SendAsync(new ReEvaluate.Query(skill.Id), HR)).Value;
        var page = (await client.GetPageAsync(path)).QuerySelector("main")!.TextContent;
        var answer = await client.SubmitAsync(path, ("Apply.Announced", seen.Announced));

        (seen.People, seen.Evidence, seen.Levels).ShouldBe((2, 2, 1));
        seen.Changes.Items.Select(c => (c.Person, c.Before, c.After)).ShouldBe([("Olga Old", "Able", "Aware"), ("Fritz Fresh", "Able", "Able")]);
        page.ShouldContain("Able → Aware");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await world.LevelAsync(old, skill)).ShouldBe(1, "the certificate from outside bears its own end");
        (await world.LevelAsync(fresh, skill)).ShouldBe(2);
        (await world.RowsAsync(old)).Count(r => r.Entry is EntryType.Correction).ShouldBe(1);
        (await world.Host.SendAsync(new ReEvaluate.Query(skill.Id), HR)).Value.Evidence.ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task F3_What_changed_since_it_was_announced_is_refused_and_nothing_is_done(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill) = (await world.PersonAsync(), await world.SkillAsync("First aid"));
        await world.ShowAsync(person, skill, 2, daysAgo: 400);
        await ValidForAsync(world, skill.Id, 12);
        var seen = (await world.Host.SendAsync(new ReEvaluate.Query(skill.Id), HR)).Value;
        await ValidForAsync(world, skill.Id, 6);

        var refused = await world.Host.SendAsync(new ReEvaluate.Command(skill.Id, seen.Announced), HR);

        (refused.Error!.Kind, refused.Error.Code).ShouldBe((ErrorKind.Conflict, "skills.not-as-announced"));
        (await world.RowsAsync(person)).ShouldHaveSingleItem();
        (await world.LevelAsync(person, skill)).ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task F3_The_award_rule_governs_before_level_skill_and_organisation_and_what_was_ended_stays_ended(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill, thing) = (await world.PersonAsync(), await world.SkillAsync("First aid"), World.Thing());
        await world.SaveAsync(new AwardRule(thing, skill.Id, 1, 3, Validity.Months(24), null, world.Now));
        await world.Host.PublishAsync(new ActivityCompleted(person.PersonId, thing, "1", "Thing", world.Now.AddDays(-400)));
        await world.Host.DeliverEventsAsync();
        var ended = await world.ShowAsync(person, skill, 4, daysAgo: 400);
        await world.SaveAsync(ended.Revoke(world.Now.AddDays(-1), HR.PersonId, "No longer", world.Now));
        await ValidForAsync(world, skill.Id, 12);

        (await world.Host.SendAsync(new ReEvaluate.Query(skill.Id), HR)).Value.Evidence.ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task E3_What_was_corrected_is_taken_back_with_what_it_corrects_and_known_by_its_first_row(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill, thing) = (await world.PersonAsync(), await world.SkillAsync("First aid"), World.Thing());
        var hr = await world.Host.CreatePersonAsync("Hanna Human", RoleNames.HR);
        var (first, second) = (await world.ShowAsync(person, skill, 3, daysAgo: 20), await world.SkillAsync("Second aid"));
        await world.SaveAsync(new AwardRule(thing, second.Id, 1, 3, null, null, world.Now));
        await world.Host.PublishAsync(new ActivityCompleted(person.PersonId, thing, "1", "Thing", world.Now.AddDays(-20)));
        await world.Host.DeliverEventsAsync();
        foreach (var id in new[] { skill.Id, second.Id })
        {
            await ValidForAsync(world, id, 12);
            await world.Host.SendAsync(new ReEvaluate.Command(id, (await world.Host.SendAsync(new ReEvaluate.Query(id), HR)).Value.Announced), HR);
        }

        var correction = (await world.RowsAsync(person)).Single(r => r.RefersTo == first.Id);
        (await world.Host.SendAsync(new EndEvidence.Command(correction.Id, new() { Way = EndEvidence.Way.Withdraw, Reason = "Wrong" }), hr)).IsSuccess.ShouldBeTrue();
        await world.Host.PublishAsync(new ActivityRevoked(person.PersonId, thing, "1", "Opened again", null, world.Now));
        await world.Host.DeliverEventsAsync();

        (await world.LevelAsync(person, skill), await world.LevelAsync(person, second)).ShouldBe((0, 0));
        var awarded = (await world.RowsAsync(person)).Single(r => r.RuleId is not null);
        (await world.Host.EventsAsync<SkillWithdrawn>()).Where(e => e.PersonId == person.PersonId).Select(e => e.EvidenceId).ShouldBe([first.Id, awarded.Id]);
    }

    [Theory, EveryDatabase]
    public async Task Only_HR_re_evaluates_and_an_unknown_skill_is_not_there(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));

        (await world.Host.SendAsync(new ReEvaluate.Query(), Actor.With(RoleNames.Manager))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new ReEvaluate.Query(Guid.NewGuid()), HR)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new ReEvaluate.Command(null, "x"), HR)).Error!.Code.ShouldBe("skills.not-as-announced");
    }

    private static async Task ValidForAsync(World world, Guid skill, int months) =>
        (await world.Host.SendAsync(new JudgeSkill.Command(skill, new() { Fulfils = EvidenceKinds.ByStrength, Mode = ValidityMode.Months, Months = months }), HR)).IsSuccess.ShouldBeTrue();
}
