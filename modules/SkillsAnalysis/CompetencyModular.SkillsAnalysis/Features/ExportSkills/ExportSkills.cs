using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Lookups;
using CompetencyModular.SkillsAnalysis.Wording;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Features.ExportSkills;

/// <summary>The gap of a person as a table for other programs.</summary>
internal static class ExportSkills
{
    private static readonly string[] Columns = ["Skill", "Category", "Held", "HeldName", "Needed", "NeededName", "Mandatory", "State", "Since", "Until"];

    [Requires(SkillsPermissions.See)]
    internal sealed record Query(Guid PersonId, DateOnly? AsOf = null) : IRead<FileDownload>;

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.Download<Query>("people/{personId:guid}/skills.csv");
    }

    internal sealed class Handler(LedgerReader ledger, RecordAccess access, ITenant tenant, TimeProvider time, SkillWords words, IStringLocalizer<Handler> texts) : IReadHandler<Query, FileDownload>
    {
        public async ValueTask<Result<FileDownload>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await access.OpenAsync(new PersonRef(query.PersonId), cancellationToken) is not { } personId) return Error.NotFound();
            var stand = await ledger.StandAsync(personId, AskedDay.Of(tenant, query.AsOf, time.GetUtcNow()).At, cancellationToken);
            return CsvDownload.Of("skills.csv", [.. Columns.Select(c => texts[c].Value)], stand.Gap.Lines.Select(line => (object?[])
            [
                line.Skill.Name, line.Skill.Category, line.Effective, line.Skill.Levels[line.Effective].Name, line.Required, line.Skill.Levels[line.Required].Name,
                texts[line.Mandatory ? "Yes" : "No"].Value, line.IsExempt ? texts["Exempt"].Value : words.Name(line.Status),
                line.Since is { } since ? tenant.DateAt(since) : null, line.Until is { } until ? tenant.DateAt(until.AddTicks(-1)) : null,
            ]));
        }
    }
}
