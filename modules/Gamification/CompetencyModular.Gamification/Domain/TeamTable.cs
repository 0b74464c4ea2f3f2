namespace CompetencyModular.Gamification.Domain;

/// <summary>A team on a board.</summary>
/// <param name="TeamId">The organisation unit.</param>
/// <param name="Name">Its name.</param>
/// <param name="Members">Its active members: those who are on boards and earned something for it in this season.</param>
/// <param name="Points">All their points.</param>
/// <param name="Score">What is compared: the average in hundredths, or the sum.</param>
/// <param name="ReachedAt">When the score was reached.</param>
internal sealed record TeamPlace(Guid TeamId, string Name, int Members, long Points, long Score, DateTimeOffset ReachedAt)
{
    /// <summary>The score of a team (X3). An average is cut to hundredths, so that equal to the eye is equal.</summary>
    public static long ScoreOf(long points, int members, TeamScore how) => how is TeamScore.Sum ? points : members == 0 ? 0 : points * 100 / members;
}

/// <summary>Teams in the order of their scores, with the same rules for ties as for people (X2).</summary>
internal static class TeamTable
{
    public static IReadOnlyList<(TeamPlace Team, int Rank)> Of(IEnumerable<TeamPlace> teams, RankStyle style)
    {
        var ordered = teams.OrderByDescending(t => t.Score).ThenBy(t => t.ReachedAt).ThenBy(t => t.Name, StringComparer.Ordinal).ThenBy(t => t.TeamId).ToList();
        return [.. ordered.Zip(Ranking.Of([.. ordered.Select(t => t.Score)], 0, 0, style))];
    }
}
