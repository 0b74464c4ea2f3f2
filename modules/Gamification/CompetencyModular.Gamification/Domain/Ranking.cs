using System.Text.Json.Serialization;

namespace CompetencyModular.Gamification.Domain;

/// <summary>
/// Places on a board (X2), for one page of it. All that a page must know of the rest is how many rows come before it and how many scores are
/// ahead of its first row; so a page boundary never changes a rank.
/// </summary>
internal static class Ranking
{
    /// <summary>The ranks of a page's rows.</summary>
    /// <param name="scores">The page's scores, in the order of the board.</param>
    /// <param name="before">How many rows stand before the page.</param>
    /// <param name="ahead">How many people are strictly ahead of the first row; for dense ranks, how many different scores.</param>
    /// <param name="style">How ties are counted.</param>
    public static IReadOnlyList<int> Of<TScore>(IReadOnlyList<TScore> scores, int before, int ahead, RankStyle style) where TScore : IEquatable<TScore>
    {
        var ranks = new int[scores.Count];
        for (var i = 0; i < ranks.Length; i++)
        {
            ranks[i] = style switch
            {
                RankStyle.EarliestFirst => before + i + 1,
                _ when i == 0 => ahead + 1,
                _ when scores[i].Equals(scores[i - 1]) => ranks[i - 1],
                RankStyle.Dense => ranks[i - 1] + 1,
                _ => before + i + 1,
            };
        }

        return ranks;
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<RankStyle>))]
internal enum RankStyle
{
    /// <summary>1, 2, 2, 4: one more than how many are strictly ahead.</summary>
    Standard,

    /// <summary>1, 2, 2, 3.</summary>
    Dense,

    /// <summary>1, 2, 3, 4: who reached a total first is ahead.</summary>
    EarliestFirst,
}
