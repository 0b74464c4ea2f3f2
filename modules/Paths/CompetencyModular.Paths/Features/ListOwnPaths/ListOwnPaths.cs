using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.ListOwnPaths;

/// <summary>The learning paths as authors see them, in every state.</summary>
internal static class ListOwnPaths
{
    [Requires(PathsPermissions.Author)]
    internal sealed record Query(string? Search = null, PathState? State = null, bool Mine = false, string? Sort = null, int? Page = null) : IRead<Response>;

    internal sealed record Response(Paged<Row> Paths);

    /// <param name="Steps">Of the draft.</param>
    internal sealed record Row(Guid Id, string Title, PathState State, int Edition, int Steps, int UnderWay, int Mastered, DateTimeOffset ChangedAt);

    internal sealed class Handler(PathsDb db, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var asked = db.Paths.AsNoTracking();
            if (!string.IsNullOrWhiteSpace(query.Search))
            {
                var like = SearchText.Like(query.Search);
                asked = asked.Where(p => EF.Functions.Like(p.SearchText, like, "\\"));
            }

            if (query.State is { } state) asked = asked.Where(p => p.State == state);
            if (query.Mine)
            {
                var me = user.Me();
                asked = asked.Where(p => p.AuthorId == me);
            }

            var ordered = query.Sort switch
            {
                "title" => asked.OrderBy(p => p.SearchText).ThenBy(p => p.Id),
                "-title" => asked.OrderByDescending(p => p.SearchText).ThenBy(p => p.Id),
                "changed" => asked.OrderBy(p => p.ChangedAt).ThenBy(p => p.Id),
                _ => asked.OrderByDescending(p => p.ChangedAt).ThenBy(p => p.Id),
            };
            return new Response(await ordered
                .Select(p => new Row(
                    p.Id, p.Title, p.State, p.Edition, p.Steps.Count(s => s.Edition == 0),
                    db.Journeys.Count(j => j.PathId == p.Id && j.MasteredAt == null && j.LeftAt == null), db.Journeys.Count(j => j.PathId == p.Id && j.MasteredAt != null), p.ChangedAt))
                .ToPageAsync(query.Page ?? 1, 25, ct));
        }
    }
}
