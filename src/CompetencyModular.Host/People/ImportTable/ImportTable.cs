using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.ImportTable;

/// <summary>
/// Brings in people from an organisation's own table: its columns are mapped, and the mapping is kept for the next time; what would happen is shown, and
/// exactly that is done, wholly or not at all.
/// </summary>
internal static class ImportTable
{
    /// <summary>The kind under which the file is kept between the steps.</summary>
    public const string Kind = "people-table";

    /// <summary>The table with the kept mapping or a guess; with a mapping also what importing would do.</summary>
    [Requires(HostPermissions.Import)]
    internal sealed record Look(Guid Upload, PeopleMapping? Mapping) : IRead<Response>;

    /// <param name="Table">Null when the file cannot be read; then <paramref name="Report"/> says why.</param>
    /// <param name="Mapping">As it was given, kept, or guessed.</param>
    /// <param name="IsKept">Whether the mapping was kept from the last time.</param>
    /// <param name="Refused">What keeps the mapping from being looked at.</param>
    /// <param name="Report">What would happen; null before anything was chosen.</param>
    internal sealed record Response(string File, IReadOnlyList<string> Sheets, Sheet? Table, PeopleMapping Mapping, bool IsKept, IReadOnlyList<PersonAttribute> Attributes, Error? Refused, PeopleTable.Report? Report);

    /// <summary>Does what was announced under the stamp, or nothing.</summary>
    [Requires(HostPermissions.Import)]
    internal sealed record Command(string File, Sheet Table, PeopleMapping Mapping, string Stamp) : IWrite<PeopleTable.Report>;

    internal sealed class LookHandler(PlatformDb db, IKeptUploads uploads, Spreadsheets spreadsheets, PeopleTable people, IStringLocalizer<PeopleTable> texts) : IReadHandler<Look, Response>
    {
        public async ValueTask<Result<Response>> Handle(Look look, CancellationToken cancellationToken)
        {
            if (uploads.Open(Kind, look.Upload) is not { } upload) return Error.NotFound();
            var attributes = await db.Set<PersonAttribute>().AsNoTracking().OrderBy(a => a.Name).ToListAsync(cancellationToken);
            var sheets = spreadsheets.SheetNames(upload.Content);
            var wanted = sheets.FirstOrDefault(s => s == look.Mapping?.Sheet) ?? (sheets.Count > 0 ? sheets[0] : null);
            var log = new ImportLog();
            if (spreadsheets.Read(upload.Content, upload.Name, log, wanted) is not { } table)
                return new Response(upload.Name, sheets, null, new PeopleMapping { Sheet = wanted, MappedSheet = wanted }, false, attributes, null, Unreadable(log));

            // The columns of another sheet are others.
            if (look.Mapping is not { } mapping || (mapping.MappedSheet ?? "") != (wanted ?? ""))
            {
                var kept = (await db.Set<SavedMapping>().AsNoTracking().FirstOrDefaultAsync(m => m.Table == SavedMapping.PeopleTable, cancellationToken))?.Read();
                var first = PeopleMapping.For(table, wanted, kept, attributes);
                return new Response(upload.Name, sheets, table, first, ReferenceEquals(first, kept), attributes, null, null);
            }

            mapping.Attributes = [.. attributes.Select(a => mapping.Attributes?.Find(m => m.Id == a.Id) ?? new AttributeColumn { Id = a.Id })];
            var refused = Check(mapping, table, texts);
            return new Response(upload.Name, sheets, table, mapping, false, attributes, refused, refused is null ? (await people.DrawAsync(upload.Name, table, mapping, cancellationToken)).Report : null);
        }

        private static PeopleTable.Report Unreadable(ImportLog log) => new(log.Errors.Count, [.. log.Errors.Take(200)], 0, [], 0, 0, 0, 0, 0, 0, 0, 0, [], false, "");
    }

    internal sealed class Handler(PlatformDb db, PeopleTable people, TimeProvider time, IStringLocalizer<PeopleTable> texts) : IWriteHandler<Command, PeopleTable.Report>
    {
        public async ValueTask<Result<PeopleTable.Report>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (Check(command.Mapping, command.Table, texts) is { } refused) return refused;
            var draft = await people.DrawAsync(command.File, command.Table, command.Mapping, cancellationToken);
            if (draft.Report.ErrorCount > 0 || draft.Report.Stamp != command.Stamp) return Error.Conflict("import-not-as-announced", texts["NotAsAnnounced"]);
            if (draft.Report.TooManyLeave && !command.Mapping.ManyMayLeave) return Error.Conflict("import-many-leave", texts["ManyLeave", draft.Report.Leaving]);
            await people.ApplyAsync(draft, cancellationToken);
            if (command.Mapping.Keep) await KeepAsync(command.Mapping, cancellationToken);
            return draft.Report;
        }

        private async Task KeepAsync(PeopleMapping mapping, CancellationToken cancellationToken)
        {
            var json = SavedMapping.Write(mapping);
            if (await db.Set<SavedMapping>().FindAsync([SavedMapping.PeopleTable], cancellationToken) is { } kept) (kept.Json, kept.SavedAt) = (json, time.GetUtcNow());
            else db.Add(new SavedMapping { Table = SavedMapping.PeopleTable, Json = json, SavedAt = time.GetUtcNow() });
        }
    }

    /// <summary>What keeps a mapping from being looked at; null where nothing does.</summary>
    internal static Error? Check(PeopleMapping mapping, Sheet table, IStringLocalizer<PeopleTable> texts)
    {
        mapping.Clean();
        var fields = new Dictionary<string, string[]>();
        foreach (var (field, column) in mapping.Columns().Where(c => !table.Columns.Contains(c.Column))) fields[field] = [texts["ColumnGone", column]];
        foreach (var twice in mapping.Columns().GroupBy(c => c.Column).Where(g => g.Count() > 1).SelectMany(g => g.Skip(1))) fields.TryAdd(twice.Field, [texts["ColumnTwice", twice.Column]]);
        if (mapping.Record is not { Length: > 0 } && mapping.Number is not { Length: > 0 } && mapping.Email is not { Length: > 0 }) fields[nameof(mapping.Number)] = [texts["KeyMissing"]];
        return fields.Count == 0 ? null : Error.Invalid("mapping-invalid", texts["MappingInvalid"], fields);
    }
}
