using System.Net;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Features.ClaimLevel;
using CompetencyModular.SkillsAnalysis.Features.WithdrawClaim;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class ClaimLevelTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    [Theory, EveryDatabase]
    public async Task E2_A_claim_made_on_ones_own_page_is_a_row_of_the_ledger_that_fulfils_nothing(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill) = (await world.PersonAsync(), await world.SkillAsync("Welding"));
        await world.AssignAsync(person, await world.ProfileAsync(World.Needs(skill, 2)));
        var client = await world.Host.SignInAsync(person);

        var answer = await client.SubmitAsync($"skills/me/{skill.Id}", ("Claim.Ordinal", "2"), ("Claim.Note", "Built the gate"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        var row = (await RowsAsync(world, person)).ShouldHaveSingleItem();
        (row.Kind, row.Ordinal, row.Note, row.ValidUntil).ShouldBe((EvidenceKind.Self, 2, "Built the gate", null));
        var text = (await client.GetPageAsync($"skills/me/{skill.Id}")).Body!.TextContent;
        text.ShouldContain("“Able”, not confirmed, so it does not count yet");
        (await client.GetPageAsync("skills/me")).QuerySelector(".stat-value")!.TextContent.ShouldBe("0%");
        (await world.Host.EventNamesAsync()).ShouldNotContain("skills.awarded");
    }

    [Theory, EveryDatabase]
    public async Task E3_A_claim_is_taken_back_by_a_new_row(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill) = (await world.PersonAsync(), await world.SkillAsync("Welding"));
        var claim = await world.ShowAsync(person, skill, 2, EvidenceKind.Self);

        (await world.Host.SendAsync(new WithdrawClaim.Command(claim.Id), person)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(new WithdrawClaim.Command(claim.Id), person)).IsSuccess.ShouldBeTrue();

        (await RowsAsync(world, person)).Select(r => r.Entry).ShouldBe([EntryType.Statement, EntryType.Withdrawal], ignoreOrder: true);
    }

    [Theory, EveryDatabase]
    public async Task Only_ones_own_claims_are_taken_back_and_no_evidence(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, other, skill) = (await world.PersonAsync(), await world.PersonAsync("Otto Other"), await world.SkillAsync("Welding"));
        var (theirs, evidence) = (await world.ShowAsync(other, skill, 2, EvidenceKind.Self), await world.ShowAsync(person, skill, 2));

        (await world.Host.SendAsync(new WithdrawClaim.Command(theirs.Id), person)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new WithdrawClaim.Command(evidence.Id), person)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory]
    [EveryDatabase(0, ErrorKind.Invalid)]
    [EveryDatabase(-1, ErrorKind.Invalid)]
    [EveryDatabase(5, ErrorKind.Invalid)]
    [EveryDatabase(1, ErrorKind.Conflict)]
    [EveryDatabase(2, ErrorKind.Conflict)]
    public async Task A_level_that_the_scale_does_not_have_or_that_is_shown_already_is_refused(Database database, int ordinal, object kind)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill) = (await world.PersonAsync(), await world.SkillAsync("Welding"));
        await world.ShowAsync(person, skill, 2);

        var error = (await world.Host.SendAsync(new ClaimLevel.Command(skill.Id, ordinal, null), person)).Error!;

        error.Kind.ShouldBe((ErrorKind)kind);
        error.Message.ShouldNotBeEmpty();
        (await RowsAsync(world, person)).Count.ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task Who_may_not_claim_sees_no_form_and_is_refused(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (auditor, skill) = (await world.PersonAsync("Aud Itor", RoleNames.Auditor), await world.SkillAsync("Welding"));

        (await (await world.Host.SignInAsync(auditor)).GetPageAsync($"skills/me/{skill.Id}")).QuerySelector("#claim").ShouldBeNull();
        (await world.Host.SendAsync(new ClaimLevel.Command(skill.Id, 1, null), auditor)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new ClaimLevel.Command(Guid.NewGuid(), 1, null), await world.PersonAsync())).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new ClaimLevel.Command(skill.Id, 1, new string('x', 1001)), await world.PersonAsync())).Error!.Kind.ShouldBe(ErrorKind.Invalid);
    }

    [Theory, EveryDatabase]
    public async Task R2_4_Any_skill_can_be_found_to_document_it(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var skill = await world.SkillAsync("Jonglieren");
        var client = await world.Host.SignInAsync(await world.PersonAsync());

        var page = await client.GetPageAsync($"skills/me/add?q={skill.Name[..20]}");

        page.QuerySelector($"a[href='skills/me/{skill.Id}#claim']").ShouldNotBeNull();
        (await client.GetPageAsync("skills/me/add?q=no-such-skill")).QuerySelector("tbody").ShouldBeNull();
    }

    private static Task<List<Evidence>> RowsAsync(World world, Actor person) =>
        world.Host.UseAsync<SkillsDb, List<Evidence>>(db => db.Evidence.AsNoTracking().Where(e => e.PersonId == person.PersonId).ToListAsync());
}
