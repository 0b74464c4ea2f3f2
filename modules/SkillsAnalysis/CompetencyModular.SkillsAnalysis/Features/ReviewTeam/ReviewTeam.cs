using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Lookups;

namespace CompetencyModular.SkillsAnalysis.Features.ReviewTeam;

/// <summary>
/// The people who report to the reader against the skills their profiles need (R3.2). The number of queries depends neither on the size of the
/// team nor on the number of skills.
/// </summary>
internal static class ReviewTeam
{
    public const int PageSize = 20;

    /// <param name="Search">Part of a name or job title.</param>
    /// <param name="ProfileId">Only people who hold this job profile.</param>
    /// <param name="Category">Only skills of this category.</param>
    /// <param name="OpenOnly">Only skills that somebody on the page does not meet yet.</param>
    /// <param name="Descending">From Z to A.</param>
    /// <param name="AsOf">At the end of this day (F5), of the people who report to the reader now; now without it.</param>
    [Requires(SkillsPermissions.SeeTeam)]
    internal sealed record Query(string? Search = null, Guid? ProfileId = null, string? Category = null, bool OpenOnly = false, bool Descending = false, int Page = 1, DateOnly? AsOf = null) : IRead<Response>;

    /// <param name="TeamSize">How many people report to the reader, whatever is searched for.</param>
    /// <param name="Profiles">The profiles held in the team.</param>
    /// <param name="Categories">The categories of the skills needed on this page.</param>
    /// <param name="Skills">The skills that somebody on the page needs, those that most people lack first.</param>
    internal sealed record Response(
        int TeamSize, IReadOnlyList<ProfileChoice> Profiles, IReadOnlyList<string> Categories, IReadOnlyList<SkillColumn> Skills, Paged<Member> People, AskedDay Asked);

    internal sealed record ProfileChoice(Guid Id, string Name);

    internal sealed record SkillColumn(Guid Id, string Name, IReadOnlyList<string> Levels, int Lacking);

    internal sealed record Member(
        Guid Id, string Name, string JobTitle, IReadOnlyList<string> Profiles, int? Fulfilment, int Met, int Required, int Open, int Expiring,
        IReadOnlyDictionary<Guid, Cell> Cells);

    /// <param name="Required">The level asked of this person; null where none is.</param>
    internal sealed record Cell(int Held, int? Required, GapStatus? Status, DateTimeOffset? Since, DateTimeOffset? Until, bool IsExempt);

    internal sealed class Handler(LedgerReader ledger, IRequirementLookup requirements, IPeople people, ICurrentUser user, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (user.PersonId is not { } me) return Error.NotFound();
            var asOf = AskedDay.Of(tenant, query.AsOf, time.GetUtcNow());
            var now = asOf.At;
            var team = await people.ReportsOfAsync(me, cancellationToken);
            var profiles = await requirements.InForceAsync([.. team.Select(p => p.Id)], now, cancellationToken);

            var typed = SearchText.Of(query.Search);
            var asked = team
                .Where(p => typed.Length == 0 || SearchText.Of(p.Name, p.JobTitle).Contains(typed, StringComparison.Ordinal))
                .Where(p => query.ProfileId is not { } profile || profiles[p.Id].Any(held => held.ProfileId == profile))
                .ToList();
            if (query.Descending) asked.Reverse();
            var page = Math.Clamp(query.Page, 1, Math.Max(1, (asked.Count + PageSize - 1) / PageSize));
            var shown = asked.Skip((page - 1) * PageSize).Take(PageSize).ToList();
            var stands = await ledger.StandsAsync([.. shown.Select(p => p.Id)], profiles, now, cancellationToken);

            var lines = stands.Values.SelectMany(s => s.Gap.Lines).ToList();
            var skills = lines
                .Where(l => string.IsNullOrEmpty(query.Category) || l.Skill.Category == query.Category)
                .GroupBy(l => l.Skill.Id)
                .Select(g => new SkillColumn(g.Key, g.First().Skill.Name, [.. g.First().Skill.Levels.Select(l => l.Name)], g.Count(l => l is { IsExempt: false, IsMet: false, Mandatory: true })))
                .Where(s => !query.OpenOnly || s.Lacking > 0)
                .OrderByDescending(s => s.Lacking).ThenBy(s => s.Name, StringComparer.CurrentCulture).ThenBy(s => s.Id)
                .ToList();
            return new Response(
                team.Count,
                [.. profiles.Values.SelectMany(p => p).DistinctBy(p => p.ProfileId).OrderBy(p => p.Name, StringComparer.CurrentCulture).Select(p => new ProfileChoice(p.ProfileId, p.Name))],
                [.. lines.Select(l => l.Skill.Category).Where(c => c.Length > 0).Distinct().Order(StringComparer.CurrentCulture)],
                skills,
                new Paged<Member>([.. shown.Select(p => ToMember(p, stands[p.Id], skills, now))], asked.Count, page, PageSize),
                asOf);
        }

        private static Member ToMember(PersonCard person, PersonStand stand, IReadOnlyList<SkillColumn> skills, DateTimeOffset now)
        {
            // Of two rows for one skill the first is the more pressing one.
            var lines = stand.Gap.Lines.DistinctBy(l => l.Skill.Id).ToDictionary(l => l.Skill.Id);
            var mandatory = stand.Gap.Lines.Where(l => l is { Mandatory: true, IsExempt: false }).ToList();
            var met = mandatory.Count(l => l.IsMet);
            return new Member(
                person.Id, person.Name, person.JobTitle, [.. stand.Profiles.Select(p => p.Name)], stand.Gap.Fulfilment, met, mandatory.Count, mandatory.Count - met,
                stand.Gap.Lines.Count(l => l is { IsExempt: false, Status: GapStatus.Expiring }),
                skills.ToDictionary(s => s.Id, s => lines.TryGetValue(s.Id, out var line)
                    ? new Cell(line.Effective, line.IsExempt ? null : line.Required, line.IsExempt ? null : line.Status, line.Since, line.Until, line.IsExempt)
                    : new Cell(stand.Records.TryGetValue(s.Id, out var record) ? record.LevelAt(now) : 0, null, null, null, null, false)));
        }
    }
}
