using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.SkillsAnalysis.Domain;

/// <summary>What a row of the ledger does.</summary>
internal enum EntryType
{
    /// <summary>Says that somebody holds a level.</summary>
    Statement,

    /// <summary>Says it anew in place of an earlier row.</summary>
    Correction,

    /// <summary>Takes an earlier row back, as if it had never been.</summary>
    Withdrawal,

    /// <summary>Ends an earlier row from an instant on; until then it stands.</summary>
    Revocation,

    /// <summary>Ends an earlier row because what it was earned with must be repeated (E5).</summary>
    Supersession,

    /// <summary>Makes the skill invalid for an interval; it comes back by itself (E4).</summary>
    Suspension,

    /// <summary>What the person says to an earlier row (E4); changes nothing.</summary>
    Answer,
}

/// <summary>A row of the ledger. Rows are appended and never changed: what was true, and what was known, stays answerable (E3, F5).</summary>
internal sealed class Evidence
{
    private Evidence() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid PersonId { get; private init; }

    public Guid SkillId { get; private init; }

    public EntryType Entry { get; private init; }

    /// <summary>The earlier row that this one corrects, takes back, ends or answers.</summary>
    public Guid? RefersTo { get; private init; }

    public EvidenceKind Kind { get; private init; }

    /// <summary>The version of the skill's scale under which the ordinal was noted; history keeps its version (L1).</summary>
    public int ScaleVersion { get; private init; }

    public int Ordinal { get; private init; }

    /// <summary>The activity it was earned with, if it was one.</summary>
    public ActivityRef? Source { get; private init; }

    /// <summary>Where it comes from in words, and readable when the activity is gone.</summary>
    public string SourceText { get; private init; } = "";

    /// <summary>The award rule that made it.</summary>
    public Guid? RuleId { get; private init; }

    /// <summary>Which occurrence of the activity: with person and rule it makes awarding idempotent.</summary>
    public string? OccurrenceKey { get; private init; }

    public DateTimeOffset OccurredAt { get; private init; }

    public DateTimeOffset RecordedAt { get; private init; }

    /// <summary>From when the row counts; for a revocation or suspension, from when it takes effect (E5).</summary>
    public DateTimeOffset ValidFrom { get; private init; }

    /// <summary>The first instant at which it counts no longer; computed once (F3).</summary>
    public DateTimeOffset? ValidUntil { get; private init; }

    /// <summary>Whether newer accepted evidence from the same source ends it (F3, E5).</summary>
    public bool EndsWhenSuperseded { get; private init; }

    /// <summary>The person who vouches for it.</summary>
    public Guid? IssuerId { get; private init; }

    /// <summary>The body that issued a credential.</summary>
    public string IssuerName { get; private init; } = "";

    /// <summary>The number of a credential.</summary>
    public string Number { get; private init; } = "";

    public string Note { get; private init; } = "";

    /// <summary>Addresses of what shows it, one a line.</summary>
    public string Links { get; private init; } = "";

    /// <summary>The imported row it comes from: importing it again adds nothing.</summary>
    public string? RowHash { get; private init; }

    public bool IsStatement => Entry is EntryType.Statement or EntryType.Correction;

    /// <summary>A new statement.</summary>
    /// <param name="said">What is said.</param>
    /// <param name="validity">How long it counts (F3); a claim is not limited.</param>
    /// <param name="zone">The zone in which its days are counted (F4).</param>
    public static Evidence Of(Said said, Validity validity, TimeZoneInfo zone) => new()
    {
        Id = said.Id ?? Guid.CreateVersion7(),
        PersonId = said.PersonId,
        SkillId = said.SkillId,
        Entry = said.Corrects is null ? EntryType.Statement : EntryType.Correction,
        RefersTo = said.Corrects,
        Kind = said.Kind,
        ScaleVersion = said.ScaleVersion,
        Ordinal = said.Ordinal,
        Source = said.Source,
        SourceText = said.SourceText,
        RuleId = said.RuleId,
        OccurrenceKey = said.OccurrenceKey,
        OccurredAt = said.OccurredAt,
        RecordedAt = said.RecordedAt,
        ValidFrom = said.ValidFrom ?? said.OccurredAt,
        ValidUntil = Earlier(validity.Until(said.ValidFrom ?? said.OccurredAt, zone), said.StatedUntil),
        EndsWhenSuperseded = validity.Mode is ValidityMode.UntilSuperseded,
        IssuerId = said.IssuerId,
        IssuerName = said.IssuerName,
        Number = said.Number,
        Note = said.Note,
        Links = said.Links,
        RowHash = said.RowHash,
    };

    /// <summary>Says the same anew with another end (F3). What it was awarded by stays with the first row, so that it is not awarded twice.</summary>
    public Evidence Revalidate(Validity validity, TimeZoneInfo zone, DateTimeOffset now) => Of(
        new Said(PersonId, SkillId, ScaleVersion, Ordinal, Kind, OccurredAt, now)
        {
            ValidFrom = ValidFrom,
            Corrects = Id,
            Source = Source,
            SourceText = SourceText,
            OccurrenceKey = OccurrenceKey,
            IssuerId = IssuerId,
            IssuerName = IssuerName,
            Number = Number,
            Note = Note,
            Links = Links,
        },
        validity, zone);

    /// <summary>Says the same anew at another level, for as long as it counted (E3).</summary>
    public Evidence CorrectLevel(int scaleVersion, int ordinal, Guid by, string reason, TimeZoneInfo zone, DateTimeOffset now) => Of(
        new Said(PersonId, SkillId, scaleVersion, ordinal, Kind, OccurredAt, now)
        {
            ValidFrom = ValidFrom,
            StatedUntil = ValidUntil,
            Corrects = Id,
            Source = Source,
            SourceText = SourceText,
            OccurrenceKey = OccurrenceKey,
            IssuerId = by,
            IssuerName = IssuerName,
            Number = Number,
            Note = reason,
            Links = Links,
        },
        EndsWhenSuperseded ? Validity.UntilSuperseded : Validity.Unlimited, zone);

    /// <summary>Whether others were told of this row: of what was first said, and of another level, but not of another end.</summary>
    /// <param name="corrected">The row that it corrects.</param>
    public bool IsNewTo(Evidence? corrected) => corrected is null || (ScaleVersion, Ordinal) != (corrected.ScaleVersion, corrected.Ordinal);

    /// <summary>Takes this row back, as if it had never been.</summary>
    public Evidence Withdraw(Guid? by, string reason, DateTimeOffset now) => Refer(EntryType.Withdrawal, now, by, reason, now);

    /// <summary>Ends this row from an instant on.</summary>
    public Evidence Revoke(DateTimeOffset from, Guid by, string reason, DateTimeOffset now) => Refer(EntryType.Revocation, from, by, reason, now);

    /// <summary>Ends this row because a new version of its source must be repeated.</summary>
    public Evidence Supersede(DateTimeOffset from, string reason, DateTimeOffset now) => Refer(EntryType.Supersession, from, null, reason, now);

    /// <summary>The person's word on this row.</summary>
    public Evidence Answer(string note, DateTimeOffset now) => Refer(EntryType.Answer, now, PersonId, note, now);

    /// <summary>Makes a skill invalid for an interval (E4).</summary>
    public static Evidence Suspend(Guid personId, Guid skillId, DateTimeOffset from, DateTimeOffset? until, Guid by, string reason, DateTimeOffset now) => new()
    {
        PersonId = personId,
        SkillId = skillId,
        Entry = EntryType.Suspension,
        OccurredAt = now,
        RecordedAt = now,
        ValidFrom = from,
        ValidUntil = until,
        IssuerId = by,
        Note = reason,
    };

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;

    private Evidence Refer(EntryType entry, DateTimeOffset from, Guid? by, string note, DateTimeOffset now) => new()
    {
        PersonId = PersonId,
        SkillId = SkillId,
        Entry = entry,
        RefersTo = Id,
        Kind = Kind,
        ScaleVersion = ScaleVersion,
        Ordinal = Ordinal,
        OccurredAt = now,
        RecordedAt = now,
        ValidFrom = from,
        IssuerId = by,
        Note = note,
    };
}

/// <summary>What a statement says.</summary>
internal sealed record Said(Guid PersonId, Guid SkillId, int ScaleVersion, int Ordinal, EvidenceKind Kind, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt)
{
    /// <summary>Its id where others know it beforehand; a new one otherwise.</summary>
    public Guid? Id { get; init; }

    /// <summary>From when it counts, where that is not when it occurred: the approval of a self-assessment, say (E5).</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    public Guid? Corrects { get; init; }

    public ActivityRef? Source { get; init; }

    public string SourceText { get; init; } = "";

    public Guid? RuleId { get; init; }

    public string? OccurrenceKey { get; init; }

    public Guid? IssuerId { get; init; }

    public string IssuerName { get; init; } = "";

    public string Number { get; init; } = "";

    /// <summary>The end that a credential itself names: no setting lets it count longer.</summary>
    public DateTimeOffset? StatedUntil { get; init; }

    public string Note { get; init; } = "";

    public string Links { get; init; } = "";

    public string? RowHash { get; init; }
}
