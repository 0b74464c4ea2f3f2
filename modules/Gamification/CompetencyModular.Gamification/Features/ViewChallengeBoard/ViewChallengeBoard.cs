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

namespace CompetencyModular.Gamification.Features.ViewChallengeBoard;

/// <summary>
/// The standings of a challenge, of people or of teams, by the rules of the boards: ties as the organisation says (X2), nobody who is out, nothing
/// while boards are off, and nothing of fewer than five (X4).
/// </summary>
internal static class ViewChallengeBoard
{
    private const int NeighboursOnEachSide = 3;

    /// <param name="Id">Which challenge.</param>
    /// <param name="All">All people in pages, in place of me and my neighbours.</param>
    [Requires(GamificationPermissions.TakeChallenges)]
    internal sealed record Query(Guid Id, bool All = false, int? Page = null, int? PageSize = null) : IRead<Response>;

    /// <param name="Mode">How this organisation plays; off means that there are no standings.</param>
    /// <param name="IsHidden">Whether fewer than five people are on this board.</param>
    /// <param name="HasMe">Whether the person is among those shown, so that there are neighbours.</param>
    internal sealed record Response(BoardMode Mode, bool IsHidden, bool HasMe, Paged<Row> Rows);

    /// <param name="Score">Points or completed activities; of a team all of them, or per member.</param>
    /// <param name="Members">How many count for a team; 1 for people.</param>
    /// <param name="IsMe">Whether it is the person, or the person's team.</param>
    internal sealed record Row(int Rank, string Name, decimal Score, int Members, bool IsMe);

    private sealed record Place(Guid PersonId, long Total);

    internal sealed class Handler(GamificationDb db, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var challenge = await db.Challenges.AsNoTracking().FirstOrDefaultAsync(c => c.Id == query.Id && c.PublishedAt != null, ct);
            if (challenge is null) return Error.NotFound();
            var (me, settings) = (user.Me(), await db.SettingsAsync(ct));
            var (number, size) = (Math.Max(1, query.Page ?? 1), Math.Clamp(query.PageSize ?? 25, 1, 200));
            var response = new Response(settings.Mode, false, false, new Paged<Row>([], 0, number, size));
            if (settings.Mode is BoardMode.Off) return response;
            return challenge.By is ChallengeBy.Person ? await PeopleAsync() : await TeamsAsync();

            async Task<Response> TeamsAsync()
            {
                // The database adds up the people; what is left are the teams, and of those there are few.
                var rows = await db.EntrantScores.TeamScores(challenge.Id).Join(db.Teams, s => s.TeamId, t => t.Id, (s, t) => new { s.TeamId, t.Name, s.Members, s.Points, s.ReachedAt }).ToListAsync(ct);
                var mine = await db.Participants.Where(p => p.PersonId == me).Select(p => p.TeamId).FirstOrDefaultAsync(ct);
                var table = TeamTable.Of(rows.Select(s => new TeamPlace(s.TeamId, s.Name, s.Members, s.Points, TeamPlace.ScoreOf(s.Points, s.Members, challenge.TeamScore), s.ReachedAt)), settings.RankStyle);
                var shown = table.Skip((int)Math.Min(int.MaxValue, (number - 1L) * size)).Take(size);
                return response with
                {
                    HasMe = table.Any(t => t.Team.TeamId == mine),
                    Rows = new Paged<Row>([.. shown.Select(t => new Row(
                        t.Rank, t.Team.Name, challenge.TeamScore is TeamScore.Sum ? t.Team.Score : t.Team.Score / 100m, t.Team.Members, t.Team.TeamId == mine))], table.Count, number, size),
                };
            }

            async Task<Response> PeopleAsync()
            {
                var board = db.EntrantScores.AsNoTracking().OnBoard(challenge.Id);
                var total = await board.CountAsync(ct);
                if (total < BoardSettings.FewestShown) return response with { IsHidden = true };
                var mine = await board.FirstOrDefaultAsync(s => s.PersonId == me, ct);
                if (query.All || mine is null)
                {
                    var page = await board.InOrder().Select(s => new Place(s.PersonId, s.Total)).ToPageAsync(number, size, ct);
                    return response with { HasMe = mine is not null, Rows = new Paged<Row>(await RankAsync(page.Items, (page.Page - 1) * page.PageSize), total, page.Page, page.PageSize) };
                }

                var skip = Math.Max(0, await board.Before(mine).CountAsync(ct) - NeighboursOnEachSide);
                var around = await board.InOrder().Skip(skip).Take((2 * NeighboursOnEachSide) + 1).Select(s => new Place(s.PersonId, s.Total)).ToListAsync(ct);
                return response with { HasMe = true, Rows = new Paged<Row>(await RankAsync(around, skip), around.Count, 1, Math.Max(1, around.Count)) };

                async Task<IReadOnlyList<Row>> RankAsync(IReadOnlyList<Place> places, int before)
                {
                    if (places.Count == 0) return [];
                    var ahead = await board.AheadAsync(places[0].Total, settings.RankStyle, ct);
                    var ids = places.Select(r => r.PersonId).ToArray();
                    var names = await board.Where(s => ids.Contains(s.PersonId)).ToDictionaryAsync(s => s.PersonId, s => s.Name, ct);
                    return [.. places.Zip(Ranking.Of([.. places.Select(r => r.Total)], before, ahead, settings.RankStyle), (s, rank) => new Row(rank, names.GetValueOrDefault(s.PersonId, ""), s.Total, 1, s.PersonId == me))];
                }
            }
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("challenges/{id:guid}/standings", "The standings of a challenge, of people or of teams.");
    }
}
