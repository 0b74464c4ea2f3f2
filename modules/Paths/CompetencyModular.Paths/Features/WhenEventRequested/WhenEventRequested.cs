using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Notices;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.WhenEventRequested;

/// <summary>
/// An accepted plan, for instance, holds an event: the person gets a seat in the session that ends first, as the plan assumed, or where all are full
/// a place on the waiting list; they are told, and may choose another date. Where a skill comes first that they do not hold yet (P2), they are told to register once they do.
/// </summary>
internal sealed class WhenEventRequested(PathsDb db, Readiness readiness, IEvents events, TimeProvider time) : IConsumer<ActivityRequested>
{
    public async Task HandleAsync(ActivityRequested requested, EventContext context, CancellationToken cancellationToken)
    {
        if (!requested.Activity.IsEvent()) return;
        var now = time.GetUtcNow();
        var made = await db.TrainingEvents.FirstOrDefaultAsync(e => e.Id == requested.Activity.Id && e.State == TrainingEventState.Published, cancellationToken);
        if (made is null) return;
        await db.LockEventAsync(made.Id, cancellationToken);
        var sessions = await db.EventSessions.Include(s => s.Registrations).Where(s => s.EventId == made.Id && s.CancelledAt == null && s.EndsAt > context.OccurredAt)
            .OrderBy(s => s.EndsAt).ThenBy(s => s.Id).ToListAsync(cancellationToken);
        // A place that is there, or the attendance meanwhile, fulfils the wish.
        if (sessions.SelectMany(s => s.Registrations).Any(r => r.PersonId == requested.PersonId && (r.IsOpen || r.State is RegistrationState.Attended))) return;
        var open = sessions.FindAll(s => s.DeadlineAt > now);
        if ((open.Find(s => s.Free > 0) ?? open.FirstOrDefault()) is not { } session) return;
        var missing = (await readiness.OfEventsAsync([made.Id], requested.PersonId, cancellationToken))[made.Id].Where(p => !p.Holds).ToList();
        if (missing.Count > 0)
        {
            events.Notify<PathsModule>(requested.PersonId, $"event/{made.Id}", new NewNotice(
                NoticeKind.News, "Notice.EventLater", $"paths/events/{made.Id}", made.Title, string.Join(", ", missing.Select(p => p.Text))));
            return;
        }

        var registered = session.Register(requested.PersonId, requested.Reason, now);
        if (registered.Error is not null) return;
        events.TellPlace(session, registered.Value, made.Title);
        if (registered.Value.State is RegistrationState.Registered) events.RemindLater(session, registered.Value);
    }
}
