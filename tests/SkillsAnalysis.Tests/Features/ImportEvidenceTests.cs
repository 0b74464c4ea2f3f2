using System.Text;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Features.ImportEvidence;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class ImportEvidenceTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    private const string Heading = "employeeNumber,skill,requiredLevel,assessedLevel,source,assessedOn,evidence\n";

    [Theory, EveryDatabase]
    public async Task Each_row_is_evidence_of_its_kind_level_and_day_and_the_same_file_again_adds_nothing(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (number, skill) = (await NumberedPersonAsync(world), await world.SkillAsync("Bread making"));
        var file = Heading + $"{number},{skill.Name},4,3,course,2024-05-02,CRS-HYG-2\n{number},{skill.Name},4,2,manager,2024-03-11,\n{number},{skill.Name},4,2,manager,2024-03-11,\n{number},{skill.Name},4,4,self,2025-10-06,\n";

        var first = await ImportAsync(world, file);
        var again = await ImportAsync(world, file);

        first.Errors.ShouldBeEmpty();
        (first.Counts["evidence"], again.Counts["evidence"]).ShouldBe((new ImportCount(4, 0, 0), new ImportCount(0, 0, 4)));
        var rows = await RowsAsync(world, skill.Id);
        rows.Select(e => (e.Kind, e.Ordinal, Day: DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(e.OccurredAt, Make.Zone).DateTime))).ShouldBe(
        [
            (EvidenceKind.Completion, 3, new DateOnly(2024, 5, 2)), (EvidenceKind.Appraisal, 2, new DateOnly(2024, 3, 11)), (EvidenceKind.Appraisal, 2, new DateOnly(2024, 3, 11)),
            (EvidenceKind.Self, 4, new DateOnly(2025, 10, 6)),
        ], ignoreOrder: true);
        rows.Single(e => e.Kind is EvidenceKind.Completion).Note.ShouldBe("CRS-HYG-2");
    }

    [Theory]
    [EveryDatabase("nobody,{1},1,2,course,2024-05-02,", "employeeNumber")]
    [EveryDatabase("{0},No such skill,1,2,course,2024-05-02,", "skill")]
    [EveryDatabase("{0},{1},1,two,course,2024-05-02,", "assessedLevel")]
    [EveryDatabase("{0},{1},1,-1,course,2024-05-02,", "assessedLevel")]
    [EveryDatabase("{0},{1},1,5,course,2024-05-02,", "assessedLevel")]
    [EveryDatabase("{0},{1},1,2,hearsay,2024-05-02,", "source")]
    [EveryDatabase("{0},{1},1,2,course,02.05.2024,", "assessedOn")]
    public async Task A_row_that_cannot_be_is_refused_with_row_and_column_and_nothing_is_added(Database database, string row, string column)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (number, skill) = (await NumberedPersonAsync(world), await world.SkillAsync("Bread making"));

        var log = await ImportAsync(world, Heading + $"{number},{skill.Name},1,2,manager,2024-03-11,\n" + string.Format(null, row, number, skill.Name) + "\n");

        var error = log.Errors.ShouldHaveSingleItem();
        (error.File, error.Row, error.Column).ShouldBe(("skill-assessments.csv", 3, column));
        error.Reason.ShouldNotBeEmpty();
        (await RowsAsync(world, skill.Id)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task A_day_still_to_come_is_remarked_on_and_counts_from_then(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (number, skill) = (await NumberedPersonAsync(world), await world.SkillAsync("Bread making"));

        var log = await ImportAsync(world, Heading + $"{number},{skill.Name},1,2,course,{world.Today.AddDays(3):yyyy-MM-dd},\n");

        (log.Errors.Count, log.Warnings.ShouldHaveSingleItem().Column).ShouldBe((0, "assessedOn"));
        (await RowsAsync(world, skill.Id)).ShouldHaveSingleItem().OccurredAt.ShouldBeGreaterThan(world.Now);
    }

    private static async Task<string> NumberedPersonAsync(World world)
    {
        var number = $"B-{Guid.NewGuid():N}";
        var answer = await (await world.Host.SignInAsAsync(RoleNames.HR)).SubmitAsync("people/new", ("Input.GivenName", "Marta"), ("Input.FamilyName", "Minster"), ("Input.PersonnelNumber", number));
        ((int)answer.StatusCode).ShouldBe(302);
        return number;
    }

    private static Task<List<Evidence>> RowsAsync(World world, Guid skillId) => world.Host.UseAsync<SkillsDb, List<Evidence>>(db => db.Evidence.AsNoTracking().Where(e => e.SkillId == skillId).ToListAsync());

    /// <summary>Reads the file and, as the platform would, applies it only if nothing is wrong.</summary>
    private static Task<ImportLog> ImportAsync(World world, string assessments) => world.Host.UseAsync<IServiceProvider, ImportLog>(async services =>
    {
        var log = new ImportLog();
        var files = ImportFiles.FromContents(new Dictionary<string, byte[]> { ["skill-assessments.csv"] = Encoding.UTF8.GetBytes(assessments) });
        var step = await services.GetServices<IImporter>().OfType<EvidenceImporter>().Single().ReadAsync(files, log, default);
        if (log.Errors.Count > 0) return log;
        await step.ApplyAsync(new ImportKeys(), log, default);
        await services.GetRequiredService<SkillsDb>().SaveChangesAsync();
        return log;
    });
}
