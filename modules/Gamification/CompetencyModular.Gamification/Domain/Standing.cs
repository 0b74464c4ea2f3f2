using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Gamification.Domain;

/// <summary>
/// Where somebody stands in a season, for boards: the ledger's sum, kept beside it so that a rank costs an index and not a sum over everybody.
/// It is written with the ledger's rows and can be made from them again at any time.
/// </summary>
internal sealed class Standing : IPlaced, IVersioned
{
    public Guid SeasonId { get; private init; }

    public Guid PersonId { get; private init; }

    public long Total { get; private set; }

    /// <summary>When the total was reached: the latest of what it consists of.</summary>
    public DateTimeOffset ReachedAt { get; private set; }

    public string Name { get; private set; } = "";

    public string SortName { get; private set; } = "";

    public bool IsListed { get; private set; }

    public int Version { get; private set; }

    public static Standing Of(Guid seasonId, Guid personId) => new() { SeasonId = seasonId, PersonId = personId, ReachedAt = DateTimeOffset.UnixEpoch };

    public void Add(LedgerEntry entry)
    {
        Total += entry.Points;
        if (entry.OccurredAt > ReachedAt) ReachedAt = entry.OccurredAt;
    }

    public void Show(Participant participant, BoardMode mode) =>
        (Name, SortName, IsListed) = (participant.ShownName, participant.SortName, participant.IsListed(mode));
}

/// <summary>What has a place on a board, in the board's order: the total, then who reached it first, then name, then id (X2).</summary>
internal interface IPlaced
{
    Guid PersonId { get; }

    long Total { get; }

    DateTimeOffset ReachedAt { get; }

    string Name { get; }

    string SortName { get; }
}

/// <summary>What somebody earned for a team in a season. It stays with the team when the person moves on (X3).</summary>
internal sealed class TeamShare : IVersioned
{
    public Guid SeasonId { get; private init; }

    public Guid TeamId { get; private init; }

    public Guid PersonId { get; private init; }

    public long Points { get; private set; }

    public DateTimeOffset ReachedAt { get; private set; }

    public bool IsListed { get; private set; }

    public int Version { get; private set; }

    public static TeamShare Of(Guid seasonId, Guid teamId, Guid personId) =>
        new() { SeasonId = seasonId, TeamId = teamId, PersonId = personId, ReachedAt = DateTimeOffset.UnixEpoch };

    public void Add(LedgerEntry entry)
    {
        Points += entry.Points;
        if (entry.OccurredAt > ReachedAt) ReachedAt = entry.OccurredAt;
    }

    public void Show(Participant participant, BoardMode mode) => IsListed = participant.IsListed(mode);
}
