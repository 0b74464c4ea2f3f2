using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Gamification.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.ViewBoard;

/// <summary>The board of people in a season: me and my neighbours, or all in pages (R6.9, X2, X4).</summary>
internal static class ViewBoard
{
    private const int NeighboursOnEachSide = 3;

    /// <summary>Whether this organisation has boards at all.</summary>
    [Requires(GamificationPermissions.SeeBoards)]
    internal sealed record IsOpenQuery : IRead<bool>;

    /// <param name="SeasonId">Which season; null for the running one, or for all time where none runs; the empty id for all time.</param>
    /// <param name="All">All people in pages, in place of me and my neighbours.</param>
    [Requires(GamificationPermissions.SeeBoards)]
    internal sealed record Query(Guid? SeasonId = null, bool All = false, int? Page = null, int? PageSize = null) : IRead<Response>;

    /// <param name="Mode">How this organisation plays; off means that there is no board.</param>
    /// <param name="Choice">What the person decided.</param>
    /// <param name="IsListed">Whether the person stands on boards.</param>
    /// <param name="Seasons">All that have begun, the latest first.</param>
    /// <param name="SeasonId">The one that is shown; the empty id for all time.</param>
    /// <param name="IsHidden">Whether fewer than five people are on this board.</param>
    /// <param name="HasMe">Whether the person is among those shown, so that there are neighbours.</param>
    /// <param name="Rows">Ordered.</param>
    internal sealed record Response(
        BoardMode Mode, Choice Choice, string Pseudonym, bool IsListed, IReadOnlyList<SeasonCard> Seasons, Guid SeasonId, bool IsHidden, bool HasMe, Paged<Row> Rows);

    internal sealed record SeasonCard(Guid Id, string Name, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

    internal sealed record Row(int Rank, string Name, long Points, bool IsMe);

    private sealed record Place(Guid PersonId, long Total);

    internal sealed class IsOpenHandler(GamificationDb db) : IReadHandler<IsOpenQuery, bool>
    {
        public async ValueTask<Result<bool>> Handle(IsOpenQuery query, CancellationToken ct) => (await db.SettingsAsync(ct)).Mode is not BoardMode.Off;
    }

    internal sealed class Handler(GamificationDb db, ICurrentUser user, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var (me, now) = (user.Me(), time.GetUtcNow());
            var settings = await db.SettingsAsync(ct);
            var seasons = await db.Seasons.AsNoTracking().Where(s => s.StartsAt <= now).OrderByDescending(s => s.StartsAt).ToListAsync(ct);
            var running = seasons.Find(s => s.Contains(now));
            var seasonId = query.SeasonId ?? running?.Id ?? Season.AllTime;
            if (seasonId != Season.AllTime && seasons.TrueForAll(s => s.Id != seasonId)) return Error.NotFound();

            var participant = await db.Participants.AsNoTracking().FirstOrDefaultAsync(p => p.PersonId == me, ct);
            var choice = participant?.Choice ?? Choice.Undecided;
            var response = new Response(
                settings.Mode, choice, participant?.Pseudonym ?? "", BoardSettings.Lists(settings.Mode, choice),
                [.. seasons.Select(s => new SeasonCard(s.Id, s.Name, s.StartsAt, s.EndsAt))], seasonId, false, false, new Paged<Row>([], 0, 1, 25));
            if (settings.Mode is BoardMode.Off) return response;

            var board = db.Standings.AsNoTracking().OnBoard(seasonId);
            var total = await board.CountAsync(ct);
            if (total < BoardSettings.FewestShown) return response with { IsHidden = true };

            var mine = await board.FirstOrDefaultAsync(s => s.PersonId == me, ct);
            if (query.All || mine is null)
            {
                var page = await board.InOrder().Select(s => new Place(s.PersonId, s.Total)).ToPageAsync(query.Page ?? 1, query.PageSize ?? 25, ct);
                var ranked = await RankAsync(page.Items, (page.Page - 1) * page.PageSize);
                return response with { HasMe = mine is not null, Rows = new Paged<Row>(ranked, total, page.Page, page.PageSize) };
            }

            var skip = Math.Max(0, await board.Before(mine).CountAsync(ct) - NeighboursOnEachSide);
            var around = await board.InOrder().Skip(skip).Take((2 * NeighboursOnEachSide) + 1).Select(s => new Place(s.PersonId, s.Total)).ToListAsync(ct);
            return response with { HasMe = true, Rows = new Paged<Row>(await RankAsync(around, skip), around.Count, 1, Math.Max(1, around.Count)) };

            async Task<IReadOnlyList<Row>> RankAsync(IReadOnlyList<Place> rows, int before)
            {
                if (rows.Count == 0) return [];
                var ahead = await board.AheadAsync(rows[0].Total, settings.RankStyle, ct);
                // The index alone gives the page; the names of its few people are read after it.
                var ids = rows.Select(r => r.PersonId).ToArray();
                var names = await db.Standings.Where(s => s.SeasonId == seasonId && EF.Parameter(ids).Contains(s.PersonId)).ToDictionaryAsync(s => s.PersonId, s => s.Name, ct);
                return [.. rows.Zip(Ranking.Of([.. rows.Select(r => r.Total)], before, ahead, settings.RankStyle), (s, rank) => new Row(rank, names.GetValueOrDefault(s.PersonId, ""), s.Total, s.PersonId == me))];
            }
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("board", "A season's board of people: the signed-in person and neighbours, or all in pages.");
    }
}
