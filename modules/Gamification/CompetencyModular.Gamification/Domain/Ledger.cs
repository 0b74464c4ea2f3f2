namespace CompetencyModular.Gamification.Domain;

/// <summary>What is posted for a deed, and what is taken back with it (X1). Whatever arrives twice is posted once.</summary>
internal static class Ledger
{
    /// <summary>The rows that a deed adds.</summary>
    /// <param name="deed">What was done.</param>
    /// <param name="rules">All rules.</param>
    /// <param name="earlier">The person's rows of the same source.</param>
    /// <param name="now">When it is recorded.</param>
    public static IReadOnlyList<LedgerEntry> Post(Deed deed, IEnumerable<PointRule> rules, IReadOnlyCollection<LedgerEntry> earlier, DateTimeOffset now)
    {
        var reversed = earlier.Where(e => e.ReversesId is not null).Select(e => e.ReversesId).ToHashSet();
        return [.. rules.Where(r => r.IsOn && r.Rewards(deed)).Where(r => !IsEarned(r)).Select(r => LedgerEntry.Of(deed, r, now))];

        bool IsEarned(PointRule rule) => earlier.Any(e => e.RuleId == rule.Id && e.Source == deed.Subject && e.ReversesId is null
            && (e.OccurrenceKey == deed.OccurrenceKey || (!rule.EachTime && e.Ordinal >= deed.Ordinal && !reversed.Contains(e.Id))));
    }

    /// <summary>The rows that take back what a deed gave and that was not taken back before.</summary>
    public static IReadOnlyList<LedgerEntry> TakeBack(Deed deed, IReadOnlyCollection<LedgerEntry> earlier, string reason, DateTimeOffset now)
    {
        var reversed = earlier.Where(e => e.ReversesId is not null).Select(e => e.ReversesId).ToHashSet();
        return [.. earlier.Where(e => e.DeedId == deed.Id && e.ReversesId is null && !reversed.Contains(e.Id)).Select(e => e.Reverse(reason, now))];
    }

    /// <summary>The total is the sum, and nothing else.</summary>
    public static long Total(IEnumerable<LedgerEntry> entries) => entries.Sum(e => (long)e.Points);
}
