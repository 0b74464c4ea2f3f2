using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.SkillsAnalysis.Contracts;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure;

/// <summary>What waits for approval, for those who show the state of skills (G2). A decision that can be undone is not told yet (A4).</summary>
internal sealed class RequestedLevels(GapClosureDb db, ISkillLookup skills) : IRequestedLevels
{
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyDictionary<Guid, int>>> WaitingAsync(IReadOnlyCollection<Guid> personIds, CancellationToken cancellationToken)
    {
        var waiting = await db.Requests.AsNoTracking()
            .Where(r => personIds.Contains(r.PersonId) && (r.State == RequestState.Submitted || (r.ReleasedAt == null && (r.State == RequestState.Approved || r.State == RequestState.NotYet))))
            .Select(r => new { r.PersonId, r.SkillId, r.ScaleVersion, r.Ordinal }).ToListAsync(cancellationToken);
        if (waiting.Count == 0) return new Dictionary<Guid, IReadOnlyDictionary<Guid, int>>();
        var cards = await skills.SkillsAsync(waiting.Select(r => r.SkillId).ToHashSet(), cancellationToken);
        return waiting.Where(r => cards.ContainsKey(r.SkillId)).GroupBy(r => r.PersonId).ToDictionary(
            p => p.Key,
            IReadOnlyDictionary<Guid, int> (p) => p.GroupBy(r => r.SkillId).ToDictionary(s => s.Key, s => s.Max(r => cards[r.SkillId].ToCurrent(r.ScaleVersion, r.Ordinal))));
    }
}
