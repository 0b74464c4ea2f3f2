using CompetencyModular.Sdk.Events;

namespace CompetencyModular.Sdk.People;

/// <summary>
/// Two records were one human: what a module keeps under the one belongs to the other from now on. Its consumer moves every row, and
/// <see cref="Persistence.PersonMove"/> does so for all columns of a context; where both had the same, the module decides which one stays.
/// It cannot be undone.
/// </summary>
/// <remarks>
/// A module that was off learns of it when it is on again. An event about the former record that reaches a module later than this one names the record
/// that stayed.
/// </remarks>
/// <param name="FromId">The record that is no longer anybody's.</param>
/// <param name="IntoId">The record that stays.</param>
[Event("people.merged")]
public sealed record PeopleMerged(Guid FromId, Guid IntoId) : IEvent
{
    /// <inheritdoc/>
    public string StreamKey => $"person/{FromId}";
}
