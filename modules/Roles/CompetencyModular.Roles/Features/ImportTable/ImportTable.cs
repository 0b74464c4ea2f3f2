using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Requirements;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.ImportTable;

/// <summary>
/// Brings in skills, categories, a scale and job profiles from an organisation's own table: its columns are mapped, what would happen is shown, and
/// exactly that is done (R2.1).
/// </summary>
internal static class ImportTable
{
    /// <summary>The kind under which the file is kept between the steps.</summary>
    public const string Kind = "skills-table";

    /// <summary>The choice of a scale that is defined by the import.</summary>
    public const string NewScale = "new";

    /// <summary>The table with a guess for each column; with a mapping also what importing would do.</summary>
    [Requires(RolesPermissions.Define)]
    internal sealed record Look(Guid Upload, Mapping? Mapping) : IRead<Response>;

    /// <param name="Table">Null when the file cannot be read; then <paramref name="Report"/> says why.</param>
    /// <param name="Mapping">As it was given, or guessed.</param>
    /// <param name="Refused">What keeps the mapping from being looked at.</param>
    /// <param name="Report">What would happen; null before anything was chosen.</param>
    internal sealed record Response(string File, IReadOnlyList<string> Sheets, Sheet? Table, Mapping Mapping, IReadOnlyList<ScaleChoice> Scales, Error? Refused, Report? Report);

    internal sealed record ScaleChoice(Guid Id, string Name);

    /// <summary>Does what was announced under the stamp, or nothing.</summary>
    [Requires(RolesPermissions.Define)]
    internal sealed record Command(string File, Sheet Table, Mapping Mapping, string Stamp) : IWrite<Report>;

    /// <summary>What an import would do, or did. The first 200 of each sort stand for all of them.</summary>
    /// <param name="Stamp">A short sign of all of it.</param>
    internal sealed record Report(int ErrorCount, IReadOnlyList<ImportRemark> Errors, int WarningCount, IReadOnlyList<ImportRemark> Warnings,
        IReadOnlyDictionary<string, ImportCount> Counts, int EffectCount, IReadOnlyList<FrameworkEffect> Effects, string Stamp);

    internal sealed class LookHandler(RolesDb db, IKeptUploads uploads, Spreadsheets spreadsheets, TableImport import) : IReadHandler<Look, Response>
    {
        public async ValueTask<Result<Response>> Handle(Look look, CancellationToken cancellationToken)
        {
            if (uploads.Open(Kind, look.Upload) is not { } upload) return Error.NotFound();
            var scales = await db.Scales.AsNoTracking().OrderBy(s => s.NameKey).ToListAsync(cancellationToken);
            List<ScaleChoice> choices = [.. scales.Select(s => new ScaleChoice(s.Id, s.Name))];
            var sheets = spreadsheets.SheetNames(upload.Content);
            var wanted = sheets.FirstOrDefault(s => s == look.Mapping?.Sheet) ?? (sheets.Count > 0 ? sheets[0] : null);
            var log = new ImportLog();
            if (spreadsheets.Read(upload.Content, upload.Name, log, wanted) is not { } table)
                return new Response(upload.Name, sheets, null, new Mapping { Sheet = wanted, MappedSheet = wanted }, choices, null, TableImport.ReportOf(log, [], new Mapping()));

            // The columns of another sheet are others.
            if (look.Mapping is not { } mapping || (mapping.MappedSheet ?? "") != (wanted ?? ""))
                return new Response(upload.Name, sheets, table, MappingGuess.For(table, upload.Name, wanted, scales), choices, null, null);
            var refused = import.Check(mapping, table, scales);
            return new Response(upload.Name, sheets, table, mapping, choices, refused, refused is null ? await import.RunAsync(upload.Name, table, mapping, cancellationToken) : null);
        }
    }

    internal sealed class Handler(RolesDb db, TableImport import) : IWriteHandler<Command, Report>
    {
        public async ValueTask<Result<Report>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (import.Check(command.Mapping, command.Table, await db.Scales.AsNoTracking().ToListAsync(cancellationToken)) is { } refused) return refused;
            var report = await import.RunAsync(command.File, command.Table, command.Mapping, cancellationToken);
            return report.ErrorCount > 0 || report.Stamp != command.Stamp ? RolesErrors.NotAsAnnounced : report;
        }
    }
}

/// <summary>Which column holds what, by its heading; and on which scale new skills are.</summary>
internal sealed class Mapping
{
    public string? Sheet { get; set; }

    /// <summary>The sheet whose columns these are.</summary>
    public string? MappedSheet { get; set; }

    public string? Skill { get; set; }

    public string? Description { get; set; }

    public string? Category { get; set; }

    /// <summary>The column with the name of the skill's scale.</summary>
    public string? ScaleName { get; set; }

    /// <summary>The column with a level: the required one where a profile stands beside it.</summary>
    public string? Level { get; set; }

    /// <summary>The column with what that level means for the skill.</summary>
    public string? Means { get; set; }

    public string? Profile { get; set; }

    public string? Family { get; set; }

    /// <summary>The scale of new skills for which the table names none: an id, or <see cref="ImportTable.NewScale"/>.</summary>
    public string? Scale { get; set; }

    public string? NewScaleName { get; set; }

    /// <summary>The levels of the new scale above "none", one a line, the lowest first.</summary>
    public string? NewLevels { get; set; }

    /// <summary>The stamp of what was announced.</summary>
    public string? Stamp { get; set; }

    /// <summary>Whether that is to be done now.</summary>
    public bool Commit { get; set; }

    /// <summary>The chosen columns by the property that chose them.</summary>
    public IEnumerable<(string Field, string Column)> Columns() =>
        new[] { (nameof(Skill), Skill), (nameof(Description), Description), (nameof(Category), Category), (nameof(ScaleName), ScaleName), (nameof(Level), Level), (nameof(Means), Means), (nameof(Profile), Profile), (nameof(Family), Family) }
            .Where(c => !string.IsNullOrEmpty(c.Item2)).Select(c => (c.Item1, c.Item2!));

    /// <summary>The new scale's levels.</summary>
    public IReadOnlyList<string> Levels() => [.. (NewLevels ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
