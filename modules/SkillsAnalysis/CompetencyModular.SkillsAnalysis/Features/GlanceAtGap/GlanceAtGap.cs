using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Lookups;

namespace CompetencyModular.SkillsAnalysis.Features.GlanceAtGap;

/// <summary>The gap in a few words, for the home page and for a person's page.</summary>
internal static class GlanceAtGap
{
    private const int Shown = 3;
    private const int ExpiringShown = 5;

    [Requires(SkillsPermissions.See)]
    internal sealed record Query(PersonRef Person) : IRead<Response>;

    /// <param name="HasProfile">Whether a job profile is in force.</param>
    /// <param name="Open">How many required skills are not met yet.</param>
    /// <param name="Pressing">The most pressing of them.</param>
    /// <param name="Expiring">What lapses within the horizon, the earliest first.</param>
    internal sealed record Response(bool HasProfile, int? Fulfilment, int Met, int Required, int Open, IReadOnlyList<Line> Pressing, IReadOnlyList<Line> Expiring);

    internal sealed record Line(Guid SkillId, string Skill, int Held, int Required, IReadOnlyList<string> Levels, GapStatus Status, DateTimeOffset? Since, DateTimeOffset? Until);

    internal sealed class Handler(LedgerReader ledger, RecordAccess access, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await access.OpenAsync(query.Person, cancellationToken) is not { } personId) return Error.NotFound();
            var stand = await ledger.StandAsync(personId, time.GetUtcNow(), cancellationToken);
            var lines = stand.Gap.Lines.Where(l => !l.IsExempt).ToList();
            var mandatory = lines.Where(l => l.Mandatory).ToList();
            var open = lines.Where(l => !l.IsMet).ToList();
            return new Response(
                stand.Profiles.Count > 0, stand.Gap.Fulfilment, mandatory.Count(l => l.IsMet), mandatory.Count, open.Count,
                [.. open.DistinctBy(l => l.Skill.Id).Take(Shown).Select(ToLine)],
                [.. lines.Where(l => l.Status is GapStatus.Expiring).OrderBy(l => l.Until).DistinctBy(l => l.Skill.Id).Take(ExpiringShown).Select(ToLine)]);
        }

        private static Line ToLine(Domain.GapLine line) =>
            new(line.Skill.Id, line.Skill.Name, line.Effective, line.Required, [.. line.Skill.Levels.Select(l => l.Name)], line.Status, line.Since, line.Until);
    }
}
