using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Gamification.Domain;

/// <summary>Somebody who takes part in a challenge because they asked to.</summary>
internal sealed class Entrant
{
    public Guid ChallengeId { get; private init; }

    public Guid PersonId { get; private init; }

    public DateTimeOffset JoinedAt { get; private init; }

    public static Entrant Of(Guid challengeId, Guid personId, DateTimeOffset now) => new() { ChallengeId = challengeId, PersonId = personId, JoinedAt = now };
}

/// <summary>
/// What somebody who takes part has done so far; in a challenge of teams a row for each team in which they did it, for it stays there (X3). Kept beside
/// the ledger so that a place costs an index, and counted anew from it whenever something changes.
/// </summary>
internal sealed class EntrantScore : IPlaced, IVersioned
{
    /// <summary>In place of a team where people play for themselves.</summary>
    public static readonly Guid NoTeam = Guid.Empty;

    public Guid ChallengeId { get; private init; }

    public Guid TeamId { get; private init; }

    public Guid PersonId { get; private init; }

    /// <summary>Points, or how many of the activities.</summary>
    public long Total { get; private set; }

    public DateTimeOffset ReachedAt { get; private set; }

    public string Name { get; private set; } = "";

    public string SortName { get; private set; } = "";

    public bool IsListed { get; private set; }

    /// <summary>Whether it was on the board when the challenge was settled: who goes off boards later changes no result.</summary>
    public bool CountedAtEnd { get; private set; }

    public int Version { get; private set; }

    public static EntrantScore Of(Guid challengeId, Guid teamId, Guid personId) => new() { ChallengeId = challengeId, TeamId = teamId, PersonId = personId };

    public void Count(long total, DateTimeOffset reachedAt) => (Total, ReachedAt) = (total, reachedAt);

    public void Show(Participant participant, BoardMode mode) =>
        (Name, SortName, IsListed) = (participant.ShownName, participant.SortName, participant.IsListed(mode));

    public void Settle() => CountedAtEnd = IsListed;
}

/// <summary>How a challenge ended.</summary>
/// <param name="Reached">Who reached the goal, with the team for which they did; null where people play for themselves.</param>
/// <param name="First">Who stands on the first place.</param>
internal sealed record ChallengeResults(IReadOnlyDictionary<Guid, Guid?> Reached, IReadOnlySet<Guid> First)
{
    public static ChallengeResults Of(Challenge challenge, IReadOnlyCollection<EntrantScore> scores)
    {
        var counted = scores.Where(s => s.CountedAtEnd).ToList();
        if (challenge.By is ChallengeBy.Person)
        {
            // Whoever is on no board reaches the goal all the same. Where too few are on it to show one, there is no first place.
            var best = counted.Count >= BoardSettings.FewestShown ? counted.Max(s => s.Total) : long.MaxValue;
            return new ChallengeResults(
                scores.Where(s => challenge.IsReached(s.Total)).ToDictionary(s => s.PersonId, _ => (Guid?)null), counted.Where(s => s.Total == best).Select(s => s.PersonId).ToHashSet());
        }

        var teams = counted.GroupBy(s => s.TeamId).Where(g => g.Count() >= BoardSettings.FewestShown).Select(g =>
        {
            var points = g.Sum(s => s.Total);
            return new TeamPlace(g.Key, "", g.Count(), points, TeamPlace.ScoreOf(points, g.Count(), challenge.TeamScore), g.Max(s => s.ReachedAt));
        }).ToList();
        var reached = teams.Where(challenge.IsReachedBy).Select(t => t.TeamId).ToHashSet();
        var first = teams.Where(t => t.Score == teams.Max(o => o.Score)).Select(t => t.TeamId).ToHashSet();
        return new ChallengeResults(
            counted.Where(s => reached.Contains(s.TeamId)).GroupBy(s => s.PersonId).ToDictionary(g => g.Key, g => (Guid?)g.OrderByDescending(s => s.Total).ThenBy(s => s.TeamId).First().TeamId),
            counted.Where(s => first.Contains(s.TeamId)).Select(s => s.PersonId).ToHashSet());
    }
}

/// <summary>Counts what somebody did in a challenge.</summary>
internal static class ChallengeCount
{
    /// <summary>The person's scores by team; where people play for themselves the one without a team. Nothing done is no row.</summary>
    /// <param name="challenge">With what counts in it.</param>
    /// <param name="deeds">The person's deeds.</param>
    /// <param name="entries">The person's rows of the ledger.</param>
    public static IReadOnlyList<Counted> Of(Challenge challenge, IEnumerable<Deed> deeds, IEnumerable<LedgerEntry> entries)
    {
        var counting = deeds.Where(challenge.Counts).ToList();
        IEnumerable<(Guid? Team, long Total, DateTimeOffset At)> parts;
        if (challenge.Goal is ChallengeGoal.Activities)
        {
            // Doing one again does not count again: the first time does.
            parts = counting.GroupBy(d => d.Subject).Select(g => g.MinBy(d => (d.OccurredAt, d.OccurrenceKey))!).Select(d => (d.TeamId, 1L, d.OccurredAt));
        }
        else
        {
            var ids = counting.Select(d => d.Id).ToHashSet();
            // What was taken back weighs nothing: its rows add up to 0.
            parts = entries.Where(e => ids.Contains(e.DeedId)).GroupBy(e => e.DeedId).Select(g => (g.First().TeamId, Ledger.Total(g), g.First().OccurredAt));
        }

        return [.. parts.Where(p => p.Total > 0)
            .Select(p => (Team: challenge.By is ChallengeBy.Team ? p.Team : EntrantScore.NoTeam, p.Total, p.At)).Where(p => p.Team is not null)
            .GroupBy(p => p.Team!.Value).Select(g => new Counted(g.Key, g.Sum(p => p.Total), g.Max(p => p.At)))];
    }
}

/// <param name="TeamId">For whom; <see cref="EntrantScore.NoTeam"/> where people play for themselves.</param>
internal sealed record Counted(Guid TeamId, long Total, DateTimeOffset ReachedAt);
