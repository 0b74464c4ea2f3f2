using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.BrowsePaths;

/// <summary>The learning paths on offer.</summary>
internal static class BrowsePaths
{
    [Requires(PathsPermissions.Read)]
    internal sealed record Query(string? Search = null, string? Tag = null, string? Sort = null, int? Page = null, int? PageSize = null) : IRead<Response>;

    /// <param name="Tags">The tags of all paths on offer.</param>
    internal sealed record Response(Paged<Row> Paths, IReadOnlyList<string> Tags);

    /// <param name="IsMine">Whether the person is on it.</param>
    internal sealed record Row(Guid Id, string Title, string Summary, PathOrder Order, int Steps, IReadOnlyList<string> Tags, bool IsMine, DateTimeOffset? MasteredAt);

    internal sealed class Handler(PathsDb db, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var me = user.Me();
            var offered = db.Paths.AsNoTracking().Where(p => p.State == PathState.Published);
            var asked = offered;
            if (!string.IsNullOrWhiteSpace(query.Search))
            {
                var like = SearchText.Like(query.Search);
                asked = asked.Where(p => EF.Functions.Like(p.SearchText, like, "\\"));
            }

            if (!string.IsNullOrEmpty(query.Tag)) asked = asked.Where(p => p.Tags.Any(t => t.Tag == query.Tag));
            var ordered = query.Sort is "-title" ? asked.OrderByDescending(p => p.SearchText).ThenBy(p => p.Id) : asked.OrderBy(p => p.SearchText).ThenBy(p => p.Id);
            var page = await ordered
                .Select(p => new Row(
                    p.Id, p.Title, p.Summary, p.OrderInForce, p.Steps.Count(s => s.Edition == p.Edition), p.Tags.Select(t => t.Tag).ToList(),
                    db.Journeys.Any(j => j.PathId == p.Id && j.PersonId == me && j.LeftAt == null),
                    db.Journeys.Where(j => j.PathId == p.Id && j.PersonId == me).Select(j => j.MasteredAt).FirstOrDefault()))
                .ToPageAsync(query.Page ?? 1, query.PageSize ?? 24, ct);
            return new Response(page, await offered.SelectMany(p => p.Tags).Select(t => t.Tag).Distinct().OrderBy(t => t).ToListAsync(ct));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("learning-paths", "The learning paths on offer, with those that the signed-in person is on.");
    }
}
