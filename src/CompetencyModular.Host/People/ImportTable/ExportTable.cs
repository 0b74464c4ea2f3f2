using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.ImportTable;

/// <summary>Everybody as a table that an import takes back: brought in unchanged, it changes nothing.</summary>
internal static class ExportTable
{
    /// <param name="Csv">As CSV instead of an Excel workbook.</param>
    [Requires(HostPermissions.Import)]
    internal sealed record Query(bool? Csv = null) : IRead<FileDownload>;

    internal sealed class Handler(PlatformDb db, IStringLocalizer<PeopleTable> texts) : IReadHandler<Query, FileDownload>
    {
        private static readonly string[] Columns = ["Record", "Number", "GivenName", "FamilyName", "Email", "JobTitle", "Unit", "Manager", "Mentor", "Location", "Kind", "HiredOn", "LeavesOn", "Active"];

        public async ValueTask<Result<FileDownload>> Handle(Query query, CancellationToken cancellationToken)
        {
            var people = await db.Set<Person>().AsNoTracking().Where(p => p.MergedIntoId == null).OrderBy(p => p.SortName).ThenBy(p => p.Id).ToListAsync(cancellationToken);
            var units = await db.Set<OrganisationUnit>().AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Name, cancellationToken);
            var attributes = await db.Set<PersonAttribute>().AsNoTracking().OrderBy(a => a.Name).ToListAsync(cancellationToken);
            var values = await db.Set<PersonAttributeValue>().AsNoTracking().ToDictionaryAsync(v => (v.PersonId, v.AttributeId), v => v.Value, cancellationToken);
            // Somebody without a number is named by the record: an e-mail address may be shared.
            var names = people.ToDictionary(p => p.Id, p => p.PersonnelNumber ?? p.Id.ToString());
            string[] headings = [.. Columns.Select(c => texts[$"Field.{c}"].Value), .. attributes.Select(a => a.Name)];
            var rows = people.Select(p => (IReadOnlyList<object?>)[
                p.Id.ToString(), p.PersonnelNumber, p.GivenName, p.FamilyName, p.Email, p.JobTitle, Name(units, p.UnitId), Name(names, p.ManagerId), Name(names, p.MentorId), p.Location,
                texts[$"Kind.{p.Kind}"].Value, p.HiredOn, p.LeavesOn, texts[$"Active.{p.IsActive}"].Value, .. attributes.Select(a => (object?)values.GetValueOrDefault((p.Id, a.Id)))]);
            return query.Csv is true ? CsvDownload.Of("people-table.csv", headings, rows) : XlsxDownload.Of("people-table.xlsx", texts["Sheet"], headings, rows);
        }

        private static string? Name(Dictionary<Guid, string> names, Guid? id) => id is { } some ? names.GetValueOrDefault(some) : null;
    }

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.Download<Query>("people-table");
    }
}
