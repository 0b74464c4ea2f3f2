using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.UndoDecision;

/// <summary>Takes one's own decision back while nobody has been told and nothing written (A4).</summary>
internal static class UndoDecision
{
    [Requires(GapClosurePermissions.Decide)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(GapClosureDb db, RequestNotices notices, Deadlines deadlines, ICurrentUser user) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var me = user.Me();
            if (await db.Requests.Whole().FirstOrDefaultAsync(r => r.Id == command.Id && r.Votes.Any(v => v.ById == me), cancellationToken) is not { } request) return Error.NotFound();
            if (request.Undo(me) is { } refused) return refused;
            await notices.TellApproversAsync(request, "Notice.Waits", cancellationToken);
            await deadlines.SetAsync(request, cancellationToken);
            return Done.Value;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Post<Command, Done>("requests/{id:guid}/decision/undo", "Takes one's own decision back while nobody has been told.");
    }
}
