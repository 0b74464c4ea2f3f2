using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Specifications;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Lookups;

internal sealed class AwardLookup(SkillsDb db, LedgerReader ledger, ISkillLookup skills, TimeProvider time) : IAwardLookup
{
    public async Task<IReadOnlyDictionary<ActivityRef, IReadOnlyList<SkillLevel>>> AwardsAsync(CancellationToken cancellationToken)
    {
        var awards = await ReadAsync(db.AwardRules, cancellationToken);
        return awards.ToDictionary(a => a.Key, a => (IReadOnlyList<SkillLevel>)a.Value);
    }

    public async Task<IReadOnlyDictionary<ActivityRef, IReadOnlyList<SkillLevel>>> AwardsAsync(IReadOnlyCollection<ActivityRef> activities, CancellationToken cancellationToken)
    {
        if (activities.Count == 0) return new Dictionary<ActivityRef, IReadOnlyList<SkillLevel>>();
        var awards = await ReadAsync(db.AwardRules.Where(r => activities.Contains(r.Activity)), cancellationToken);
        return awards.ToDictionary(a => a.Key, a => (IReadOnlyList<SkillLevel>)a.Value);
    }

    public async Task<IReadOnlySet<ActivityRef>> CountingNowAsync(Guid personId, bool stays, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var stand = await ledger.StandAsync(personId, [], now, cancellationToken);
        var done = stand.Records.Values.SelectMany(r => r.Rows).Select(r => r.Source).OfType<ActivityRef>().Distinct().ToList();
        if (done.Count == 0) return new HashSet<ActivityRef>();

        var awards = await ReadAsync(db.AwardRules.Where(r => done.Contains(r.Activity)), cancellationToken);
        // Doing an activity again adds nothing only where all that it awards today is already shown by it.
        return awards
            .Where(a => a.Value.TrueForAll(level => stand.Records.TryGetValue(level.SkillId, out var record) && record.Stands(a.Key, level.Ordinal, stays ? now + Gap.Horizon : now)))
            .Select(a => a.Key)
            .ToHashSet();
    }

    /// <summary>The rules in force, the highest level per activity and skill; without awards of a kind that does not fulfil the skill (F1).</summary>
    private async Task<Dictionary<ActivityRef, List<SkillLevel>>> ReadAsync(IQueryable<AwardRule> rules, CancellationToken cancellationToken)
    {
        var rows = await rules.AsNoTracking().InForce()
            .Select(r => new { r.Activity, r.SkillId, r.ScaleVersion, r.Ordinal })
            .ToListAsync(cancellationToken);
        if (rows.Count == 0) return [];

        var cards = await skills.SkillsAsync(rows.Select(r => r.SkillId).ToHashSet(), cancellationToken);
        var judged = await ledger.RulesAsync(cancellationToken);
        return rows
            .Where(r => cards.ContainsKey(r.SkillId) && (judged.GetValueOrDefault(r.SkillId, SkillRule.Default).Fulfils & EvidenceKinds.Of(r.Activity)) != 0)
            .GroupBy(r => r.Activity)
            .ToDictionary(
                a => a.Key,
                a => a.GroupBy(r => r.SkillId)
                    .Select(s => new SkillLevel(s.Key, s.Max(r => cards[s.Key].ToCurrent(r.ScaleVersion, r.Ordinal))))
                    .OrderBy(l => l.SkillId)
                    .ToList());
    }
}
