using CompetencyModular.Sdk.Events;

namespace CompetencyModular.Sdk.Activities;

/// <summary>Somebody entitled confirmed a level that a person had claimed (R4.4). SkillsAnalysis records it as evidence of the kind "approved self-assessment", or "external credential" (E1).</summary>
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
    /// <summary>The certificate from outside that was confirmed: it is recorded as such, and counts from its issue on (E5, E6). Null for a self-assessment.</summary>
    public ConfirmedCertificate? Certificate { get; init; }

    /// <inheritdoc/>
    public string StreamKey => $"person/{PersonId}";
}

/// <summary>What stands on a certificate that was confirmed.</summary>
/// <param name="TypeId">Which of the known certificates it is; null for any other.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Number">Its number; empty where it has none.</param>
/// <param name="IssuedOn">From this day on it counts.</param>
/// <param name="ValidUntil">Its last day; null where it names none.</param>
public sealed record ConfirmedCertificate(Guid? TypeId, string Issuer, string Title, string Number, DateOnly IssuedOn, DateOnly? ValidUntil);
