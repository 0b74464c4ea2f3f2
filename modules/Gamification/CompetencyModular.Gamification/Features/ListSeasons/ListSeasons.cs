using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.ListSeasons;

/// <summary>The seasons, the latest first.</summary>
internal static class ListSeasons
{
    [Requires(GamificationPermissions.ManageBoards)]
    internal sealed record Query(int? Page = null) : IRead<Response>;

    internal sealed record Response(Paged<Row> Seasons);

    internal sealed record Row(Guid Id, string Name, DateTimeOffset StartsAt, DateTimeOffset EndsAt, int People, SeasonState State);

    internal enum SeasonState
    {
        Coming,
        Running,
        Over,
    }

    internal sealed class Handler(GamificationDb db, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var page = await db.Seasons.AsNoTracking().OrderByDescending(s => s.StartsAt).ThenBy(s => s.Id)
                .Select(s => new { Season = s, People = db.Standings.Count(p => p.SeasonId == s.Id) }).ToPageAsync(query.Page ?? 1, 25, ct);
            return new Response(new Paged<Row>([.. page.Items.Select(x => new Row(
                x.Season.Id, x.Season.Name, x.Season.StartsAt, x.Season.EndsAt, x.People,
                x.Season.Contains(now) ? SeasonState.Running : x.Season.StartsAt > now ? SeasonState.Coming : SeasonState.Over))], page.Total, page.Page, page.PageSize));
        }
    }
}
