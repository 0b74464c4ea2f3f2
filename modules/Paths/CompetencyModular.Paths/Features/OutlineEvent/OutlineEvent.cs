using CompetencyModular.Paths.Content;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.OutlineEvent;

/// <summary>An event with its sessions, the latest first, and what comes before it, as those see it who run it.</summary>
internal static class OutlineEvent
{
    [Requires(PathsPermissions.RunEvents)]
    internal sealed record Query(Guid Id, int? Page = null) : IRead<Response>;

    internal sealed record Response(Guid Id, string Title, string Summary, TrainingEventState State, Paged<Session> Sessions, IReadOnlyList<PrerequisiteState> Prerequisites);

    internal sealed record Session(Guid Id, SessionSummary When, string Place, string Link, int Seats, int Taken, int Waiting, int Attended, bool IsCancelled, bool IsBegun);

    internal sealed class Handler(PathsDb db, Readiness readiness, ICurrentUser user, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var made = await db.TrainingEvents.AsNoTracking().FirstOrDefaultAsync(e => e.Id == query.Id, ct);
            if (made is null) return Error.NotFound();
            var sessions = await db.EventSessions.AsNoTracking().Where(s => s.EventId == made.Id).OrderByDescending(s => s.StartsAt).ThenBy(s => s.Id)
                .Select(s => new Session(
                    s.Id, new SessionSummary(s.StartsAt, s.Dates.OrderBy(d => d.Number).First().EndsAt, s.TimeZone, s.Dates.Count), s.Place, s.Link, s.Seats,
                    s.Registrations.Count(r => r.State == RegistrationState.Registered || r.State == RegistrationState.Attended || r.State == RegistrationState.Absent),
                    s.Registrations.Count(r => r.State == RegistrationState.Waiting), s.Registrations.Count(r => r.State == RegistrationState.Attended),
                    s.CancelledAt != null, s.StartsAt <= now))
                .ToPageAsync(query.Page ?? 1, 25, ct);
            return new Response(made.Id, made.Title, made.Summary, made.State, sessions, [.. (await readiness.OfEventsAsync([made.Id], user.Me(), ct))[made.Id]]);
        }
    }
}
