using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.WhenStepCompleted;

/// <summary>Somebody completed an activity: where it is a step of a path they are on or were given, it may have been the last one.</summary>
internal sealed class WhenStepCompleted(PathsDb db, Whereabouts whereabouts, AssignedPaths assigned, TimeProvider time) : IConsumer<ActivityCompleted>
{
    public async Task HandleAsync(ActivityCompleted completed, EventContext context, CancellationToken cancellationToken)
    {
        var (person, activity, now) = (completed.PersonId, completed.Activity, time.GetUtcNow());
        if (activity.IsPath()) return;
        // Of courses this module knows by itself.
        if (!activity.IsCourse() && !await db.DoneActivities.AnyAsync(d => d.PersonId == person && d.Activity == activity && d.OccurrenceKey == completed.OccurrenceKey, cancellationToken))
            db.Add(new DoneActivity(person, activity, completed.OccurrenceKey, completed.CompletedAt));

        var paths = await db.Steps.Where(s => s.Activity == activity).Join(db.Paths, s => new { s.PathId, s.Edition }, p => new { PathId = p.Id, p.Edition }, (s, p) => new { p.Id, p.State })
            .Where(p => p.State != PathState.Draft).ToDictionaryAsync(p => p.Id, p => p.State, cancellationToken);
        if (paths.Count == 0) return;
        var journeys = await db.Journeys.Where(j => j.PersonId == person && paths.Keys.Contains(j.PathId)).ToListAsync(cancellationToken);
        foreach (var path in (await assigned.OfAsync(person, cancellationToken)).Select(a => a.PathId).Distinct())
        {
            // Whoever does the first step of what they were given is under way.
            if (!paths.TryGetValue(path, out var state) || state is not PathState.Published || journeys.Exists(j => j.PathId == path)) continue;
            var begun = Journey.Begin(path, person, now);
            db.Add(begun);
            journeys.Add(begun);
        }

        await whereabouts.JudgeAsync(journeys, completed, now, cancellationToken);
    }
}
