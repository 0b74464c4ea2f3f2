using System.Text.Json.Serialization;
using CompetencyModular.Sdk.Events;

namespace CompetencyModular.Bad;

/// <summary>No sealed record, without a name, and with a part that is not read back.</summary>
public class BadEvent(string title) : IEvent
{
    [JsonConstructor]
    public BadEvent() : this("lost")
    {
    }

    public string Title { get; } = title;

    public string StreamKey => "bad";
}

internal sealed class ConsumesBadly : IConsumer<BadEvent>
{
    public Task HandleAsync(BadEvent happened, EventContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
