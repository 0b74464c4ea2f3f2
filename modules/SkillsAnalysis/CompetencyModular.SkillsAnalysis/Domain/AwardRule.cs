using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.SkillsAnalysis.Domain;

/// <summary>Completing an activity awards a level of a skill (R3.3). Retired rather than deleted: the ledger refers to it.</summary>
internal sealed class AwardRule
{
    private AwardRule() { }

    public AwardRule(ActivityRef activity, Guid skillId, int scaleVersion, int ordinal, Validity? validity, Guid? createdBy, DateTimeOffset createdAt)
    {
        Activity = activity;
        SkillId = skillId;
        ScaleVersion = scaleVersion;
        Ordinal = ordinal;
        Validity = validity;
        CreatedBy = createdBy;
        CreatedAt = createdAt;
    }

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public ActivityRef Activity { get; private init; }

    public Guid SkillId { get; private init; }

    public int ScaleVersion { get; private init; }

    public int Ordinal { get; private init; }

    /// <summary>For how long the award counts; null leaves it to level, skill and tenant (F3).</summary>
    public Validity? Validity { get; private init; }

    public Guid? CreatedBy { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? RetiredAt { get; private set; }

    public void Retire(DateTimeOffset now) => RetiredAt ??= now;

    /// <summary>The row of the ledger that a completion makes (E5: it counts from the day done).</summary>
    public Said Award(CompletedActivity completion, DateTimeOffset now) => new(
        completion.PersonId, SkillId, ScaleVersion, Ordinal, EvidenceKinds.Of(Activity), completion.CompletedAt, now)
    {
        Source = Activity,
        SourceText = completion.Title,
        RuleId = Id,
        OccurrenceKey = completion.OccurrenceKey,
    };
}

/// <summary>That somebody completed an activity, kept so that a rule made later can award it (E7).</summary>
internal sealed class CompletedActivity
{
    private CompletedActivity() { }

    public CompletedActivity(Guid personId, ActivityRef activity, string occurrenceKey, string title, DateTimeOffset completedAt)
    {
        PersonId = personId;
        Activity = activity;
        OccurrenceKey = occurrenceKey;
        Title = title;
        CompletedAt = completedAt;
    }

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid PersonId { get; private init; }

    public ActivityRef Activity { get; private init; }

    public string OccurrenceKey { get; private init; } = "";

    public string Title { get; private init; } = "";

    public DateTimeOffset CompletedAt { get; private init; }
}
