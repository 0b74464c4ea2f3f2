using System.Net;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Features.JudgeSkill;
using CompetencyModular.SkillsAnalysis.Features.ReviewSkills;
using CompetencyModular.Sdk.People;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class JudgeSkillTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    private static readonly Actor HR = Actor.With(RoleNames.HR);

    [Theory, EveryDatabase]
    public async Task F1_Only_the_kinds_that_fulfil_a_skill_count_for_it(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (learner, skill) = (await world.PersonAsync(), await world.SkillAsync("Forklift"));
        await world.AssignAsync(learner, await world.ProfileAsync(World.Needs(skill, 2)));
        await world.ShowAsync(learner, skill, 3, EvidenceKind.Completion);
        var client = await world.Host.SignInAsAsync(RoleNames.HR);
        var path = $"/skills/rules/{skill.Id}";
        (await HeldAsync(world, learner)).ShouldBe(3);

        var page = await client.GetPageAsync(path);
        page.QuerySelectorAll("input[name='Rule.Fulfils'][checked]").Length.ShouldBe(7);
        var answer = await client.SubmitAsync(path, ("Rule.Fulfils", "Credential"), ("Rule.Policy", "Latest"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await HeldAsync(world, learner)).ShouldBe(0);
        var rule = (await world.Host.SendAsync(new JudgeSkill.Query(skill.Id), HR)).Value.Rule;
        (rule.Policy, rule.Fulfils.Single()).ShouldBe((SkillPolicy.Latest, EvidenceKind.Credential));
        (await client.GetPageAsync($"/roles/skills/{skill.Id}")).QuerySelector("main")!.TextContent.ShouldContain("Certificate from outside");
    }

    [Theory, EveryDatabase]
    public async Task F3_The_skills_own_validity_governs_before_the_tenants(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var skill = await world.SkillAsync("First aid");

        (await SendAsync(world, skill.Id, All(mode: ValidityMode.Months, months: 24))).IsSuccess.ShouldBeTrue();

        (await world.Host.SendAsync(new JudgeSkill.Query(skill.Id), HR)).Value.Validity.ShouldBe(Validity.Months(24));
        (await SendAsync(world, skill.Id, All())).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(new JudgeSkill.Query(skill.Id), HR)).Value.Validity.ShouldBe(Validity.Unlimited);
    }

    [Theory, EveryDatabase]
    public async Task E2_A_claim_never_fulfils_whatever_is_asked_for(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var skill = await world.SkillAsync("Welding");

        (await SendAsync(world, skill.Id, All() with { Fulfils = [EvidenceKind.Self] })).Error!.Fields!.Keys.ShouldBe(["Fulfils"]);
        (await SendAsync(world, skill.Id, All() with { Fulfils = [EvidenceKind.Self, EvidenceKind.Measurement] })).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(new JudgeSkill.Query(skill.Id), HR)).Value.Rule.Fulfils.ShouldBe([EvidenceKind.Measurement]);
    }

    [Theory, EveryDatabase]
    public async Task A_rule_that_cannot_be_is_refused_at_its_field(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var skill = await world.SkillAsync("Welding");

        (await FieldsAsync(All() with { Fulfils = [] })).ShouldBe(["Fulfils"]);
        (await FieldsAsync(All() with { Fulfils = null! })).ShouldBe(["Fulfils"]);
        (await FieldsAsync(All(mode: ValidityMode.Months))).ShouldBe(["Months"]);
        (await FieldsAsync(All(mode: ValidityMode.Months, months: 0))).ShouldBe(["Months"]);
        (await FieldsAsync(All(mode: ValidityMode.Annual) with { Month = 2, Day = 30 })).ShouldBe(["Day"]);
        (await FieldsAsync(All() with { PracticeTarget = -1 })).ShouldBe(["PracticeTarget"]);
        (await FieldsAsync(All() with { Policy = (SkillPolicy)9 })).ShouldBe(["Policy"]);

        async Task<IEnumerable<string>> FieldsAsync(JudgeSkill.Content rule) => (await SendAsync(world, skill.Id, rule)).Error!.Fields!.Keys;
    }

    [Theory, EveryDatabase]
    public async Task What_somebody_else_changed_meanwhile_is_not_overwritten(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var skill = await world.SkillAsync("Welding");
        (await SendAsync(world, skill.Id, All())).IsSuccess.ShouldBeTrue();
        var seen = (await world.Host.SendAsync(new JudgeSkill.Query(skill.Id), HR)).Value.Rule;
        (await SendAsync(world, skill.Id, seen with { PracticeTarget = 5 })).IsSuccess.ShouldBeTrue();

        (await SendAsync(world, skill.Id, seen with { PracticeTarget = 10 })).Error!.Code.ShouldBe("skills.changed-meanwhile");
    }

    [Theory, EveryDatabase]
    public async Task Whoever_may_not_say_how_skills_are_judged_is_refused(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var skill = await world.SkillAsync("Welding");
        var client = await world.Host.SignInAsAsync(RoleNames.Learner);

        (await world.Host.SendAsync(new JudgeSkill.Command(skill.Id, All()), Actor.With(RoleNames.Learner))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await client.GetAsync($"/skills/rules/{skill.Id}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.GetPageAsync($"/roles/skills/{skill.Id}")).QuerySelector($"a[href='skills/rules/{skill.Id}']").ShouldBeNull();
        (await SendAsync(world, Guid.NewGuid(), All())).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    private static JudgeSkill.Content All(ValidityMode? mode = null, int? months = null) => new() { Fulfils = EvidenceKinds.ByStrength, Mode = mode, Months = months };

    private static Task<Result<Done>> SendAsync(World world, Guid skill, JudgeSkill.Content rule) => world.Host.SendAsync(new JudgeSkill.Command(skill, rule), HR);

    private static async Task<int> HeldAsync(World world, Actor learner) =>
        (await world.Host.SendAsync(new ReviewSkills.Query(new PersonRef(learner.PersonId)), learner)).Value.Skills.Single().Effective;
}
