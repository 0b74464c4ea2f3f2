using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Features.WhenActivityRevoked;

/// <summary>
/// A completion was taken back: what it was awarded with is withdrawn by new rows (E3, O3), and no rule made later awards it (E7).
/// </summary>
internal sealed class WhenActivityRevoked(SkillsDb db, TimeProvider time) : IConsumer<ActivityRevoked>
{
    public async Task HandleAsync(ActivityRevoked happened, EventContext context, CancellationToken cancellationToken)
    {
        var (person, activity, key) = (happened.PersonId, happened.Activity, happened.OccurrenceKey);
        db.CompletedActivities.RemoveRange(await db.CompletedActivities.Where(c => c.PersonId == person && c.Activity == activity && c.OccurrenceKey == key).ToListAsync(cancellationToken));

        var standing = await db.Evidence.AsNoTracking()
            .Where(e => e.PersonId == person && e.Source == activity && e.OccurrenceKey == key && e.Entry == EntryType.Statement)
            .Where(e => !db.Evidence.Any(w => w.RefersTo == e.Id && w.Entry == EntryType.Withdrawal))
            .ToListAsync(cancellationToken);
        db.Evidence.AddRange(standing.Select(e => e.Withdraw(happened.RevokedById, happened.Reason, time.GetUtcNow())));
    }
}
