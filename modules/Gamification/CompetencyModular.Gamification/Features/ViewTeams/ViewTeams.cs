using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Gamification.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.ViewTeams;

/// <summary>The board of teams in a season (R6.8, X3).</summary>
internal static class ViewTeams
{
    /// <param name="SeasonId">Which season; the empty id for all time.</param>
    [Requires(GamificationPermissions.SeeBoards)]
    internal sealed record Query(Guid SeasonId, int? Page = null) : IRead<Response>;

    /// <param name="How">What the score is.</param>
    internal sealed record Response(TeamScore How, Paged<Row> Teams);

    /// <param name="Score">Points per active member, or all points.</param>
    internal sealed record Row(int Rank, string Name, int Members, long Points, decimal Score, bool IsMine);

    internal sealed class Handler(GamificationDb db, ICurrentUser user, TimeProvider time) : IReadHandler<Query, Response>
    {
        private const int PageSize = 25;

        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var (me, now) = (user.Me(), time.GetUtcNow());
            if (query.SeasonId != Season.AllTime && !await db.Seasons.AnyAsync(s => s.Id == query.SeasonId && s.StartsAt <= now, ct)) return Error.NotFound();
            var settings = await db.SettingsAsync(ct);
            if (settings.Mode is BoardMode.Off) return new Response(settings.TeamScore, new Paged<Row>([], 0, 1, PageSize));

            // The database adds up the people; what is left are the teams, and of those there are few.
            var scores = await db.TeamScores(query.SeasonId).Join(db.Teams, s => s.TeamId, t => t.Id, (s, t) => new { s.TeamId, t.Name, s.Members, s.Points, s.ReachedAt }).ToListAsync(ct);
            var mine = await db.Participants.Where(p => p.PersonId == me).Select(p => p.TeamId).FirstOrDefaultAsync(ct);
            var table = TeamTable.Of(scores.Select(s => new TeamPlace(s.TeamId, s.Name, s.Members, s.Points, TeamPlace.ScoreOf(s.Points, s.Members, settings.TeamScore), s.ReachedAt)), settings.RankStyle);
            var page = Math.Max(1, query.Page ?? 1);
            return new Response(settings.TeamScore, new Paged<Row>([.. table.Skip((page - 1) * PageSize).Take(PageSize).Select(p => new Row(
                p.Rank, p.Team.Name, p.Team.Members, p.Team.Points, settings.TeamScore is TeamScore.Sum ? p.Team.Score : p.Team.Score / 100m, p.Team.TeamId == mine))], table.Count, page, PageSize));
        }
    }
}
