using CompetencyModular.Sdk.Events;

namespace CompetencyModular.Gamification.Domain;

/// <summary>A deed was written down and its points posted: badges may follow. The module tells it to itself, so that badges can be switched off alone.</summary>
[Event("gamification.deed-recorded")]
internal sealed record DeedRecorded(Guid PersonId, Guid DeedId) : IEvent
{
    public string StreamKey => $"person/{PersonId}";
}

/// <summary>A deed had not been so, and its points were taken back: what was reached with it may be reached no more.</summary>
[Event("gamification.deed-withdrawn")]
internal sealed record DeedWithdrawn(Guid PersonId, Guid DeedId, string Reason) : IEvent
{
    public string StreamKey => $"person/{PersonId}";
}
