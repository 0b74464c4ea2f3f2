using CompetencyModular.Sdk.Events;

namespace CompetencyModular.Sdk.People;

/// <summary>Somebody has another line manager or another unit, has left, or has come back: what waits on them may have to go elsewhere (A3), and they may count in another team (X3).</summary>
/// <param name="PersonId">Who.</param>
[Event("people.moved")]
public sealed record PersonMoved(Guid PersonId) : IEvent
{
    /// <inheritdoc/>
    public string StreamKey => $"person/{PersonId}";
}
