using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.WhenActivityRequested;

/// <summary>
/// An accepted plan, for instance, holds a programme or one of its objectives: the wish waits for somebody to choose a mentor. One that is open already
/// fulfils it.
/// </summary>
internal sealed class WhenActivityRequested(OjtDb db, TrainingNotices notices, TimeProvider time) : IConsumer<ActivityRequested>
{
    public async Task HandleAsync(ActivityRequested requested, EventContext context, CancellationToken cancellationToken)
    {
        var activity = requested.Activity;
        Guid? programmeId = activity.IsOf(OjtRef.ProgrammeKind) ? activity.Id
            : activity.IsOf(OjtRef.ObjectiveKind) ? await db.Objectives.Where(o => o.Id == activity.Id).Select(o => (Guid?)o.ProgrammeId).FirstOrDefaultAsync(cancellationToken)
            : null;
        if (programmeId is not { } id || await db.Programmes.FirstOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } programme) return;
        if (await db.LatestVersionAsync(id, cancellationToken) is not { } version) return;
        var states = await db.Trainings.Where(t => t.TraineeId == requested.PersonId && t.ProgrammeId == id).Select(t => new { t.State, t.CompletedAt }).ToListAsync(cancellationToken);
        // What was completed since the wish was made fulfils it.
        if (states.Exists(t => t.State is TrainingState.Active or TrainingState.Requested || t.CompletedAt >= context.OccurredAt)) return;
        var begun = Training.Begin(programme, version, states.Count, requested.PersonId, mentorId: null, context.ActorId, time.GetUtcNow());
        // A programme that was retired meanwhile is no longer on offer; the next plan will not hold it.
        if (begun.Error is not null) return;
        db.Add(begun.Value);
        await notices.PublishAsync(begun.Value, cancellationToken);
    }
}
