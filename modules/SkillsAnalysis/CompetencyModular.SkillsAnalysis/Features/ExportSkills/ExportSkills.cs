using System.Globalization;
using System.Text;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Lookups;
using CompetencyModular.SkillsAnalysis.Wording;
using CsvHelper;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Features.ExportSkills;

/// <summary>The gap of a person as a table for other programs: dates and numbers in a form that does not depend on the language.</summary>
internal static class ExportSkills
{
    [Requires(SkillsPermissions.See)]
    internal sealed record Query(Guid PersonId) : IRead<FileDownload>;

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.Download<Query>("people/{personId:guid}/skills.csv");
    }

    internal sealed class Handler(LedgerReader ledger, RecordAccess access, ITenant tenant, TimeProvider time, SkillWords words, IStringLocalizer<Handler> texts) : IReadHandler<Query, FileDownload>
    {
        public async ValueTask<Result<FileDownload>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await access.OpenAsync(new PersonRef(query.PersonId), cancellationToken) is not { } personId) return Error.NotFound();
            var stand = await ledger.StandAsync(personId, time.GetUtcNow(), cancellationToken);
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
            foreach (var column in (string[])["Skill", "Category", "Held", "HeldName", "Needed", "NeededName", "Mandatory", "State", "Since", "Until"]) csv.WriteField(texts[column].Value);
            await csv.NextRecordAsync();
            foreach (var line in stand.Gap.Lines)
            {
                csv.WriteField(Safe(line.Skill.Name));
                csv.WriteField(Safe(line.Skill.Category));
                csv.WriteField(line.Effective);
                csv.WriteField(Safe(line.Skill.Levels[line.Effective].Name));
                csv.WriteField(line.Required);
                csv.WriteField(Safe(line.Skill.Levels[line.Required].Name));
                csv.WriteField(texts[line.Mandatory ? "Yes" : "No"].Value);
                csv.WriteField(line.IsExempt ? texts["Exempt"].Value : words.Name(line.Status));
                csv.WriteField(line.Since is { } since ? Iso(tenant.DateAt(since)) : "");
                csv.WriteField(line.Until is { } until ? Iso(tenant.DateAt(until.AddTicks(-1))) : "");
                await csv.NextRecordAsync();
            }

            return new FileDownload("skills.csv", "text/csv; charset=utf-8", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())]);
        }

        private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        /// <summary>A text that a spreadsheet would take for a formula stays a text.</summary>
        private static string Safe(string text) => text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
    }
}
