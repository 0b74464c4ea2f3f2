using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.SkillsAnalysis.Contracts;

/// <summary>Read-only look at effective levels and gaps, as of now.</summary>
public interface IGapLookup
{
    /// <summary>The gap between what a person's profiles in force require and what the person can show.</summary>
    Task<PersonGap> OfPersonAsync(Guid personId, CancellationToken cancellationToken);

    /// <summary>The gap to a profile that the person does not hold (R4.2).</summary>
    /// <returns>Null when there is no such profile.</returns>
    Task<PersonGap?> ToProfileAsync(Guid personId, Guid profileId, CancellationToken cancellationToken);

    /// <summary>The effective level of every skill a person has evidence for (F1, F2), by skill, on the current scale versions.</summary>
    Task<IReadOnlyDictionary<Guid, int>> LevelsAsync(Guid personId, CancellationToken cancellationToken);

    /// <summary>The same for several people, with as many queries as for one. Everybody asked for is in the answer.</summary>
    Task<IReadOnlyDictionary<Guid, IReadOnlyDictionary<Guid, int>>> LevelsAsync(IReadOnlyCollection<Guid> personIds, CancellationToken cancellationToken);

    /// <summary>Whose effective level of a skill is at least this one, on its current scale version; those who have left too.</summary>
    Task<IReadOnlySet<Guid>> HoldersAsync(Guid skillId, int ordinal, CancellationToken cancellationToken);
}

/// <summary>Read-only look at what activities award.</summary>
public interface IAwardLookup
{
    /// <summary>
    /// The levels that completing each activity awards now, on the current scale versions. Left out are activities without award rules, and awards
    /// for skills that such evidence does not fulfil (F1).
    /// </summary>
    Task<IReadOnlyDictionary<ActivityRef, IReadOnlyList<SkillLevel>>> AwardsAsync(CancellationToken cancellationToken);

    /// <summary>The same for some activities.</summary>
    Task<IReadOnlyDictionary<ActivityRef, IReadOnlyList<SkillLevel>>> AwardsAsync(IReadOnlyCollection<ActivityRef> activities, CancellationToken cancellationToken);

    /// <summary>
    /// Of a person's completed activities, those whose award counts at this moment: for all that the activity awards now, evidence earned with it
    /// stands and is valid, so that doing it again would add nothing (P3).
    /// </summary>
    /// <param name="personId">Who.</param>
    /// <param name="stays">Only those whose award does not lapse within the horizon (G3), so that doing it again would not even renew anything.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    Task<IReadOnlySet<ActivityRef>> CountingNowAsync(Guid personId, bool stays, CancellationToken cancellationToken);
}

/// <summary>
/// Read-only look at the levels that people have asked somebody to confirm. Asked by this module and answered by whichever keeps such requests, so that what
/// waits for approval stands beside the state of a skill (G2).
/// </summary>
public interface IRequestedLevels
{
    /// <summary>
    /// The levels on which nobody has decided yet, by person and skill, on the current scale versions, with as many queries for several people as for
    /// one. Left out are people who wait for nothing.
    /// </summary>
    Task<IReadOnlyDictionary<Guid, IReadOnlyDictionary<Guid, int>>> WaitingAsync(IReadOnlyCollection<Guid> personIds, CancellationToken cancellationToken);
}

/// <summary>Read-only look at what a skill can be shown by.</summary>
public interface IProofLookup
{
    /// <summary>The kinds of evidence that fulfil a skill (F1), and the activities that award it with one of them.</summary>
    Task<SkillProof> OfSkillAsync(Guid skillId, CancellationToken cancellationToken);
}

/// <summary>What shows a skill.</summary>
/// <param name="BySelfAssessment">Whether a self-assessment that somebody confirmed counts.</param>
/// <param name="Kinds">The kinds of evidence that count, in the reader's language, the strongest first.</param>
/// <param name="Activities">The activities that award it now and count, with the level on the skill's current scale.</param>
public sealed record SkillProof(bool BySelfAssessment, IReadOnlyList<string> Kinds, IReadOnlyDictionary<ActivityRef, int> Activities)
{
    /// <summary>Whether a certificate from outside counts.</summary>
    public bool ByCertificate { get; init; }

    /// <summary>Where it does: the certificates of trusted issuers that stand for a level, the highest first (E6).</summary>
    public IReadOnlyList<CertificateType> Certificates { get; init; } = [];
}

/// <summary>A certificate of a trusted issuer, and what it stands for (E6).</summary>
/// <param name="Id">By which it is named when one is recorded.</param>
/// <param name="Issuer">Who issues it.</param>
/// <param name="Title">As it stands on the certificate.</param>
/// <param name="Ordinal">The level of the skill, on its current scale.</param>
public sealed record CertificateType(Guid Id, string Issuer, string Title, int Ordinal);

/// <summary>A person's gap.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Skills">
/// One row for each required skill, and a second one where a level above the mandatory one is desirable (G1); the most pressing first.
/// Requirements the person is exempt from are left out.
/// </param>
/// <param name="Fulfilment">Met mandatory requirements in percent, rounded down, 100 only if all are met; null where there are no mandatory requirements (G3).</param>
public sealed record PersonGap(Guid PersonId, IReadOnlyList<SkillGap> Skills, int? Fulfilment);

/// <summary>A required skill and how the person stands.</summary>
/// <param name="SkillId">The skill.</param>
/// <param name="SkillName">Its name.</param>
/// <param name="Required">The level required, the maximum over the profiles in force, for mandatory and desirable separately (G1).</param>
/// <param name="Effective">The effective level now.</param>
/// <param name="Mandatory">Whether the level is mandatory, or else desirable.</param>
/// <param name="Weight">The largest weight among the profiles that require it.</param>
/// <param name="Status">How the person stands (G2).</param>
public sealed record SkillGap(Guid SkillId, string SkillName, int Required, int Effective, bool Mandatory, int Weight, GapStatus Status)
{
    /// <summary>Where it is met now and lapses within the horizon: the level that is left then. Null elsewhere.</summary>
    public int? FallsTo { get; init; }

    /// <summary>How many levels are missing.</summary>
    public int Missing => Math.Max(0, Required - Effective);
}

/// <summary>How somebody stands towards a requirement (G2). There is no "failed" (N1).</summary>
public enum GapStatus
{
    /// <summary>Held at the required level or above.</summary>
    Met,

    /// <summary>Met now, and unmet at some moment within the horizon if nothing new comes.</summary>
    Expiring,

    /// <summary>Was met, and the evidence is no longer valid.</summary>
    Lapsed,

    /// <summary>There is evidence, and it does not reach the required level yet.</summary>
    NotYet,

    /// <summary>Nothing has been shown yet.</summary>
    NoEvidence,
}
