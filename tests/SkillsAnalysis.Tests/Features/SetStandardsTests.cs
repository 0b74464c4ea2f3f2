using System.Net;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Features.JudgeSkill;
using CompetencyModular.SkillsAnalysis.Features.SetStandards;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class SetStandardsTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    private static readonly Actor HR = Actor.With(RoleNames.HR);

    [Theory, EveryDatabase]
    public async Task F3_The_organisations_validity_governs_where_a_skill_says_nothing(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (plain, own) = (await world.SkillAsync("Welding"), await world.SkillAsync("First aid"));
        var setting = new SkillSetting(own.Id);
        setting.Change(SkillPolicy.Highest, EvidenceKind.Credential, Validity.Months(24), 0);
        await world.SaveAsync(setting);
        var client = await world.Host.SignInAsAsync(RoleNames.HR);

        (await client.SubmitAsync("/skills/settings", ("Standard.Mode", "Months"), ("Standard.Months", "36"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await world.Host.SendAsync(new JudgeSkill.Query(plain.Id), HR)).Value.Validity.ShouldBe(Validity.Months(36));
        (await world.Host.SendAsync(new JudgeSkill.Query(own.Id), HR)).Value.Validity.ShouldBe(Validity.Months(24));
        var page = await client.GetPageAsync($"skills/settings?own=true&q={own.Name}");
        page.QuerySelector("input[value='Months'][checked]").ShouldNotBeNull();
        page.QuerySelectorAll("tbody tr").ShouldHaveSingleItem().TextContent.ShouldContain("2 years");
        page.QuerySelector($"a[href='skills/rules/{own.Id}']").ShouldNotBeNull();
        page.Body!.TextContent.ShouldContain("Affects new evidence only");
        (await client.GetPageAsync($"skills/settings?q={plain.Name}")).QuerySelector("tbody")!.TextContent.ShouldContain("as everywhere");
        (await client.GetPageAsync("skills/settings?page=2147483647")).Body!.TextContent.ShouldContain("No skills here");
        (await client.GetPageAsync("skills/settings?q=there-is-no-such-skill")).Body!.TextContent.ShouldContain("No skills here");
        (await world.Host.SendAsync(new SetStandards.Command(new()), HR)).IsSuccess.ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task A_validity_that_cannot_be_is_refused_at_its_field_and_what_somebody_else_changed_is_kept(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));

        (await FieldsAsync(new() { Mode = ValidityMode.Months })).ShouldBe(["Months"]);
        (await FieldsAsync(new() { Mode = ValidityMode.Months, Months = 1201 })).ShouldBe(["Months"]);
        (await FieldsAsync(new() { Mode = ValidityMode.Annual, Month = 2, Day = 30 })).ShouldBe(["Day"]);
        (await FieldsAsync(new() { Mode = (ValidityMode)9 })).ShouldBe(["Mode"]);
        (await SendAsync(new() { Version = 99 })).Error!.Code.ShouldBe("skills.changed-meanwhile");

        async Task<IEnumerable<string>> FieldsAsync(SetStandards.Content content) => (await SendAsync(content)).Error!.Fields!.Keys;

        Task<Result<Done>> SendAsync(SetStandards.Content content) => world.Host.SendAsync(new SetStandards.Command(content), HR);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_may_not_say_how_skills_are_judged_is_refused(Database database)
    {
        var host = await hosts.OnAsync(database);

        (await (await host.SignInAsAsync(RoleNames.Manager)).GetAsync("skills/settings")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.SendAsync(new SetStandards.Query(), Actor.With(RoleNames.Learner))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new SetStandards.Command(new()), Actor.With(RoleNames.Manager))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
    }
}
