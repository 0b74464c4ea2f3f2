using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.SkillsAnalysis.Lookups;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Features.ViewMatrix;

/// <summary>People against skills (R3.1): a manager's own line, everybody for those who may see everybody, by unit, job profile and branch of the skill tree; and as a file.</summary>
internal static class ViewMatrix
{
    public const int PageSize = 25;

    /// <param name="Search">Part of a name, e-mail or personnel number.</param>
    /// <param name="UnitId">Only people of this unit and those below it.</param>
    /// <param name="ProfileId">The holders of this job profile against what it requires.</param>
    /// <param name="BranchId">Only skills of this branch of the skill tree and of those below it.</param>
    /// <param name="Page">Of the people, from 1.</param>
    /// <param name="Skills">The page of the skills, from 1.</param>
    [Requires(SkillsPermissions.FindPeople)]
    internal sealed record Query(string? Search = null, Guid? UnitId = null, Guid? ProfileId = null, Guid? BranchId = null, int Page = 1, int Skills = 1) : IRead<Response>;

    internal sealed record Response(
        IReadOnlyList<Choice> Units, IReadOnlyList<Choice> Profiles, IReadOnlyList<SkillBranch> Branches, Paged<Column> Skills, Paged<Row> People);

    internal sealed record Choice(Guid Id, string Name);

    /// <param name="Required">What the chosen job profile asks for; null without one.</param>
    internal sealed record Column(Guid Id, string Name, IReadOnlyList<string> Levels, int? Required);

    /// <param name="Levels">The level of each skill, in the order of the columns; 0 where nothing counts.</param>
    internal sealed record Row(Guid Id, string Name, string JobTitle, string Unit, IReadOnlyList<int> Levels);

    internal sealed class Handler(MatrixReader matrix, ISkillLookup skills, IRequirementLookup requirements, IPeopleAccess access, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = time.GetUtcNow();
            var profile = query.ProfileId is { } id ? await requirements.ProfileAsync(id, cancellationToken) : null;
            var found = await matrix.ColumnsAsync(profile, query.BranchId, query.Skills, cancellationToken);
            var columns = found.Items;
            var page = await access.FindAsync(query.Search, await matrix.AmongAsync(query.UnitId, profile, now, cancellationToken), query.Page, PageSize, cancellationToken);
            var records = await matrix.RecordsAsync([.. page.Items.Select(p => p.Id)], columns, cancellationToken);
            return new Response(
                [.. (await access.UnitsAsync(cancellationToken)).Select(u => new Choice(u.Id, u.Name))],
                [.. (await requirements.FindAsync(null, 200, cancellationToken)).Select(p => new Choice(p.ProfileId, p.Name))],
                await skills.BranchesAsync(cancellationToken),
                new Paged<Column>(
                    [.. columns.Select(s => new Column(s.Id, s.Name, [.. s.Levels.Select(l => l.Name)], profile?.Requirements.Where(r => r.SkillId == s.Id).Max(r => (int?)r.Ordinal)))],
                    found.Total, found.Page, found.PageSize),
                new Paged<Row>(
                    [.. page.Items.Select(p => new Row(p.Id, p.Name, p.JobTitle, p.Unit, [.. columns.Select(s => records.TryGetValue((p.Id, s.Id), out var record) ? record.LevelAt(now) : 0)]))],
                    page.Total, page.Page, page.PageSize));
        }
    }

    /// <summary>The same as a file that can be filled in and imported: a row for each person, the number of the level for each skill.</summary>
    [Requires(SkillsPermissions.FindPeople)]
    internal sealed record Export(string? Search = null, Guid? UnitId = null, Guid? ProfileId = null, Guid? BranchId = null) : IRead<FileDownload>;

    /// <summary>The same as an Excel workbook.</summary>
    [Requires(SkillsPermissions.FindPeople)]
    internal sealed record ExportWorkbook(string? Search = null, Guid? UnitId = null, Guid? ProfileId = null, Guid? BranchId = null) : IRead<FileDownload>;

    internal sealed class ExportHandler(MatrixReader matrix) : IReadHandler<Export, FileDownload>
    {
        public async ValueTask<Result<FileDownload>> Handle(Export export, CancellationToken cancellationToken)
        {
            var (headings, rows) = await matrix.TableAsync(export.Search, export.UnitId, export.ProfileId, export.BranchId, cancellationToken);
            return CsvDownload.Of("skills-matrix.csv", headings, rows);
        }
    }

    internal sealed class ExportWorkbookHandler(MatrixReader matrix, IStringLocalizer<ViewMatrixPage> texts) : IReadHandler<ExportWorkbook, FileDownload>
    {
        public async ValueTask<Result<FileDownload>> Handle(ExportWorkbook export, CancellationToken cancellationToken)
        {
            var (headings, rows) = await matrix.TableAsync(export.Search, export.UnitId, export.ProfileId, export.BranchId, cancellationToken);
            return XlsxDownload.Of("skills-matrix.xlsx", texts["Title"], headings, rows);
        }
    }

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files)
        {
            files.Download<Export>("matrix.csv");
            files.Download<ExportWorkbook>("matrix.xlsx");
        }
    }
}
