using System.Text.Json.Serialization;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Paths.Domain;

/// <summary>
/// One time an event takes place, on one or several dates, with its seats and who has them. Whoever changes who has a seat holds the event's row
/// locked meanwhile, so that the last seat goes to one person.
/// </summary>
internal sealed class EventSession : IVersioned
{
    private readonly List<SessionDate> dates = [];
    private readonly List<Registration> registrations = [];
    private readonly List<IEvent> happened = [];

    private EventSession()
    {
    }

    public Guid Id { get; private set; }

    public Guid EventId { get; private set; }

    public string Place { get; private set; } = "";

    /// <summary>Where it is joined online; empty where it is not.</summary>
    public string Link { get; private set; } = "";

    public Guid? TrainerId { get; private set; }

    public int Seats { get; private set; }

    /// <summary>The zone in which its dates were written, and are shown.</summary>
    public string TimeZone { get; private set; } = "";

    public DateTimeOffset StartsAt { get; private set; }

    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>Until then one registers and withdraws.</summary>
    public DateTimeOffset DeadlineAt { get; private set; }

    public DateTimeOffset? CancelledAt { get; private set; }

    public string CancelReason { get; private set; } = "";

    /// <summary>Raised with each change that calendars must learn of.</summary>
    public int Sequence { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<SessionDate> Dates => [.. dates.OrderBy(d => d.Number)];

    public IReadOnlyList<Registration> Registrations => registrations;

    /// <summary>The facts to tell others that this unit of work made true.</summary>
    public IReadOnlyList<IEvent> Happened => happened;

    public int Free => Math.Max(0, Seats - registrations.Count(r => r.HasSeat));

    public IReadOnlyList<Registration> Waiting => [.. registrations.Where(r => r.State is RegistrationState.Waiting).OrderBy(r => r.Turn)];

    public static EventSession Plan(Guid id, Guid eventId, SessionDetails details, DateTimeOffset now)
    {
        var session = new EventSession { Id = id, EventId = eventId };
        session.Take(details, now);
        return session;
    }

    /// <summary>Changes it before it begins.</summary>
    /// <returns>Whether those who take part must learn of it, and who moved up because there are more seats.</returns>
    public Result<(bool IsNews, List<Registration> MovedUp)> Change(SessionDetails details, DateTimeOffset now)
    {
        if (CancelledAt is not null) return EventErrors.SessionCancelled;
        if (now >= StartsAt) return EventErrors.SessionBegan;
        if (details.Seats < registrations.Count(r => r.HasSeat)) return EventErrors.SeatsTaken;
        var isNews = (Place, Link) != (details.Place, details.Link) || !Dates.Select(d => (d.StartsAt, d.EndsAt)).SequenceEqual(details.Dates);
        Take(details, now);
        if (isNews) Sequence++;
        return (isNews, MoveUp(now));
    }

    /// <summary>It does not take place.</summary>
    /// <returns>Those who had a seat or waited for one.</returns>
    public Result<List<Registration>> Cancel(string reason, DateTimeOffset now)
    {
        if (CancelledAt is not null) return EventErrors.SessionCancelled;
        if (now >= StartsAt) return EventErrors.SessionBegan;
        (CancelledAt, CancelReason, ChangedAt) = (now, reason, now);
        Sequence++;
        return registrations.FindAll(r => r.IsOpen);
    }

    /// <summary>Gives somebody a seat, or a place on the waiting list when none is free. Who has one already keeps it.</summary>
    public Result<Registration> Register(Guid personId, string reason, DateTimeOffset now)
    {
        var mine = registrations.Find(r => r.PersonId == personId);
        if (mine is { IsOpen: true }) return mine;
        if (CancelledAt is not null) return EventErrors.SessionCancelled;
        if (now >= DeadlineAt) return EventErrors.DeadlinePassed;
        if (mine is null) registrations.Add(mine = new Registration(Guid.CreateVersion7(now), Id, EventId, personId));
        mine.Enter(Free > 0 ? RegistrationState.Registered : RegistrationState.Waiting, registrations.Max(r => r.Turn) + 1, reason, now);
        return mine;
    }

    /// <summary>Somebody gives the seat back until the deadline, or leaves the waiting list.</summary>
    /// <returns>Who moved up.</returns>
    public Result<List<Registration>> Withdraw(Guid personId, DateTimeOffset now)
    {
        if (registrations.Find(r => r.PersonId == personId && r.IsOpen) is not { } mine) return Error.NotFound();
        if (mine.HasSeat && CancelledAt is null && now >= DeadlineAt) return EventErrors.DeadlinePassed;
        mine.Become(RegistrationState.Withdrawn, now);
        return MoveUp(now);
    }

    /// <summary>Says who took part, once it has begun. Whom nobody marks as present was absent, and may register again for another session.</summary>
    public Result<Done> Mark(IReadOnlySet<Guid> present, string title, DateTimeOffset now)
    {
        if (CancelledAt is not null) return EventErrors.SessionCancelled;
        if (now < StartsAt) return EventErrors.SessionNotBegun;
        foreach (var registration in registrations.Where(r => r.State is not (RegistrationState.Withdrawn or RegistrationState.Attended)))
        {
            if (present.Contains(registration.Id))
            {
                registration.Attend(now);
                happened.Add(new ActivityCompleted(registration.PersonId, EventRef.Of(EventId), registration.OccurrenceKey, title, EndsAt < now ? EndsAt : now));
            }
            else if (registration.State is RegistrationState.Registered) registration.Become(RegistrationState.Absent, now);
        }

        return Done.Value;
    }

    /// <summary>Somebody was marked as present by mistake: what was awarded for it is withdrawn.</summary>
    public Result<Done> TakeBack(Guid registrationId, string reason, Guid? by, DateTimeOffset now)
    {
        if (registrations.Find(r => r.Id == registrationId) is not { } registration) return Error.NotFound();
        if (registration.State is not RegistrationState.Attended) return EventErrors.NotAttended;
        happened.Add(new ActivityRevoked(registration.PersonId, EventRef.Of(EventId), registration.OccurrenceKey, reason, by, now));
        registration.Become(RegistrationState.Absent, now);
        return Done.Value;
    }

    private List<Registration> MoveUp(DateTimeOffset now)
    {
        var moved = CancelledAt is null && now < StartsAt ? Waiting.Take(Free).ToList() : [];
        foreach (var registration in moved) registration.Become(RegistrationState.Registered, now);
        return moved;
    }

    private void Take(SessionDetails details, DateTimeOffset now)
    {
        (Place, Link, TrainerId, Seats, TimeZone) = (details.Place, details.Link, details.TrainerId, details.Seats, details.TimeZone);
        dates.RemoveAll(d => d.Number > details.Dates.Count);
        foreach (var ((startsAt, endsAt), index) in details.Dates.Select((d, index) => (d, index)))
        {
            if (dates.Find(d => d.Number == index + 1) is { } date) date.Move(startsAt, endsAt);
            else dates.Add(new SessionDate(Id, index + 1, startsAt, endsAt));
        }

        (StartsAt, EndsAt) = (details.Dates[0].StartsAt, details.Dates[^1].EndsAt);
        DeadlineAt = details.DeadlineAt < StartsAt ? details.DeadlineAt.Value : StartsAt;
        ChangedAt = now;
    }
}

/// <summary>When and where a session takes place.</summary>
/// <param name="Dates">At least one, in order, none overlapping.</param>
/// <param name="TimeZone">The id of the zone.</param>
/// <param name="Place">Where one goes; empty where it is only online.</param>
/// <param name="Link">Where one joins online; empty where one goes there.</param>
/// <param name="TrainerId">Who teaches, where it is known.</param>
/// <param name="Seats">How many.</param>
/// <param name="DeadlineAt">Until then one registers; its beginning where null.</param>
internal sealed record SessionDetails(
    IReadOnlyList<(DateTimeOffset StartsAt, DateTimeOffset EndsAt)> Dates, string TimeZone, string Place, string Link, Guid? TrainerId, int Seats, DateTimeOffset? DeadlineAt);

/// <summary>One of the dates of a session.</summary>
internal sealed class SessionDate(Guid sessionId, int number, DateTimeOffset startsAt, DateTimeOffset endsAt)
{
    public Guid SessionId { get; private set; } = sessionId;

    /// <summary>From 1, in order of time.</summary>
    public int Number { get; private set; } = number;

    public DateTimeOffset StartsAt { get; private set; } = startsAt;

    public DateTimeOffset EndsAt { get; private set; } = endsAt;

    public void Move(DateTimeOffset startsAt, DateTimeOffset endsAt) => (StartsAt, EndsAt) = (startsAt, endsAt);
}

/// <summary>Somebody's place in a session.</summary>
internal sealed class Registration(Guid id, Guid sessionId, Guid eventId, Guid personId)
{
    public Guid Id { get; private set; } = id;

    public Guid SessionId { get; private set; } = sessionId;

    public Guid EventId { get; private set; } = eventId;

    public Guid PersonId { get; private set; } = personId;

    public RegistrationState State { get; private set; }

    /// <summary>The place in the order in which people came; the first who waits is the first to move up.</summary>
    public int Turn { get; private set; }

    /// <summary>Why, as a stable code such as <c>own-choice</c> or <c>gap-plan</c>.</summary>
    public string Reason { get; private set; } = "";

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>How often it was said that the person took part; more than once where that was taken back.</summary>
    public int Times { get; private set; }

    public string OccurrenceKey => $"{Id}/{Times}";

    public bool IsOpen => State is RegistrationState.Registered or RegistrationState.Waiting;

    public bool HasSeat => State is RegistrationState.Registered or RegistrationState.Attended or RegistrationState.Absent;

    public void Enter(RegistrationState state, int turn, string reason, DateTimeOffset now) => (State, Turn, Reason, ChangedAt) = (state, turn, reason, now);

    public void Become(RegistrationState state, DateTimeOffset now) => (State, ChangedAt) = (state, now);

    public void Attend(DateTimeOffset now) => (State, Times, ChangedAt) = (RegistrationState.Attended, Times + 1, now);
}

[JsonConverter(typeof(JsonStringEnumConverter<RegistrationState>))]
internal enum RegistrationState
{
    /// <summary>Given back, or left the waiting list.</summary>
    Withdrawn,
    Waiting,
    Registered,
    Attended,

    /// <summary>Was not there; may register again.</summary>
    Absent,
}
