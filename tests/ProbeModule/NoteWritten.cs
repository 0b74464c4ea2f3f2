using CompetencyModular.Sdk.Events;

namespace CompetencyModular.Probe;

/// <summary>Somebody wrote a note.</summary>
/// <param name="Topic">Notes on one topic are heard of in order.</param>
/// <param name="Title">The note's title.</param>
[Event("probe.note-written")]
public sealed record NoteWritten(string Topic, string Title) : IEvent
{
    /// <inheritdoc/>
    public string StreamKey => $"topic/{Topic}";
}
