using CompetencyModular.Sdk.Events;

namespace CompetencyModular.Sdk.Activities;

/// <summary>Somebody completed an activity: the one fact from which levels are awarded (R3.3), points are earned and plans move on.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Activity">What.</param>
/// <param name="OccurrenceKey">Which occurrence of it, unique per person and activity, so that repeating is told from delivering twice.</param>
/// <param name="Title">The activity's title when it was completed; it may be gone later.</param>
/// <param name="CompletedAt">When it was done.</param>
[Event("activities.completed")]
public sealed record ActivityCompleted(Guid PersonId, ActivityRef Activity, string OccurrenceKey, string Title, DateTimeOffset CompletedAt) : IEvent
{
    /// <inheritdoc/>
    public string StreamKey => $"person/{PersonId}";
}

/// <summary>Somebody wants to do an activity, for instance because an accepted plan holds it. The module that owns it enrols them.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Activity">What.</param>
/// <param name="Reason">Why, as a stable code such as <c>gap-plan</c>.</param>
[Event("activities.requested")]
public sealed record ActivityRequested(Guid PersonId, ActivityRef Activity, string Reason) : IEvent
{
    /// <inheritdoc/>
    public string StreamKey => $"person/{PersonId}";
}
