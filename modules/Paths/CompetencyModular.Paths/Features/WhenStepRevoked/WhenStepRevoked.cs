using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.WhenStepRevoked;

/// <summary>A completion was taken back as if it had never been: a mastery of a path that rested on it goes with it (N3). Nothing else takes one back.</summary>
internal sealed class WhenStepRevoked(PathsDb db, IEvents events) : IConsumer<ActivityRevoked>
{
    public async Task HandleAsync(ActivityRevoked revoked, EventContext context, CancellationToken cancellationToken)
    {
        var (person, activity) = (revoked.PersonId, revoked.Activity);
        if (activity.IsPath()) return;
        if (await IsStillDoneAsync(revoked, cancellationToken)) return;
        var journeys = await db.Journeys.Where(j => j.PersonId == person && j.MasteredAt != null && db.Steps.Any(s => s.PathId == j.PathId && s.Edition == j.MasteredEdition && s.Activity == activity))
            .ToListAsync(cancellationToken);
        foreach (var journey in journeys)
        {
            if (journey.Reopen(revoked) is { } reopened) events.Publish(reopened);
        }
    }

    /// <summary>Whether it was completed more than once, or is not known here.</summary>
    private async Task<bool> IsStillDoneAsync(ActivityRevoked revoked, CancellationToken cancellationToken)
    {
        var (person, activity) = (revoked.PersonId, revoked.Activity);
        if (activity.IsCourse()) return await db.Enrolments.AnyAsync(e => e.PersonId == person && e.CourseId == activity.Id && e.MasteredAt != null, cancellationToken);
        var done = await db.DoneActivities.Where(d => d.PersonId == person && d.Activity == activity).ToListAsync(cancellationToken);
        if (done.Find(d => d.OccurrenceKey == revoked.OccurrenceKey) is not { } undone) return true;
        db.Remove(undone);
        return done.Count > 1;
    }
}
