using CompetencyModular.Sdk.Events;

namespace CompetencyModular.Gamification.Domain;

/// <summary>A deed was written down and its points posted: badges may follow. The module tells it to itself, so that badges can be switched off alone.</summary>
[Event("gamification.deed-recorded")]
internal sealed record DeedRecorded(Guid PersonId, Guid DeedId) : IEvent
{
    public string StreamKey => $"person/{PersonId}";
}
