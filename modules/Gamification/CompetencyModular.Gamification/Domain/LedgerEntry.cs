namespace CompetencyModular.Gamification.Domain;

/// <summary>
/// A row of the ledger of points (X1): unique on person, rule, source and occurrence, never changed. A reversal is a further row that takes away
/// what the first one gave.
/// </summary>
internal sealed class LedgerEntry
{
    public const int LongestReason = 400;

    private const string Reversal = "reversal:";

    public Guid Id { get; private init; }

    public Guid PersonId { get; private init; }

    public Guid RuleId { get; private init; }

    /// <summary>The deed's subject.</summary>
    public string Source { get; private init; } = "";

    public string OccurrenceKey { get; private init; } = "";

    public Guid DeedId { get; private init; }

    /// <summary>More than 0 for what was earned, less for a reversal.</summary>
    public int Points { get; private init; }

    public int Ordinal { get; private init; }

    /// <summary>The team in which the points were earned; they stay there (X3).</summary>
    public Guid? TeamId { get; private init; }

    /// <summary>When they were earned. A reversal bears the instant of what it reverses, so that it counts in the same seasons.</summary>
    public DateTimeOffset OccurredAt { get; private init; }

    public DateTimeOffset RecordedAt { get; private init; }

    /// <summary>The row that this one takes back.</summary>
    public Guid? ReversesId { get; private init; }

    /// <summary>Why it was taken back.</summary>
    public string Reason { get; private init; } = "";

    public static LedgerEntry Of(Deed deed, PointRule rule, DateTimeOffset now) => Of(deed, rule.Id, rule.Points, now);

    /// <param name="deed">What was done.</param>
    /// <param name="ruleId">What gives the points: a rule, or a challenge.</param>
    /// <param name="points">How many.</param>
    /// <param name="now">When it is recorded.</param>
    public static LedgerEntry Of(Deed deed, Guid ruleId, int points, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(),
        PersonId = deed.PersonId,
        RuleId = ruleId,
        Source = deed.Subject,
        OccurrenceKey = deed.OccurrenceKey,
        DeedId = deed.Id,
        Points = points,
        Ordinal = deed.Ordinal,
        TeamId = deed.TeamId,
        OccurredAt = deed.OccurredAt,
        RecordedAt = now,
    };

    public LedgerEntry Reverse(string reason, DateTimeOffset now) => ReversesId is not null
        ? throw new InvalidOperationException("A reversal is not reversed; earning again is a new row.")
        : new LedgerEntry
        {
            Id = Guid.CreateVersion7(),
            PersonId = PersonId,
            RuleId = RuleId,
            Source = Source,
            OccurrenceKey = Reversal + OccurrenceKey,
            DeedId = DeedId,
            Points = -Points,
            Ordinal = Ordinal,
            TeamId = TeamId,
            OccurredAt = OccurredAt,
            RecordedAt = now,
            ReversesId = Id,
            Reason = reason,
        };
}
