using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Lookups;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Features.ReportSkills;

/// <summary>
/// How the people whose records the reader may open stand, one line each, with what to work on next (R0.2, R3.2); as of any day, to print and as a file.
/// The number of queries does not depend on the number of people.
/// </summary>
internal static class ReportSkills
{
    public const int PageSize = 50;

    /// <summary>How many people are reported on at once.</summary>
    public const int Bound = 500;

    /// <summary>How many skills a line names as the next ones.</summary>
    private const int Named = 3;

    /// <param name="Search">Part of a name, e-mail or personnel number.</param>
    /// <param name="UnitId">Only people of this unit and those below it.</param>
    /// <param name="OpenOnly">Only people with something to work on.</param>
    /// <param name="AsOf">At the end of this day (F5), of those who are there today; now without it.</param>
    [Requires(SkillsPermissions.FindPeople)]
    internal sealed record Query(string? Search = null, Guid? UnitId = null, bool? OpenOnly = null, DateOnly? AsOf = null, int Page = 1) : IRead<Response>;

    /// <param name="Ready">How many meet everything mandatory.</param>
    /// <param name="Open">How many do not yet.</param>
    /// <param name="Expiring">How many have something that expires soon.</param>
    /// <param name="IsBounded">Whether there are more people than are reported on.</param>
    internal sealed record Response(IReadOnlyList<UnitChoice> Units, int Ready, int Open, int Expiring, bool IsBounded, Paged<Row> People, AskedDay Asked);

    internal sealed record UnitChoice(Guid Id, string Name);

    /// <param name="Next">The most pressing skills that are not met yet, with the level needed.</param>
    /// <param name="NextLapse">When the first of what is met now is met no longer.</param>
    internal sealed record Row(
        Guid Id, string Name, string JobTitle, string Unit, IReadOnlyList<string> Profiles, int? Fulfilment, int Met, int Required, int Expiring, IReadOnlyList<Step> Next, DateTimeOffset? NextLapse)
    {
        public int Open => Required - Met;
    }

    internal sealed record Step(Guid SkillId, string Skill, string Level, GapStatus Status);

    internal sealed class Handler(ReportReader report, IPeopleAccess access) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (all, isBounded, asked) = await report.ReadAsync(query.Search, query.UnitId, query.AsOf, cancellationToken);
            var shown = query.OpenOnly is true ? [.. all.Where(r => r.Open > 0)] : all;
            var page = Math.Clamp(query.Page, 1, Math.Max(1, (shown.Count + PageSize - 1) / PageSize));
            return new Response(
                [.. (await access.UnitsAsync(cancellationToken)).Select(u => new UnitChoice(u.Id, u.Name))],
                all.Count(r => r is { Required: > 0, Open: 0 }), all.Count(r => r.Open > 0), all.Count(r => r.Expiring > 0), isBounded,
                new Paged<Row>([.. shown.Skip((page - 1) * PageSize).Take(PageSize)], shown.Count, page, PageSize), asked);
        }
    }

    /// <summary>The same as a file.</summary>
    [Requires(SkillsPermissions.FindPeople)]
    internal sealed record Export(string? Search = null, Guid? UnitId = null, bool? OpenOnly = null, DateOnly? AsOf = null) : IRead<FileDownload>;

    internal sealed class ExportHandler(ReportReader report, ITenant tenant, IStringLocalizer<ReportSkillsPage> texts) : IReadHandler<Export, FileDownload>
    {
        public async ValueTask<Result<FileDownload>> Handle(Export export, CancellationToken cancellationToken)
        {
            var (all, _, asked) = await report.ReadAsync(export.Search, export.UnitId, export.AsOf, cancellationToken);
            return CsvDownload.Of(
                "skills-report.csv",
                [texts["AsOf"], texts["Person"], texts["JobTitle"], texts["Unit"], texts["Profiles"], texts["Fulfilment"], texts["Met"], texts["Required"], texts["Open"], texts["Expiring"], texts["NextLapse"], texts["Next"]],
                all.Where(r => export.OpenOnly is not true || r.Open > 0).Select(r => (object?[])
                [
                    asked.Day, r.Name, r.JobTitle, r.Unit, string.Join(", ", r.Profiles), r.Fulfilment, r.Met, r.Required, r.Open, r.Expiring,
                    r.NextLapse is { } lapse ? tenant.DateAt(lapse.AddTicks(-1)) : null, string.Join(", ", r.Next.Select(n => $"{n.Skill} ({n.Level})")),
                ]));
        }
    }

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.Download<Export>("report.csv");
    }

    /// <summary>Reads what the page and the file say.</summary>
    internal sealed class ReportReader(LedgerReader ledger, IPeopleAccess access, ITenant tenant, TimeProvider time)
    {
        public async Task<(IReadOnlyList<Row> Rows, bool IsBounded, AskedDay Asked)> ReadAsync(string? search, Guid? unitId, DateOnly? asOf, CancellationToken cancellationToken)
        {
            var asked = AskedDay.Of(tenant, asOf, time.GetUtcNow());
            IReadOnlyCollection<Guid>? among = unitId is null ? null : await access.ScopeAsync(unitId, cancellationToken);
            var (people, total) = (new List<PersonCard>(), 0);
            for (var page = 1; page <= Bound / 100 && (page == 1 || people.Count < total); page++)
            {
                var found = await access.FindAsync(search, among, page, 100, cancellationToken);
                people.AddRange(found.Items);
                total = found.Total;
            }

            var stands = people.Count == 0 ? new Dictionary<Guid, PersonStand>() : await ledger.StandsAsync([.. people.Select(p => p.Id)], asked.At, cancellationToken);
            return ([.. people.Select(p => ToRow(p, stands[p.Id]))], total > people.Count, asked);
        }

        private static Row ToRow(PersonCard person, PersonStand stand)
        {
            var mandatory = stand.Gap.Lines.Where(l => l is { Mandatory: true, IsExempt: false }).ToList();
            var met = mandatory.Where(l => l.IsMet).ToList();
            return new Row(
                person.Id, person.Name, person.JobTitle, person.Unit, [.. stand.Profiles.Select(p => p.Name)], stand.Gap.Fulfilment, met.Count, mandatory.Count,
                stand.Gap.Lines.Count(l => l is { IsExempt: false, Status: GapStatus.Expiring }),
                [.. mandatory.Where(l => !l.IsMet).Take(Named).Select(l => new Step(l.Skill.Id, l.Skill.Name, l.Skill.Levels[l.Required].Name, l.Status))],
                met.Min(l => l.Until));
        }
    }
}
