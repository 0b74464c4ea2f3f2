using CompetencyModular.Sdk.Events;

namespace CompetencyModular.SkillsAnalysis.Contracts;

/// <summary>Accepted evidence was withdrawn as if it had never been (E3). Evidence that merely lapses raises none.</summary>
/// <param name="PersonId">Whose.</param>
/// <param name="SkillId">Of which skill.</param>
/// <param name="EvidenceId">The row of the ledger that no longer counts, as in <see cref="SkillAwarded"/>.</param>
/// <param name="Reason">Why, in the words of whoever withdrew it.</param>
/// <param name="WithdrawnAt">When.</param>
[Event("skills.withdrawn")]
public sealed record SkillWithdrawn(Guid PersonId, Guid SkillId, Guid EvidenceId, string Reason, DateTimeOffset WithdrawnAt) : IEvent
{
    /// <inheritdoc/>
    public string StreamKey => $"person/{PersonId}";
}
