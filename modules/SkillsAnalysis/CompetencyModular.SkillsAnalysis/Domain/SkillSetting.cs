using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.SkillsAnalysis.Domain;

/// <summary>How the level is found among several valid pieces of evidence (F1).</summary>
internal enum SkillPolicy
{
    Highest,
    Latest,
    Precedence,
}

/// <summary>How evidence of one skill is judged. A skill without a row has the defaults.</summary>
internal sealed class SkillSetting : IVersioned
{
    /// <summary>The place of the tenant's own defaults, of which only the validity governs (F3).</summary>
    public static readonly Guid TenantDefault = Guid.Empty;

    private SkillSetting() { }

    public SkillSetting(Guid skillId) => SkillId = skillId;

    public Guid SkillId { get; private init; }

    public SkillPolicy Policy { get; private set; } = SkillPolicy.Highest;

    /// <summary>The kinds of evidence that fulfil a requirement (F1).</summary>
    public EvidenceKind Fulfils { get; private set; } = EvidenceKinds.Accepted;

    /// <summary>For how long evidence counts; null leaves it to the tenant's default.</summary>
    public Validity? Validity { get; private set; }

    /// <summary>How many occasions of practice are aimed at; null for the product's default, 0 where practice does not matter (T1).</summary>
    public int? PracticeTarget { get; private set; }

    public int Version { get; private set; }

    /// <summary>A later change affects new evidence only, as far as validity is concerned (F3).</summary>
    public void Change(SkillPolicy policy, EvidenceKind fulfils, Validity? validity, int? practiceTarget)
    {
        Policy = policy;
        // A claim never fulfils, whatever is asked for (E2).
        Fulfils = fulfils & EvidenceKinds.Accepted;
        Validity = validity;
        PracticeTarget = practiceTarget;
    }
}

/// <summary>A validity for one level of a skill, by the level's identity, which outlives its ordinal (L1).</summary>
internal sealed class LevelSetting
{
    private LevelSetting() { }

    public LevelSetting(Guid skillId, Guid levelId, Validity validity) => (SkillId, LevelId, Validity) = (skillId, levelId, validity);

    public Guid SkillId { get; private init; }

    public Guid LevelId { get; private init; }

    public Validity Validity { get; private set; } = Validity.Unlimited;

    public void Change(Validity validity) => Validity = validity;
}

/// <summary>What decides the level of a skill: its policy and the kinds that fulfil it.</summary>
internal sealed record SkillRule(SkillPolicy Policy, EvidenceKind Fulfils)
{
    public static SkillRule Default { get; } = new(SkillPolicy.Highest, EvidenceKinds.Accepted);
}
