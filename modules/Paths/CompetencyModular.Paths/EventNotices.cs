using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Features.WhenSessionComes;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Notices;

namespace CompetencyModular.Paths;

/// <summary>What people are told about their sessions. One key for a session and person, so that the newest word stands.</summary>
internal static class EventNotices
{
    public static void TellPlace(this IEvents events, EventSession session, Registration registration, string title) =>
        events.Tell(session, registration, registration.State is RegistrationState.Waiting ? "Notice.OnWaitingList" : "Notice.Registered", NoticeKind.News, title);

    public static void TellMovedUp(this IEvents events, EventSession session, IEnumerable<Registration> moved, string title)
    {
        foreach (var registration in moved)
        {
            events.Tell(session, registration, "Notice.MovedUp", NoticeKind.Decided, title);
            events.RemindLater(session, registration);
        }
    }

    public static void TellCancelled(this IEvents events, EventSession session, IEnumerable<Registration> concerned, string title)
    {
        foreach (var registration in concerned) events.Tell(session, registration, "Notice.SessionCancelled", NoticeKind.News, title, session.CancelReason);
    }

    public static void TellChanged(this IEvents events, EventSession session, string title)
    {
        foreach (var registration in session.Registrations.Where(r => r.IsOpen))
        {
            events.Tell(session, registration, "Notice.SessionChanged", NoticeKind.News, title);
            if (registration.State is RegistrationState.Registered) events.RemindLater(session, registration);
        }
    }

    public static void Tell(this IEvents events, EventSession session, Registration registration, string textKey, NoticeKind kind, string title, params string[] more) =>
        events.Notify<PathsModule>(registration.PersonId, $"session/{session.Id}", new NewNotice(
            kind, textKey, $"paths/events/{session.EventId}", [title, NewNotice.Time(session.StartsAt), .. more]));

    /// <summary>The day before it begins; whether the person then still takes part is asked at that time.</summary>
    public static void RemindLater(this IEvents events, EventSession session, Registration registration) =>
        events.Publish(new SessionDue(registration.Id, session.Sequence), session.StartsAt.AddDays(-1));
}
