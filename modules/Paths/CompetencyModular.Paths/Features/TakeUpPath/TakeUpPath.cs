using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.TakeUpPath;

/// <summary>Somebody takes up a path, takes it up again, or finishes one whose steps are all mastered: what is held already counts (N3).</summary>
internal static class TakeUpPath
{
    [Requires(PathsPermissions.TakeCourses)]
    internal sealed record Command(Guid Id) : IWrite<Response>;

    internal sealed record Response(bool IsMastered);

    internal sealed class Handler(PathsDb db, Whereabouts whereabouts, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken ct)
        {
            var (me, now) = (user.Me(), time.GetUtcNow());
            var state = await db.PathsOpenTo(me).Where(p => p.Id == command.Id).Select(p => (PathState?)p.State).FirstOrDefaultAsync(ct);
            if (state is null) return Error.NotFound();
            var journey = await db.Journeys.FirstOrDefaultAsync(j => j.PersonId == me && j.PathId == command.Id, ct);
            // What is retired can be finished, and is not begun again.
            if (state is not PathState.Published && journey is not { LeftAt: null }) return LearningPathErrors.NotOpen;
            if (journey is null) db.Add(journey = Journey.Begin(command.Id, me, now));
            journey.Resume();
            await whereabouts.JudgeAsync([journey], null, now, ct);
            return new Response(journey.MasteredAt is not null);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Response>("learning-paths/{id:guid}/journeys", "Puts the signed-in person on a learning path; who is on it already stays so.");
    }
}
