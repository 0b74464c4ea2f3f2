using System.Net;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Features.AppraiseSkill;
using CompetencyModular.SkillsAnalysis.Features.JudgeSkill;
using CompetencyModular.SkillsAnalysis.Features.SetLevelValidity;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class SetLevelValidityTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    private static readonly Actor HR = Actor.With(RoleNames.HR);

    [Theory, EveryDatabase]
    public async Task F3_What_a_level_says_governs_before_the_skill(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill) = (await world.PersonAsync(), await world.SkillAsync("Diving"));
        var hr = await world.Host.CreatePersonAsync("Hanna Human", RoleNames.HR);
        (await world.Host.SendAsync(new JudgeSkill.Command(skill.Id, new() { Fulfils = EvidenceKinds.ByStrength, Mode = ValidityMode.Months, Months = 36 }), HR)).IsSuccess.ShouldBeTrue();

        var answer = await (await world.Host.SignInAsync(hr)).SubmitAsync($"skills/rules/{skill.Id}/levels", ("Levels.Levels[2].Mode", "Months"), ("Levels.Levels[2].Months", "6"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await MonthsAsync(3)).ShouldBe(6);
        (await MonthsAsync(2)).ShouldBe(36);

        async Task<int> MonthsAsync(int ordinal)
        {
            (await world.Host.SendAsync(new AppraiseSkill.Command(person.PersonId, skill.Id, new() { Ordinal = ordinal, Note = "Seen" }), hr)).IsSuccess.ShouldBeTrue();
            var row = (await world.RowsAsync(person)).Single(r => r.Ordinal == ordinal);
            return ((row.ValidUntil!.Value.Year - row.ValidFrom.Year) * 12) + row.ValidUntil.Value.Month - row.ValidFrom.Month;
        }
    }

    [Theory, EveryDatabase]
    public async Task A_level_goes_back_to_the_skill_s_validity_and_what_cannot_be_is_refused_at_its_field(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var skill = await world.SkillAsync("Diving");
        var level = (await world.CardAsync(skill)).Levels[1].Id;

        (await FieldsAsync(new() { LevelId = level, Mode = ValidityMode.Months })).ShouldBe(["Levels[0].Months"]);
        (await FieldsAsync(new() { LevelId = level, Mode = ValidityMode.Annual, Month = 2, Day = 30 })).ShouldBe(["Levels[0].Day"]);
        (await FieldsAsync(new() { LevelId = level, Mode = (ValidityMode)9 })).ShouldBe(["Levels[0].Mode"]);
        (await SendAsync(new() { LevelId = Guid.NewGuid(), Mode = ValidityMode.Unlimited })).Error!.Code.ShouldBe("skills.no-such-level");
        (await SendAsync(new() { LevelId = level, Mode = ValidityMode.Annual, Month = 12, Day = 31 })).IsSuccess.ShouldBeTrue();
        (await SayingAsync()).ShouldBe(ValidityMode.Annual);
        (await SendAsync(new() { LevelId = level, Mode = ValidityMode.Unlimited }, seen: "as it was before")).Error!.Code.ShouldBe("skills.changed-meanwhile");
        (await SendAsync(new() { LevelId = level })).IsSuccess.ShouldBeTrue();
        (await SayingAsync()).ShouldBeNull();
        (await world.Host.SendAsync(new SetLevelValidity.Query(skill.Id), Actor.With(RoleNames.Manager))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);

        Task<Result<Done>> SendAsync(SetLevelValidity.Line line, string? seen = null) => world.Host.SendAsync(new SetLevelValidity.Command(skill.Id, new() { Seen = seen, Levels = [line] }), HR);
        async Task<IEnumerable<string>> FieldsAsync(SetLevelValidity.Line line) => (await SendAsync(line)).Error!.Fields!.Keys;
        async Task<ValidityMode?> SayingAsync() => (await world.Host.SendAsync(new SetLevelValidity.Query(skill.Id), HR)).Value.Levels.Levels![0].Mode;
    }
}
