using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Notices;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.WhenSessionComes;

/// <summary>Somebody's session begins within a day; delivered at that time.</summary>
/// <param name="RegistrationId">Whose place.</param>
/// <param name="Sequence">The state of the session's dates; where they were changed since, another of these comes.</param>
[Event("paths.session-due")]
internal sealed record SessionDue(Guid RegistrationId, int Sequence) : IEvent
{
    /// <inheritdoc/>
    public string StreamKey => $"registration/{RegistrationId}/{Sequence}";
}

/// <summary>Reminds those who still take part.</summary>
internal sealed class WhenSessionComes(PathsDb db, IEvents events, TimeProvider time) : IConsumer<SessionDue>
{
    public async Task HandleAsync(SessionDue due, EventContext context, CancellationToken cancellationToken)
    {
        var registration = await db.Registrations.AsNoTracking().FirstOrDefaultAsync(r => r.Id == due.RegistrationId, cancellationToken);
        if (registration is not { State: RegistrationState.Registered }) return;
        var session = await db.EventSessions.AsNoTracking().SingleAsync(s => s.Id == registration.SessionId, cancellationToken);
        if (session.Sequence != due.Sequence || session.CancelledAt is not null || session.StartsAt <= time.GetUtcNow()) return;
        var title = await db.TrainingEvents.Where(e => e.Id == session.EventId).Select(e => e.Title).SingleAsync(cancellationToken);
        events.Tell(session, registration, "Notice.SessionComes", NoticeKind.Expires, title);
    }
}
