using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.SkillsAnalysis.Domain;

/// <summary>What sort of evidence a row is (E1). Flags, because a skill lists the kinds that fulfil it (F1).</summary>
[Flags]
internal enum EvidenceKind
{
    None = 0,
    Completion = 1,
    Measurement = 2,
    Attestation = 4,
    Appraisal = 8,
    ApprovedSelf = 16,
    Credential = 32,
    Import = 64,

    /// <summary>What somebody says of themselves, unapproved: a draft claim that never fulfils anything (E2).</summary>
    Self = 128,
}

internal static class EvidenceKinds
{
    /// <summary>All kinds that can fulfil a requirement: a claim is not among them (E2).</summary>
    public const EvidenceKind Accepted = EvidenceKind.Completion | EvidenceKind.Measurement | EvidenceKind.Attestation
        | EvidenceKind.Appraisal | EvidenceKind.ApprovedSelf | EvidenceKind.Credential | EvidenceKind.Import;

    /// <summary>The accepted kinds, the strongest first (F1).</summary>
    public static IReadOnlyList<EvidenceKind> ByStrength { get; } =
    [
        EvidenceKind.Attestation, EvidenceKind.Credential, EvidenceKind.Measurement, EvidenceKind.Appraisal,
        EvidenceKind.ApprovedSelf, EvidenceKind.Completion, EvidenceKind.Import,
    ];

    /// <summary>The place of a kind in the order of precedence, 0 being the strongest (F1).</summary>
    public static int Rank(EvidenceKind kind) => kind switch
    {
        EvidenceKind.Attestation => 0,
        EvidenceKind.Credential => 1,
        EvidenceKind.Measurement => 2,
        EvidenceKind.Appraisal => 3,
        EvidenceKind.ApprovedSelf => 4,
        EvidenceKind.Completion => 5,
        _ => 6,
    };

    /// <summary>What completing an activity is evidence of: on the job somebody else has watched, elsewhere it was completed.</summary>
    public static EvidenceKind Of(ActivityRef activity) => activity.Module == "OJT" ? EvidenceKind.Attestation : EvidenceKind.Completion;
}
