using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.WithdrawRequest;

/// <summary>Takes one's own request back before it is decided; it stays readable (A1).</summary>
internal static class WithdrawRequest
{
    [Requires(GapClosurePermissions.Ask)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(GapClosureDb db, RequestNotices notices, ICurrentUser user) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var me = user.Me();
            if (await db.Requests.FirstOrDefaultAsync(r => r.Id == command.Id && r.PersonId == me, cancellationToken) is not { } request) return Error.NotFound();
            if (request.Withdraw() is { } refused) return refused;
            notices.NoLongerWaits(request);
            notices.NoQuestionWaits(request);
            return Done.Value;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Post<Command, Done>("requests/{id:guid}/withdrawal", "Takes one's own request back before it is decided.");
    }
}
