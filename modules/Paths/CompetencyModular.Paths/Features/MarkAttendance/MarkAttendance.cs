using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.People;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.MarkAttendance;

/// <summary>Its trainer, or who runs events, says who took part in a session: whoever did has completed the event (R3.3); whoever did not may register again.</summary>
internal static class MarkAttendance
{
    [Requires(PathsPermissions.Read)]
    internal sealed record Query(Guid SessionId) : IRead<Response>;

    internal sealed record Response(
        Guid EventId, string Title, SessionWords Session, string Trainer, int Seats, int Free, bool IsBegun, string? CancelReason, IReadOnlyList<Row> People);

    internal sealed record SessionWords(DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone, int Dates, string Place, string Link);

    internal sealed record Row(Guid RegistrationId, string Name, string Unit, RegistrationState State);

    [Requires(PathsPermissions.Read)]
    internal sealed record Command : IWrite<Done>
    {
        public Guid SessionId { get; set; }

        /// <summary>The registrations of those who were there.</summary>
        public List<Guid> Present { get; set; } = [];
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Present.Count).LessThanOrEqualTo(10_000);
    }

    internal sealed class QueryHandler(PathsDb db, ICurrentUser user, IPeople people, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var session = await db.EventSessions.AsNoTracking().Include(s => s.Dates).Include(s => s.Registrations).AsSplitQuery().FirstOrDefaultAsync(s => s.Id == query.SessionId, ct);
            if (session is null || (session.TrainerId != user.PersonId && !user.Has(PathsPermissions.RunEvents))) return Error.NotFound();
            var title = await db.TrainingEvents.Where(e => e.Id == session.EventId).Select(e => e.Title).SingleAsync(ct);
            var shown = session.Registrations.Where(r => r.State is not RegistrationState.Withdrawn).ToList();
            var cards = await people.CardsAsync([.. shown.Select(r => r.PersonId).Append(session.TrainerId ?? Guid.Empty).Distinct()], ct);
            return new Response(
                session.EventId, title, new SessionWords(session.Dates[0].StartsAt, session.Dates[0].EndsAt, session.TimeZone, session.Dates.Count, session.Place, session.Link),
                session.TrainerId is { } trainer ? cards.GetValueOrDefault(trainer)?.Name ?? "" : "", session.Seats, session.Free,
                time.GetUtcNow() >= session.StartsAt, session.CancelledAt is null ? null : session.CancelReason,
                [.. shown.OrderBy(r => r.State is RegistrationState.Waiting).ThenBy(r => r.Turn)
                    .Select(r => new Row(r.Id, cards.GetValueOrDefault(r.PersonId)?.Name ?? "", cards.GetValueOrDefault(r.PersonId)?.Unit ?? "", r.State))]);
        }
    }

    internal sealed class CommandHandler(PathsDb db, ICurrentUser user, IEvents events, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var session = await db.LockSessionAsync(command.SessionId, ct);
            if (session is null || (session.TrainerId != user.PersonId && !user.Has(PathsPermissions.RunEvents))) return Error.NotFound();
            var title = await db.TrainingEvents.Where(e => e.Id == session.EventId).Select(e => e.Title).SingleAsync(ct);
            var expected = session.Registrations.Where(r => r.State is RegistrationState.Registered).ToList();
            var marked = session.Mark(command.Present.ToHashSet(), title, time.GetUtcNow());
            if (marked.Error is not null) return marked;
            foreach (var happened in session.Happened) events.Publish(happened);
            foreach (var absent in expected.Where(r => r.State is RegistrationState.Absent)) events.Tell(session, absent, "Notice.NotYetAttended", NoticeKind.News, title);
            return marked;
        }
    }
}
