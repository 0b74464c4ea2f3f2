using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Specifications;

internal static class EventSpecifications
{
    /// <summary>Events on offer to people of a unit.</summary>
    public static IQueryable<TrainingEvent> OnOfferTo(this IQueryable<TrainingEvent> events, string unit) => events.Where(e =>
        e.State == TrainingEventState.Published && (e.IsForEverybody || e.Units.Any(u => u.Unit == unit)));

    /// <summary>Events that a person may open: those on offer, and those in which they have or had a place.</summary>
    public static IQueryable<TrainingEvent> OpenEventsTo(this PathsDb db, Guid personId, string unit) => db.TrainingEvents.Where(e =>
        (e.State == TrainingEventState.Published && (e.IsForEverybody || e.Units.Any(u => u.Unit == unit)))
        || db.Registrations.Any(r => r.EventId == e.Id && r.PersonId == personId)
        || db.EventSessions.Any(s => s.EventId == e.Id && s.TrainerId == personId));

    /// <summary>Sessions that take place and for which one can still register.</summary>
    public static IQueryable<EventSession> OpenAt(this IQueryable<EventSession> sessions, DateTimeOffset now) =>
        sessions.Where(s => s.CancelledAt == null && s.DeadlineAt > now);

    /// <summary>
    /// A session with all who have a place in it, for a change. Its event's row stays locked until the unit of work ends, so that two who want the
    /// last seat come one after the other, also where they want it in two sessions.
    /// </summary>
    public static async Task<EventSession?> LockSessionAsync(this PathsDb db, Guid sessionId, CancellationToken ct)
    {
        var eventId = await db.EventSessions.Where(s => s.Id == sessionId).Select(s => (Guid?)s.EventId).FirstOrDefaultAsync(ct);
        if (eventId is not { } id) return null;
        await db.LockEventAsync(id, ct);
        return await db.EventSessions.Include(s => s.Dates).Include(s => s.Registrations).AsSplitQuery().SingleAsync(s => s.Id == sessionId, ct);
    }

    /// <summary>Locks an event's row; on SQLite whoever writes is alone anyway.</summary>
    public static Task LockEventAsync(this PathsDb db, Guid eventId, CancellationToken ct) =>
        db.TrainingEvents.Where(e => e.Id == eventId).ExecuteUpdateAsync(e => e.SetProperty(x => x.Version, x => x.Version), ct);

    /// <summary>Whether somebody has an open place in another session of the same event that is still to come.</summary>
    public static Task<bool> HasPlaceElsewhereAsync(this PathsDb db, EventSession session, Guid personId, DateTimeOffset now, CancellationToken ct) => db.EventSessions.AnyAsync(
        s => s.EventId == session.EventId && s.Id != session.Id && s.CancelledAt == null && s.StartsAt > now
            && s.Registrations.Any(r => r.PersonId == personId && (r.State == RegistrationState.Registered || r.State == RegistrationState.Waiting)), ct);
}
