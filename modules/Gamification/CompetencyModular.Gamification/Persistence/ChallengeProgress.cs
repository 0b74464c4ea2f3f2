using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Specifications;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Persistence;

/// <summary>How far one person is in several challenges, in a handful of questions whatever their number.</summary>
internal sealed class ChallengeProgress(GamificationDb db)
{
    public async Task<IReadOnlyDictionary<Guid, Progress>> OfAsync(IReadOnlyCollection<Challenge> challenges, Guid person, CancellationToken ct)
    {
        if (challenges.Count == 0) return new Dictionary<Guid, Progress>();
        var ids = challenges.Select(c => c.Id).ToArray();
        var sources = challenges.Select(c => c.Source).ToArray();
        var joined = await db.Entrants.Where(e => e.PersonId == person && ids.Contains(e.ChallengeId)).Select(e => e.ChallengeId).ToListAsync(ct);
        var own = (await db.EntrantScores.AsNoTracking().Where(s => s.PersonId == person && ids.Contains(s.ChallengeId)).ToListAsync(ct)).ToLookup(s => s.ChallengeId);
        var met = (await db.Deeds.AsNoTracking().Where(d => d.PersonId == person && d.WithdrawnAt == null && sources.Contains(d.Subject)).ToListAsync(ct)).ToLookup(d => d.Subject);
        var mine = await db.Participants.Where(p => p.PersonId == person).Select(p => p.TeamId).FirstOrDefaultAsync(ct);
        var team = mine is { } teamId ? await db.Teams.AsNoTracking().FirstOrDefaultAsync(t => t.Id == teamId, ct) : null;
        var teams = mine is null || challenges.All(c => c.By is ChallengeBy.Person) ? []
            : await db.EntrantScores.Where(s => ids.Contains(s.ChallengeId) && s.TeamId == mine && s.IsListed).GroupBy(s => s.ChallengeId)
                .Select(g => new { g.Key, Points = g.Sum(s => s.Total), Members = g.Count(), ReachedAt = g.Max(s => s.ReachedAt) }).ToListAsync(ct);

        return challenges.ToDictionary(c => c.Id, c =>
        {
            var sum = teams.Find(t => t.Key == c.Id);
            TeamPlace? place = c.By is ChallengeBy.Person || mine is null ? null : sum is null ? new TeamPlace(mine.Value, team?.Name ?? "", 0, 0, 0, default)
                : new TeamPlace(mine.Value, team?.Name ?? "", sum.Members, sum.Points, TeamPlace.ScoreOf(sum.Points, sum.Members, c.TeamScore), sum.ReachedAt);
            var total = own[c.Id].Sum(s => s.Total);
            var isReached = c.ClosedAt is null ? (c.By is ChallengeBy.Person ? c.IsReached(total) : place is { Members: >= BoardSettings.FewestShown } && c.IsReachedBy(place))
                : met[c.Source].Any(d => ChallengeReward.Is(d, ChallengeReward.Goal));
            return new Progress(joined.Contains(c.Id), total, place, isReached, met[c.Source].Any(d => ChallengeReward.Is(d, ChallengeReward.First)));
        });
    }

    /// <param name="IsIn">Whether the person takes part.</param>
    /// <param name="Own">What they did themselves, in whichever team.</param>
    /// <param name="Team">Their team's score, in a challenge of teams; it is not shown while it has fewer than five members.</param>
    /// <param name="IsReached">Whether they, or their team, reached the goal.</param>
    /// <param name="IsFirst">Whether they ended on the first place.</param>
    internal sealed record Progress(bool IsIn, long Own, TeamPlace? Team, bool IsReached, bool IsFirst)
    {
        /// <summary>What is compared with the goal: the own score, or the team's; null while the team has too few members to show it.</summary>
        public decimal? DoneIn(Challenge challenge) => challenge.By is ChallengeBy.Person ? Own
            : Team is not { Members: >= BoardSettings.FewestShown } ? null : challenge.TeamScore is TeamScore.Sum ? Team.Score : Team.Score / 100m;
    }
}
