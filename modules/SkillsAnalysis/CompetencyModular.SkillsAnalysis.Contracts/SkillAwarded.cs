using CompetencyModular.Sdk.Events;

namespace CompetencyModular.SkillsAnalysis.Contracts;

/// <summary>New accepted evidence of a skill was recorded for somebody. Imported history is no news and raises none.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="SkillId">Which skill.</param>
/// <param name="EvidenceId">The row of the ledger.</param>
/// <param name="Ordinal">The level it shows, on the scale version current when it was recorded.</param>
/// <param name="Kind">The kind of evidence (E1), such as <c>Completion</c>.</param>
/// <param name="AwardedAt">From when it counts.</param>
[Event("skills.awarded")]
public sealed record SkillAwarded(Guid PersonId, Guid SkillId, Guid EvidenceId, int Ordinal, string Kind, DateTimeOffset AwardedAt) : IEvent
{
    /// <inheritdoc/>
    public string StreamKey => $"person/{PersonId}";
}
