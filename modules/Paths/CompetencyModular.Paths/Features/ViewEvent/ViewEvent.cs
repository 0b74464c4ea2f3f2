using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.ViewEvent;

/// <summary>An event: what it is about, its sessions to come with their free seats, and the place the person has or had in one.</summary>
internal static class ViewEvent
{
    private const int MostSessions = 50;

    [Requires(PathsPermissions.Read)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="Prerequisites">What one holds before one registers, as it stands for the person (P2).</param>
    /// <param name="AttendedAt">When the person last took part; null where never.</param>
    internal sealed record Response(
        Guid Id, string Title, string Summary, string Agenda, int Minutes, decimal Money, string Language, TrainingEventState State, IReadOnlyList<string> Tags,
        IReadOnlyList<PrerequisiteState> Prerequisites, IReadOnlyList<Session> Sessions, DateTimeOffset? AttendedAt)
    {
        public bool MayRegister => Prerequisites.All(p => p.Holds);


        /// <summary>The session to come in which the person has a seat or waits for one.</summary>
        public Session? Mine => Sessions.FirstOrDefault(s => s is { Mine: RegistrationState.Registered or RegistrationState.Waiting, CancelReason: null });
    }

    /// <param name="Mine">The person's place in it; null where there is none.</param>
    /// <param name="Position">The person's place on the waiting list, from 1; 0 where they do not wait.</param>
    /// <param name="RunsIt">Whether the person is its trainer.</param>
    internal sealed record Session(
        Guid Id, IReadOnlyList<Date> Dates, string TimeZone, string Place, string Link, bool IsOnline, string Trainer, int Free, int Waiting, DateTimeOffset DeadlineAt, bool IsOpen,
        string? CancelReason, RegistrationState? Mine, int Position, bool RunsIt);

    internal sealed record Date(DateTimeOffset StartsAt, DateTimeOffset EndsAt);

    internal sealed class Handler(PathsDb db, Readiness readiness, ICurrentUser user, IPeople people, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var (me, now) = (user.Me(), time.GetUtcNow());
            var events = user.Has(PathsPermissions.RunEvents) ? db.TrainingEvents : db.OpenEventsTo(me, await people.UnitOfAsync(me, ct));
            var made = await events.AsNoTracking().Include(e => e.Tags).FirstOrDefaultAsync(e => e.Id == query.Id, ct);
            if (made is null) return Error.NotFound();
            // What was cancelled is shown to those whom it concerns; what is over, to nobody but its trainer, for a month.
            var shown = await db.EventSessions.AsNoTracking().Include(s => s.Dates).Include(s => s.Registrations).AsSplitQuery()
                .Where(s => s.EventId == made.Id && (s.EndsAt > now || (s.TrainerId == me && s.EndsAt > now.AddDays(-30)))
                    && (s.CancelledAt == null || s.Registrations.Any(r => r.PersonId == me && r.State != RegistrationState.Withdrawn)))
                .OrderBy(s => s.StartsAt).ThenBy(s => s.Id).Take(MostSessions).ToListAsync(ct);
            var trainers = await people.CardsAsync([.. shown.Select(s => s.TrainerId).OfType<Guid>().Distinct()], ct);
            var attended = await db.Registrations.Where(r => r.EventId == made.Id && r.PersonId == me && r.State == RegistrationState.Attended)
                .Join(db.EventSessions, r => r.SessionId, s => s.Id, (r, s) => (DateTimeOffset?)s.EndsAt).MaxAsync(ct);
            return new Response(
                made.Id, made.Title, made.Summary, made.Agenda, made.Minutes, made.Money, made.Language, made.State, [.. made.Tags.Select(t => t.Tag).Order(StringComparer.CurrentCulture)],
                [.. (await readiness.OfEventsAsync([made.Id], me, ct))[made.Id]],
                [.. shown.Select(s => Show(s, me, now, s.TrainerId is { } t ? trainers.GetValueOrDefault(t)?.Name ?? "" : ""))], attended);
        }

        private static Session Show(EventSession session, Guid me, DateTimeOffset now, string trainer)
        {
            var mine = session.Registrations.FirstOrDefault(r => r.PersonId == me && r.State is not RegistrationState.Withdrawn);
            var waiting = session.Waiting;
            return new Session(
                session.Id, [.. session.Dates.Select(d => new Date(d.StartsAt, d.EndsAt))], session.TimeZone, session.Place,
                // The link is for those who take part.
                mine is { HasSeat: true } || session.TrainerId == me ? session.Link : "", session.Link.Length > 0,
                trainer, session.Free, waiting.Count, session.DeadlineAt,
                session.CancelledAt is null && session.DeadlineAt > now, session.CancelledAt is null ? null : session.CancelReason, mine?.State,
                mine?.State is RegistrationState.Waiting ? waiting.TakeWhile(r => r.Id != mine.Id).Count() + 1 : 0, session.TrainerId == me);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Get<Query, Response>("events/{id:guid}", "A training event with its sessions to come and the signed-in person's place in them.");
    }
}
