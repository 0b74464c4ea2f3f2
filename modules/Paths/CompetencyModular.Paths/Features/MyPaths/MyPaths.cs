using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.MyPaths;

/// <summary>The learning paths somebody is on or was given, with how far they are (R1.3).</summary>
internal static class MyPaths
{
    /// <param name="OpenOnly">Only what is not yet mastered.</param>
    [Requires(PathsPermissions.TakeCourses)]
    internal sealed record Query(bool? OpenOnly = null) : IRead<Response>;

    internal sealed record Response(IReadOnlyList<Row> Paths);

    /// <param name="IsGiven">Whether somebody assigned it.</param>
    /// <param name="DueOn">The earliest day by which it is to be mastered.</param>
    /// <param name="Next">The title of the step that comes next.</param>
    internal sealed record Row(Guid Id, string Title, int Steps, int Done, bool IsGiven, DateOnly? DueOn, bool IsBegun, DateTimeOffset? MasteredAt, string? Next);

    internal sealed class Handler(PathsDb db, Whereabouts whereabouts, AssignedPaths assigned, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var me = user.Me();
            var given = (await assigned.OfAsync(me, ct)).ToLookup(a => a.PathId);
            var journeys = await db.Journeys.AsNoTracking().Where(j => j.PersonId == me).ToDictionaryAsync(j => j.PathId, ct);
            var on = journeys.Values.Where(j => j.LeftAt is null).Select(j => j.PathId).Concat(given.Select(g => g.Key)).ToHashSet();
            if (query.OpenOnly is true) on.ExceptWith(journeys.Values.Where(j => j.MasteredAt is not null).Select(j => j.PathId));
            if (on.Count == 0) return new Response([]);

            var paths = await db.PathsOpenTo(me).AsInForce().Where(p => on.Contains(p.Id)).ToListAsync(ct);
            var ground = await whereabouts.ReadAsync([me], paths.SelectMany(p => p.InForce).Select(s => s.Activity), ct);
            return new Response(
            [
                .. paths.Select(p => Row(p, ground.Of(me, p), journeys.GetValueOrDefault(p.Id)))
                    .OrderBy(r => r.MasteredAt is not null).ThenBy(r => r.DueOn ?? DateOnly.MaxValue).ThenBy(r => r.Title, StringComparer.CurrentCulture).ThenBy(r => r.Id),
            ]);

            Row Row(LearningPath path, PathStanding standing, Journey? journey) => new(
                path.Id, path.Title, standing.Steps.Count, standing.Done, given.Contains(path.Id), given[path.Id].Min(a => a.DueOn), journey is { LeftAt: null }, journey?.MasteredAt, standing.Next?.Step.Title);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("learning-paths/mine", "The learning paths that the signed-in person is on or was given, with how far they are.");
    }
}
