using CompetencyModular.Sdk.Events;

namespace CompetencyModular.Sdk.Activities;

/// <summary>Somebody entitled confirmed a level that a person had claimed (R4.4). SkillsAnalysis records it as evidence of the kind "approved self-assessment" (E1).</summary>
/// <param name="Confirmation">What was asked for and decided; with it delivering twice is recognised.</param>
/// <param name="PersonId">Whose level.</param>
/// <param name="SkillId">Which skill.</param>
/// <param name="ScaleVersion">The version of the skill's scale on which the ordinal stands (L1).</param>
/// <param name="Ordinal">The level confirmed, which may differ from the one claimed (A1).</param>
/// <param name="ConfirmedBy">Who decided, the last one where several had to.</param>
/// <param name="ConfirmedAt">When; from then on it counts (E5).</param>
/// <param name="Note">What the person wrote as evidence.</param>
/// <param name="Links">Addresses of what shows it.</param>
[Event("activities.level-confirmed")]
public sealed record LevelConfirmed(
    ActivityRef Confirmation, Guid PersonId, Guid SkillId, int ScaleVersion, int Ordinal, Guid ConfirmedBy, DateTimeOffset ConfirmedAt, string Note, IReadOnlyList<string> Links) : IEvent
{
    /// <inheritdoc/>
    public string StreamKey => $"person/{PersonId}";
}
