using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Specifications;

internal static class BoardSpecifications
{
    /// <summary>Those who stand on a season's board. Ranks are computed over them only (X2).</summary>
    public static IQueryable<Standing> OnBoard(this IQueryable<Standing> standings, Guid seasonId) =>
        standings.Where(s => s.SeasonId == seasonId && s.IsListed && s.Total > 0);

    /// <summary>The board's order: the total, then who reached it first, then name, then id (X2). The index has the same one.</summary>
    public static IOrderedQueryable<T> InOrder<T>(this IQueryable<T> standings) where T : class, IPlaced =>
        standings.OrderByDescending(s => s.Total).ThenBy(s => s.ReachedAt).ThenBy(s => s.SortName).ThenBy(s => s.PersonId);

    /// <summary>Those who stand before somebody in the board's order.</summary>
    public static IQueryable<T> Before<T>(this IQueryable<T> standings, T me) where T : class, IPlaced => standings.Where(s =>
        s.Total > me.Total
        || (s.Total == me.Total && (s.ReachedAt < me.ReachedAt
            || (s.ReachedAt == me.ReachedAt && (string.Compare(s.SortName, me.SortName) < 0
                || (s.SortName == me.SortName && s.PersonId.CompareTo(me.PersonId) < 0))))));

    /// <summary>How many people, or for dense ranks how many different totals, are strictly ahead of a total.</summary>
    public static Task<int> AheadAsync<T>(this IQueryable<T> standings, long total, RankStyle style, CancellationToken ct) where T : class, IPlaced
    {
        var ahead = standings.Where(s => s.Total > total);
        return style is RankStyle.Dense ? ahead.Select(s => s.Total).Distinct().CountAsync(ct) : ahead.CountAsync(ct);
    }

    /// <summary>Those who stand on a challenge's board.</summary>
    public static IQueryable<EntrantScore> OnBoard(this IQueryable<EntrantScore> scores, Guid challengeId) =>
        scores.Where(s => s.ChallengeId == challengeId && s.TeamId == EntrantScore.NoTeam && s.IsListed);

    /// <summary>
    /// The scores of teams in a challenge, of those who take part, are on boards and did something for the team. A team of fewer than five of them is left
    /// out, as on the boards of seasons.
    /// </summary>
    public static IQueryable<TeamRow> TeamScores(this IQueryable<EntrantScore> scores, Guid challengeId) => scores
        .Where(s => s.ChallengeId == challengeId && s.TeamId != EntrantScore.NoTeam && s.IsListed)
        .GroupBy(s => s.TeamId)
        .Where(g => g.Count() >= BoardSettings.FewestShown)
        .Select(g => new TeamRow { TeamId = g.Key, Points = g.Sum(s => s.Total), Members = g.Count(), ReachedAt = g.Max(s => s.ReachedAt) });

    /// <summary>The season that runs at an instant.</summary>
    public static IQueryable<Season> RunningAt(this IQueryable<Season> seasons, DateTimeOffset now) => seasons.Where(s => s.StartsAt <= now && now < s.EndsAt);

    /// <summary>
    /// The scores of teams in a season: of those who are on boards and earned something for the team, the active members. A team of fewer than five of
    /// them is left out, for a score of few says too much about each.
    /// </summary>
    public static IQueryable<TeamRow> TeamScores(this GamificationDb db, Guid seasonId) => db.TeamShares
        .Where(s => s.SeasonId == seasonId && s.IsListed && s.Points > 0)
        .GroupBy(s => s.TeamId)
        .Where(g => g.Count() >= BoardSettings.FewestShown)
        .Select(g => new TeamRow { TeamId = g.Key, Points = g.Sum(s => s.Points), Members = g.Count(), ReachedAt = g.Max(s => s.ReachedAt) });
}

/// <summary>A team's score as the database adds it up.</summary>
internal sealed class TeamRow
{
    public Guid TeamId { get; init; }

    public long Points { get; init; }

    public int Members { get; init; }

    public DateTimeOffset ReachedAt { get; init; }
}
