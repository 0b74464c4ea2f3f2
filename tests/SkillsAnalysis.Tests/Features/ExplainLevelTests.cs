using System.Net;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Features.ExplainLevel;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class ExplainLevelTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    [Theory, EveryDatabase]
    public async Task R0_1_Occasions_of_practice_stand_beside_the_number_aimed_at(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (learner, skill, licence) = (await world.PersonAsync(), await world.SkillAsync("Welding"), await world.SkillAsync("Forklift"));
        foreach (var days in new[] { 9, 5, 5, 2 }) await world.ShowAsync(learner, skill, 1, daysAgo: days);
        var setting = new SkillSetting(licence.Id);
        setting.Change(SkillPolicy.Highest, EvidenceKind.Credential, null, null);
        await world.SaveAsync(setting);
        var client = await world.Host.SignInAsync(learner);

        (await client.GetPageAsync($"skills/me/{skill.Id}")).QuerySelector("#practice")!.TextContent.ShouldContain("3 of 20");
        (await client.GetPageAsync($"skills/me/{licence.Id}")).QuerySelector("#practice").ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task F6_The_evidence_that_counts_what_was_outvoted_the_rule_and_the_lapse_are_told(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill, thing) = (await world.PersonAsync(), await world.SkillAsync("Welding"), World.Thing());
        await world.AssignAsync(person, await world.ProfileAsync(World.Needs(skill, 2)));
        await world.ShowAsync(person, skill, 3, EvidenceKind.Attestation, daysAgo: 30, validMonths: 12, title: "Watched at the bench");
        await world.ShowAsync(person, skill, 1, daysAgo: 5, title: "Gone by now", source: thing);
        await world.ShowAsync(person, skill, 4, EvidenceKind.Self, daysAgo: 1);

        var why = await OwnAsync(world, person, skill.Id);

        (why.Effective, why.Policy, why.Status, why.Claimed).ShouldBe((3, SkillPolicy.Highest, GapStatus.Met, 4));
        why.Evidence.Select(e => e.Standing).ShouldBe([Standing.Claim, Standing.Outvoted, Standing.Counts]);
        why.Deciding!.Title.ShouldBe("Watched at the bench");
        why.LapsesAt.ShouldNotBeNull();
        why.FallsTo.ShouldBe(1);
        // The source is called what it is called today, and leads there.
        why.Evidence[1].ShouldSatisfyAllConditions(e => e.Title.ShouldBe($"Thing {thing.Id:N}"), e => e.Url.ShouldBe($"probe/things/{thing.Id}"));
        var text = (await (await world.Host.SignInAsync(person)).GetPageAsync($"skills/me/{skill.Id}")).QuerySelector("main")!.TextContent;
        text.ShouldContain("“Skilled” counts: shown by “Watched at the bench”");
        text.ShouldContain("The highest level among the evidence that is valid counts.");
        text.ShouldContain("then “Aware” if nothing new comes");
    }

    [Theory]
    [EveryDatabase(SkillPolicy.Highest, 3)]
    [EveryDatabase(SkillPolicy.Latest, 1)]
    [EveryDatabase(SkillPolicy.Precedence, 2)]
    public async Task F1_The_policy_of_the_skill_decides(Database database, object policy, int level)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill) = (await world.PersonAsync(), await world.SkillAsync("Welding"));
        await PolicyAsync(world, skill.Id, (SkillPolicy)policy, EvidenceKinds.Accepted);
        await world.ShowAsync(person, skill, 3, daysAgo: 30);
        await world.ShowAsync(person, skill, 2, EvidenceKind.Attestation, daysAgo: 20);
        await world.ShowAsync(person, skill, 1, daysAgo: 10);

        var why = await OwnAsync(world, person, skill.Id);

        (why.Effective, why.Policy).ShouldBe((level, (SkillPolicy)policy));
    }

    [Theory, EveryDatabase]
    public async Task F1_A_kind_that_does_not_fulfil_the_skill_is_shown_and_does_not_count(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill) = (await world.PersonAsync(), await world.SkillAsync("Forklift"));
        await PolicyAsync(world, skill.Id, SkillPolicy.Highest, EvidenceKind.Credential | EvidenceKind.Measurement);
        await world.ShowAsync(person, skill, 2);

        var why = await OwnAsync(world, person, skill.Id);

        why.Effective.ShouldBe(0);
        why.Evidence.ShouldHaveSingleItem().Standing.ShouldBe(Standing.KindNotAccepted);
        why.AcceptedKinds.ShouldBe([EvidenceKind.Credential, EvidenceKind.Measurement]);
        (await (await world.Host.SignInAsync(person)).GetPageAsync($"skills/me/{skill.Id}")).Body!.TextContent.ShouldContain("This kind does not count here");
    }

    [Theory, EveryDatabase]
    public async Task F2_When_the_higher_evidence_lapses_the_level_falls_to_the_best_that_is_still_valid(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill) = (await world.PersonAsync(), await world.SkillAsync("Welding"));
        await world.ShowAsync(person, skill, 3, daysAgo: 400, validMonths: 12);
        await world.ShowAsync(person, skill, 2, daysAgo: 500);

        var why = await OwnAsync(world, person, skill.Id);

        why.Effective.ShouldBe(2);
        why.Evidence.Select(e => e.Standing).ShouldBe([Standing.Lapsed, Standing.Counts]);
    }

    [Theory, EveryDatabase]
    public async Task F6_What_counts_without_end_never_lapses(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill) = (await world.PersonAsync(), await world.SkillAsync("Welding"));
        await world.ShowAsync(person, skill, 2);

        (await OwnAsync(world, person, skill.Id)).ShouldSatisfyAllConditions(w => w.LapsesAt.ShouldBeNull(), w => w.FallsTo.ShouldBeNull());

        (await (await world.Host.SignInAsync(person)).GetPageAsync($"skills/me/{skill.Id}")).Body!.TextContent.ShouldContain("Valid without end");
    }

    [Theory, EveryDatabase]
    public async Task F5_The_same_question_can_be_asked_for_another_day(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill) = (await world.PersonAsync(), await world.SkillAsync("Welding"));
        await world.ShowAsync(person, skill, 3, daysAgo: 400, validMonths: 12);
        await world.ShowAsync(person, skill, 1, daysAgo: 10);

        (await OwnAsync(world, person, skill.Id, world.Today.AddDays(-450))).Effective.ShouldBe(0);
        (await OwnAsync(world, person, skill.Id, world.Today.AddDays(-100))).Effective.ShouldBe(3);
        (await OwnAsync(world, person, skill.Id)).Effective.ShouldBe(1);
        var page = await (await world.Host.SignInAsync(person)).GetPageAsync($"skills/me/{skill.Id}?asof={world.Today.AddDays(-100):yyyy-MM-dd}");
        page.Body!.TextContent.ShouldContain("As it was true on 22 Nov 2025");
        page.QuerySelector(".level-held")!.TextContent.ShouldBe("Skilled");
    }

    [Theory, EveryDatabase]
    public async Task F5_What_was_recorded_later_was_not_known_then(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill) = (await world.PersonAsync(), await world.SkillAsync("Welding"));
        await world.SaveAsync(Evidence.Of(new Said(person.PersonId, skill.Id, 1, 2, EvidenceKind.Credential, world.Now.AddDays(-100), world.Now.AddDays(-3)), Validity.Unlimited, Make.Zone));
        var day = world.Today.AddDays(-50);

        (await OwnAsync(world, person, skill.Id, day)).Effective.ShouldBe(2);
        (await OwnAsync(world, person, skill.Id, day, known: true)).ShouldSatisfyAllConditions(w => w.Effective.ShouldBe(0), w => w.Evidence.ShouldBeEmpty());
    }

    [Theory, EveryDatabase]
    public async Task E3_What_was_taken_back_stays_visible_and_counts_no_more(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill) = (await world.PersonAsync(), await world.SkillAsync("Welding"));
        var wrong = await world.ShowAsync(person, skill, 3, title: "Mixed up");
        await world.SaveAsync(wrong.Withdraw(null, "Belongs to somebody else", world.Now));

        var why = await OwnAsync(world, person, skill.Id);

        why.Effective.ShouldBe(0);
        why.Evidence.Select(e => e.Standing).ShouldBe([Standing.Remark, Standing.Withdrawn]);
        var text = (await (await world.Host.SignInAsync(person)).GetPageAsync($"skills/me/{skill.Id}")).Body!.TextContent;
        text.ShouldContain("Mixed up");
        text.ShouldContain("Belongs to somebody else");
    }

    [Theory, EveryDatabase]
    public async Task N1_What_leads_further_is_named_beside_the_gap(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill) = (await world.PersonAsync(), await world.SkillAsync("Welding"));
        var (low, high, gone) = (World.Thing(), World.Thing(), Make.Course());
        await world.AssignAsync(person, await world.ProfileAsync(World.Needs(skill, 3)));
        await world.ShowAsync(person, skill, 1);
        foreach (var (activity, ordinal) in new[] { (low, 1), (high, 3), (gone, 3) }) await world.SaveAsync(new AwardRule(activity, skill.Id, 1, ordinal, null, null, world.Now));

        var why = await OwnAsync(world, person, skill.Id);

        why.WaysOn.ShouldHaveSingleItem().Url.ShouldBe($"probe/things/{high.Id}");
    }

    [Theory, EveryDatabase]
    public async Task What_one_may_not_see_and_what_does_not_exist_are_not_there(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, other, skill) = (await world.PersonAsync(), await world.PersonAsync("Otto Other"), await world.SkillAsync("Welding"));
        var client = await world.Host.SignInAsync(person);

        (await client.GetAsync($"skills/people/{other.PersonId}/{skill.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync($"api/v1/skills/people/{other.PersonId}/skills/{skill.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync($"api/v1/skills/people/me/skills/{skill.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync($"skills/me/{Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await world.Host.SignInAsAsync(RoleNames.Guest)).GetAsync($"skills/me/{skill.Id}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [EveryDatabase("not-a-day")]
    [EveryDatabase("9999-12-31")]
    [EveryDatabase("0001-01-01")]
    [EveryDatabase("2026-02-30")]
    public async Task What_is_no_sensible_day_asks_about_today(Database database, string asked)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var skill = await world.SkillAsync("Welding");

        var page = await (await world.Host.SignInAsync(await world.PersonAsync())).GetPageAsync($"skills/me/{skill.Id}?asof={asked}");

        page.QuerySelector("input[name=asof]")!.GetAttribute("value").ShouldBe("2026-03-02");
    }

    private static Task PolicyAsync(World world, Guid skillId, SkillPolicy policy, EvidenceKind fulfils)
    {
        var setting = new SkillSetting(skillId);
        setting.Change(policy, fulfils, null, null);
        return world.SaveAsync(setting);
    }

    private static async Task<ExplainLevel.Response> OwnAsync(World world, Actor person, Guid skillId, DateOnly? day = null, bool known = false) =>
        (await world.Host.SendAsync(new ExplainLevel.Query(PersonRef.Me, skillId, day, known), person)).Value;
}
