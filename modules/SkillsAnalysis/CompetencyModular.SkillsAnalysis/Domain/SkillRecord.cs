using CompetencyModular.Roles.Contracts;

namespace CompetencyModular.SkillsAnalysis.Domain;

/// <summary>
/// What the ledger says of one person and one skill. Answers for any instant (F1, F2); built from the rows known until some instant, it
/// answers what was known then (F5).
/// </summary>
internal sealed class SkillRecord
{
    private readonly SkillRule rule;
    private readonly SkillCard card;
    private readonly List<Span> spans = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset Until)> suspensions = [];
    private readonly List<Evidence> claims = [];

    /// <param name="rows">All rows of the person and the skill, in any order.</param>
    /// <param name="rule">The skill's rule.</param>
    /// <param name="card">The skill, for the levels of earlier scale versions (L2).</param>
    /// <param name="knownAt">Leaves out what was recorded later.</param>
    public SkillRecord(IReadOnlyList<Evidence> rows, SkillRule rule, SkillCard card, DateTimeOffset? knownAt = null)
    {
        this.rule = rule;
        this.card = card;
        Rows = knownAt is { } known ? [.. rows.Where(r => r.RecordedAt <= known)] : rows;

        var refers = false;
        foreach (var row in Rows) refers |= row.RefersTo is not null;
        foreach (var row in Rows)
        {
            if (refers && IsTakenBack(row)) continue;
            if (row.Entry is EntryType.Suspension) suspensions.Add((row.ValidFrom, EndedAt(row, row.ValidUntil ?? DateTimeOffset.MaxValue)));
            else if (!row.IsStatement) continue;
            else if (row.Kind is EvidenceKind.Self) claims.Add(row);
            else spans.Add(new Span(row, Current(row), row.ValidFrom, row.ValidUntil ?? DateTimeOffset.MaxValue));
        }

        for (var i = 0; i < spans.Count; i++) spans[i] = spans[i] with { Until = EndOf(spans[i], refers) };
    }

    public SkillCard Skill => card;

    public SkillRule Rule => rule;

    /// <summary>The rows it was built from.</summary>
    public IReadOnlyList<Evidence> Rows { get; }

    /// <summary>Whether anything accepted was ever recorded and still stands; claims are no evidence (E2).</summary>
    public bool HasEvidenceAt(DateTimeOffset at)
    {
        foreach (var span in spans)
        {
            if (span.From <= at && span.From < span.Until) return true;
        }

        return false;
    }

    /// <summary>The effective level; 0 where nothing counts.</summary>
    public int LevelAt(DateTimeOffset at) => DecidingAt(at)?.Ordinal ?? 0;

    /// <summary>The piece of evidence that decides, or null where none counts.</summary>
    public Span? DecidingAt(DateTimeOffset at)
    {
        if (IsSuspendedAt(at)) return null;
        Span? best = null;
        foreach (var span in spans)
        {
            if (span.Covers(at) && Fulfils(span) && (best is not { } b || Compare(span, b) > 0)) best = span;
        }

        return best;
    }

    /// <summary>Whether a suspension covers the instant (E4).</summary>
    public bool IsSuspendedAt(DateTimeOffset at) => SuspendedUntil(at) is not null;

    /// <summary>When the suspension that covers the instant ends: <see cref="DateTimeOffset.MaxValue"/> for an open one, null where there is none.</summary>
    public DateTimeOffset? SuspendedUntil(DateTimeOffset at)
    {
        DateTimeOffset? until = null;
        foreach (var suspension in suspensions)
        {
            if (suspension.From <= at && at < suspension.Until && (until is not { } u || suspension.Until > u)) until = suspension.Until;
        }

        return until;
    }

    /// <summary>What the person says of themselves, while it is more than what is shown (E2).</summary>
    public Evidence? ClaimAt(DateTimeOffset at)
    {
        Evidence? latest = null;
        foreach (var claim in claims)
        {
            if (claim.ValidFrom <= at && (latest is null || (claim.ValidFrom, claim.RecordedAt).CompareTo((latest.ValidFrom, latest.RecordedAt)) > 0)) latest = claim;
        }

        return latest is not null && Current(latest) > LevelAt(at) ? latest : null;
    }

    /// <summary>The first instant after <paramref name="at"/> at which the level is below the required one, if nothing new comes.</summary>
    public DateTimeOffset? FallsBelow(int required, DateTimeOffset at)
    {
        DateTimeOffset? first = null;
        foreach (var change in Changes())
        {
            if (change > at && (first is not { } f || change < f) && LevelAt(change) < required) first = change;
        }

        return first;
    }

    /// <summary>
    /// Since when a level that was held is no longer shown; null where it is held, where it never was, and where evidence that reaches it still
    /// is valid and merely outvoted.
    /// </summary>
    public DateTimeOffset? LapsedSince(int required, DateTimeOffset at)
    {
        if (LevelAt(at) >= required) return null;
        if (!IsSuspendedAt(at) && spans.Exists(s => s.Covers(at) && Fulfils(s) && s.Ordinal >= required)) return null;

        DateTimeOffset? since = null;
        foreach (var change in Changes().Where(c => c <= at).OrderDescending())
        {
            if (LevelAt(change) >= required) return since;
            since = change;
        }

        return null;
    }

    /// <summary>Whether evidence earned with an activity stands and is valid, and reaches a level; whether it is outvoted does not matter.</summary>
    public bool Stands(Sdk.Activities.ActivityRef activity, int ordinal, DateTimeOffset at) =>
        spans.Exists(s => s.Row.Source == activity && s.Covers(at) && Fulfils(s) && s.Ordinal >= ordinal);

    /// <summary>Occasions of practice until an instant (T1). One stays an occasion when the evidence that came of it lapses.</summary>
    public int OccasionsAt(DateTimeOffset at) =>
        Practice.Occasions(spans.Where(s => (Practice.Kinds & s.Row.Kind) != 0 && s.Row.OccurredAt <= at).Select(s => s.Row.OccurredAt));

    /// <summary>Why this level (F6): every row with what became of it, the latest first.</summary>
    public IReadOnlyList<Judged> ExplainAt(DateTimeOffset at)
    {
        var deciding = DecidingAt(at)?.Row;
        var suspended = IsSuspendedAt(at);
        return [.. Rows
            .OrderByDescending(r => r.ValidFrom).ThenByDescending(r => r.RecordedAt).ThenByDescending(r => r.Id)
            .Select(r => new Judged(r, r.IsStatement ? Current(r) : null, StandingOf(r, deciding, suspended, at)))];
    }

    /// <summary>Accepted evidence that was not taken back, with the time for which it counts; null for any other row.</summary>
    public Span? Find(Guid evidenceId)
    {
        foreach (var span in spans)
        {
            if (span.Row.Id == evidenceId) return span;
        }

        return null;
    }

    /// <summary>When a suspension ends or ended; null for what is none, or was taken back.</summary>
    public DateTimeOffset? SuspensionEnd(Evidence row) => row.Entry is EntryType.Suspension && !IsTakenBack(row) ? EndedAt(row, row.ValidUntil ?? DateTimeOffset.MaxValue) : null;

    /// <summary>A row and the earlier ones that it corrects, down to the one that first said it and by which others know it.</summary>
    public IReadOnlyList<Evidence> ChainOf(Evidence row)
    {
        List<Evidence> chain = [row];
        while (row is { Entry: EntryType.Correction, RefersTo: { } earlier } && Rows.FirstOrDefault(r => r.Id == earlier) is { } older) chain.Add(row = older);
        return chain;
    }

    /// <summary>Those of a row and the ones it corrects that others were told of.</summary>
    public IEnumerable<Evidence> ToldOf(Evidence row)
    {
        var chain = ChainOf(row);
        return chain.Where((r, i) => r.IsNewTo(i + 1 < chain.Count ? chain[i + 1] : null));
    }

    /// <summary>Whether the same credential is there already and was not taken back.</summary>
    public bool Holds(Evidence credential) => Rows.Any(r => r.IsStatement && !IsTakenBack(r)
        && (r.Kind, r.SourceText, r.IssuerName, r.Number, r.ValidFrom, r.Ordinal, r.ScaleVersion) == (credential.Kind, credential.SourceText, credential.IssuerName, credential.Number, credential.ValidFrom, credential.Ordinal, credential.ScaleVersion));

    /// <summary>Whether somebody ended a row before its time.</summary>
    public bool IsEnded(Evidence row) => EndedAt(row, DateTimeOffset.MaxValue) < DateTimeOffset.MaxValue;

    /// <summary>The record as it would be with further rows: what a change will do, before it is made.</summary>
    public SkillRecord With(IEnumerable<Evidence> more) => new([.. Rows, .. more], rule, card);

    /// <summary>The ordinal of a row on the current scale version (L2).</summary>
    public int Current(Evidence row) => card.ToCurrent(row.ScaleVersion, row.Ordinal);

    private Standing StandingOf(Evidence row, Evidence? deciding, bool suspended, DateTimeOffset at)
    {
        if (IsTakenBack(row)) return Rows.Any(r => r.RefersTo == row.Id && r.Entry is EntryType.Correction && !IsTakenBack(r)) ? Standing.Corrected : Standing.Withdrawn;
        if (!row.IsStatement) return Standing.Remark;
        if (row.Kind is EvidenceKind.Self) return Standing.Claim;
        if (row == deciding) return Standing.Counts;
        if (!rule.Fulfils.HasFlag(row.Kind)) return Standing.KindNotAccepted;
        var span = spans.Find(s => s.Row == row);
        if (at < span.From) return Standing.NotYetValid;
        if (at >= span.Until)
        {
            if (row.ValidUntil is { } until && span.Until == until) return Standing.Lapsed;
            return Rows.Any(r => r.RefersTo == row.Id && r.Entry is EntryType.Revocation && r.ValidFrom == span.Until && !IsTakenBack(r)) ? Standing.Revoked : Standing.Superseded;
        }

        return suspended ? Standing.Suspended : Standing.Outvoted;
    }

    private bool Fulfils(Span span) => (rule.Fulfils & span.Row.Kind) != 0;

    /// <summary>Positive where the first outweighs the second. A total order, so that nothing depends on the order of rows.</summary>
    private int Compare(Span a, Span b)
    {
        var byPolicy = rule.Policy switch
        {
            SkillPolicy.Highest => (a.Ordinal, a.Until).CompareTo((b.Ordinal, b.Until)),
            SkillPolicy.Precedence => EvidenceKinds.Rank(b.Row.Kind).CompareTo(EvidenceKinds.Rank(a.Row.Kind)),
            _ => 0,
        };
        if (byPolicy != 0) return byPolicy;
        var byTime = (a.From, a.Row.RecordedAt).CompareTo((b.From, b.Row.RecordedAt));
        // Of two that are equally late, the one that says more, then the one that lasts longer (F2).
        return byTime != 0 ? byTime : (a.Ordinal, a.Until, a.Row.Id).CompareTo((b.Ordinal, b.Until, b.Row.Id));
    }

    private DateTimeOffset EndOf(Span span, bool refers)
    {
        var end = refers ? EndedAt(span.Row, span.Until) : span.Until;
        if (span.Row.EndsWhenSuperseded)
        {
            foreach (var newer in spans)
            {
                if (IsNewerFromSameSource(newer.Row, span.Row) && newer.From < end) end = newer.From;
            }
        }

        return end;
    }

    /// <summary>When a row ends that others may have ended before its time: evidence that was revoked, a suspension that was lifted.</summary>
    private DateTimeOffset EndedAt(Evidence row, DateTimeOffset end)
    {
        foreach (var other in Rows)
        {
            if (other.RefersTo == row.Id && other.Entry is (EntryType.Revocation or EntryType.Supersession) && other.ValidFrom < end && !IsTakenBack(other)) end = other.ValidFrom;
        }

        return end;
    }

    private static bool IsNewerFromSameSource(Evidence newer, Evidence older) =>
        newer != older
        && (older.Source is { } activity ? newer.Source == activity : older.SourceText.Length > 0 && newer.SourceText == older.SourceText && newer.Kind == older.Kind)
        && (newer.ValidFrom, newer.RecordedAt, newer.Id).CompareTo((older.ValidFrom, older.RecordedAt, older.Id)) > 0;

    /// <summary>Whether a row was withdrawn or corrected. A withdrawal that was itself withdrawn takes nothing back.</summary>
    private bool IsTakenBack(Evidence row)
    {
        foreach (var other in Rows)
        {
            if (other.RefersTo == row.Id && other.Entry is (EntryType.Withdrawal or EntryType.Correction) && !IsTakenBack(other)) return true;
        }

        return false;
    }

    /// <summary>All instants at which the level may change. Between two of them it is constant.</summary>
    private IEnumerable<DateTimeOffset> Changes()
    {
        foreach (var span in spans)
        {
            yield return span.From;
            if (span.Until < DateTimeOffset.MaxValue) yield return span.Until;
        }

        foreach (var (from, until) in suspensions)
        {
            yield return from;
            if (until < DateTimeOffset.MaxValue) yield return until;
        }
    }
}

/// <summary>Accepted evidence and the half-open interval in which it is valid.</summary>
internal readonly record struct Span(Evidence Row, int Ordinal, DateTimeOffset From, DateTimeOffset Until)
{
    public bool Covers(DateTimeOffset at) => From <= at && at < Until;
}

/// <summary>A row of the ledger and what became of it.</summary>
/// <param name="Row">The row.</param>
/// <param name="Ordinal">Its level on the current scale; null for rows that state none.</param>
/// <param name="Standing">What became of it.</param>
internal sealed record Judged(Evidence Row, int? Ordinal, Standing Standing);

/// <summary>What became of a row of the ledger at an instant (F6).</summary>
internal enum Standing
{
    /// <summary>It decides the level.</summary>
    Counts,

    /// <summary>It is valid, and other evidence weighs more.</summary>
    Outvoted,

    /// <summary>A draft claim (E2).</summary>
    Claim,

    /// <summary>Its kind does not fulfil this skill (F1).</summary>
    KindNotAccepted,

    /// <summary>It counts from a later instant.</summary>
    NotYetValid,

    /// <summary>Its time is over.</summary>
    Lapsed,

    /// <summary>Taken back.</summary>
    Withdrawn,

    /// <summary>Replaced by a correction.</summary>
    Corrected,

    /// <summary>Ended by somebody entitled.</summary>
    Revoked,

    /// <summary>Ended by newer evidence from the same source, or because it must be repeated.</summary>
    Superseded,

    /// <summary>Covered by a suspension.</summary>
    Suspended,

    /// <summary>No statement: a withdrawal, suspension, answer and the like.</summary>
    Remark,
}
