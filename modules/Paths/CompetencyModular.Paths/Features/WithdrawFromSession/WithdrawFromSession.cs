using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.WithdrawFromSession;

/// <summary>Somebody gives a seat back until the deadline, or leaves the waiting list; the first who waits moves up and is told.</summary>
internal static class WithdrawFromSession
{
    [Requires(PathsPermissions.TakeCourses)]
    internal sealed record Command(Guid SessionId) : IWrite<Done>;

    internal sealed class Handler(PathsDb db, ICurrentUser user, IEvents events, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await db.LockSessionAsync(command.SessionId, ct) is not { } session) return Error.NotFound();
            var moved = session.Withdraw(user.Me(), time.GetUtcNow());
            if (moved.Error is { } error) return error;
            var title = await db.TrainingEvents.Where(e => e.Id == session.EventId).Select(e => e.Title).SingleAsync(ct);
            events.TellMovedUp(session, moved.Value, title);
            return Done.Value;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Post<Command, Done>("events/sessions/{sessionId:guid}/withdrawals", "Gives the signed-in person's seat or place on the waiting list back.");
    }
}
