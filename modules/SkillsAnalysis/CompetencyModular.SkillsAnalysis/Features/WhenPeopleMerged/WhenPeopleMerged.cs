using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Features.WhenPeopleMerged;

/// <summary>
/// Two records were one human: the evidence of both is one ledger. Levels are computed from it, so that nothing needs counting. What an award rule gave for
/// the same occurrence in both stands in it twice, as it was written, and counts once.
/// </summary>
internal sealed class WhenPeopleMerged(SkillsDb db, TimeProvider time) : IConsumer<PeopleMerged>
{
    public async Task HandleAsync(PeopleMerged happened, EventContext context, CancellationToken cancellationToken)
    {
        var (from, into, now) = (happened.FromId, happened.IntoId, time.GetUtcNow());
        var evidence = await db.Evidence.Where(e => e.PersonId == from).Select(e => e.Id).ToListAsync(cancellationToken);
        db.EvidenceMoves.AddRange(evidence.Select(id => new EvidenceMove(id, from, into, now)));

        // Awarded once: the rule stays with the row of the record that stays. The occurrence stays with both, so that taking it back takes both back.
        await AwardedInBoth(db, from, into).ExecuteUpdateAsync(e => e.SetProperty(x => x.RuleId, (Guid?)null), cancellationToken);
        await db.MovePersonAsync(from, into, [typeof(EvidenceMove)], null, cancellationToken);
    }

    internal static IQueryable<Evidence> AwardedInBoth(SkillsDb db, Guid from, Guid into) => db.Evidence.Where(e =>
        e.PersonId == from && e.RuleId != null && db.Evidence.Any(o => o.PersonId == into && o.RuleId == e.RuleId && o.OccurrenceKey == e.OccurrenceKey));
}
