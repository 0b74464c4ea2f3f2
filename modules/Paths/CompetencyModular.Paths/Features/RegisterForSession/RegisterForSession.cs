using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Paths.Features.RegisterForSession;

/// <summary>Somebody takes a seat in a session, or a place on its waiting list when it is full; what the event builds on comes first (P2).</summary>
internal static class RegisterForSession
{
    [Requires(PathsPermissions.TakeCourses)]
    internal sealed record Command(Guid SessionId) : IWrite<Response>;

    internal sealed record Response(RegistrationState State);

    internal sealed class Handler(PathsDb db, Readiness readiness, ICurrentUser user, IPeople people, IEvents events, TimeProvider time, IStringLocalizer<PathsModule> texts) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken ct)
        {
            var (me, now) = (user.Me(), time.GetUtcNow());
            if (await db.LockSessionAsync(command.SessionId, ct) is not { } session) return Error.NotFound();
            var made = await db.OpenEventsTo(me, await people.UnitOfAsync(me, ct)).FirstOrDefaultAsync(e => e.Id == session.EventId, ct);
            if (made is null) return Error.NotFound();
            var before = session.Registrations.Any(r => r.PersonId == me && r.IsOpen);
            if (!before && made.State is not TrainingEventState.Published) return EventErrors.NotOpen;
            if (await db.HasPlaceElsewhereAsync(session, me, now, ct)) return EventErrors.RegisteredElsewhere;
            // Who has a place is not asked again: a skill that lapses meanwhile takes nobody's seat.
            var missing = before ? [] : (await readiness.OfEventsAsync([made.Id], me, ct))[made.Id].Where(p => !p.Holds).ToList();
            if (missing.Count > 0) return EventErrors.PrerequisitesFirst with { Message = texts[EventErrors.PrerequisitesFirst.Code, string.Join(", ", missing.Select(p => p.Text))] };
            var registered = session.Register(me, Reasons.OwnChoice, now);
            if (registered.Error is { } error) return error;
            if (!before && registered.Value.State is RegistrationState.Registered) events.RemindLater(session, registered.Value);
            return new Response(registered.Value.State);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Post<Command, Response>("events/sessions/{sessionId:guid}/registrations", "Registers the signed-in person for a session, or puts them on its waiting list.");
    }
}
