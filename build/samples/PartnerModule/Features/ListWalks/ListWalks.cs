using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Partner.SafetyWalks.Persistence;

namespace Partner.SafetyWalks.Features.ListWalks;

/// <summary>The walks there are, and how far I am with each.</summary>
internal static class ListWalks
{
    [Requires(WalkPermissions.Walk)]
    internal sealed record Query : IRead<Response>;

    internal sealed record Response(IReadOnlyList<Row> Walks);

    /// <param name="IsWanted">Whether it is in a plan that the person accepted.</param>
    internal sealed record Row(Guid Id, string Title, int Minutes, bool IsWanted, bool IsFinished);

    internal sealed class Handler(WalksDb db, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var me = user.Me();
            var rows = from walk in db.Walks.AsNoTracking()
                       join round in db.Rounds.Where(r => r.PersonId == me) on walk.Id equals round.WalkId into rounds
                       from round in rounds.DefaultIfEmpty()
                       orderby walk.Title
                       select new Row(walk.Id, walk.Title, walk.Minutes, round != null && round.WantedAt != null, round != null && round.FinishedAt != null);
            return new Response(await rows.ToListAsync(cancellationToken));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("walks", "The walks, and how far the signed-in person is with each.");
    }
}
