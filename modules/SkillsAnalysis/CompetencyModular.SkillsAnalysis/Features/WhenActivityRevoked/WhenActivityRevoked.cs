using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Features.WhenActivityRevoked;

/// <summary>
/// A completion was taken back: what it was awarded with is withdrawn by new rows (E3, O3), and no rule made later awards it (E7).
/// </summary>
internal sealed class WhenActivityRevoked(SkillsDb db, IEvents events, TimeProvider time) : IConsumer<ActivityRevoked>
{
    public async Task HandleAsync(ActivityRevoked happened, EventContext context, CancellationToken cancellationToken)
    {
        var (person, activity, key) = (happened.PersonId, happened.Activity, happened.OccurrenceKey);
        db.CompletedActivities.RemoveRange(await db.CompletedActivities.Where(c => c.PersonId == person && c.Activity == activity && c.OccurrenceKey == key).ToListAsync(cancellationToken));

        var standing = await db.Evidence.AsNoTracking()
            .Where(e => e.PersonId == person && e.Source == activity && e.OccurrenceKey == key && (e.Entry == EntryType.Statement || e.Entry == EntryType.Correction))
            .Where(e => !db.Evidence.Any(w => w.RefersTo == e.Id && w.Entry == EntryType.Withdrawal))
            .ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        foreach (var evidence in standing)
        {
            db.Evidence.Add(evidence.Withdraw(happened.RevokedById, happened.Reason, now));
            // Others know it by the row that first said it, or by one that corrected its level.
            if (evidence.IsNewTo(standing.Find(e => e.Id == evidence.RefersTo))) events.Publish(new SkillWithdrawn(evidence.PersonId, evidence.SkillId, evidence.Id, happened.Reason, now));
        }
    }
}
