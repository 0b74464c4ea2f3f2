using CompetencyModular.Sdk.Events;

namespace CompetencyModular.Sdk.Activities;

/// <summary>
/// A completion was taken back as if it had never been, because a task was opened again, say. What it was told for is withdrawn: evidence by a
/// new row (E3, O3), points by a negative one (X1). The completion itself was an <see cref="ActivityCompleted"/> with the same key.
/// </summary>
/// <param name="PersonId">Who had completed it.</param>
/// <param name="Activity">What.</param>
/// <param name="OccurrenceKey">Which occurrence of it, as in the completion.</param>
/// <param name="Reason">Why, in the words of whoever took it back.</param>
/// <param name="RevokedById">Who took it back; null for the system.</param>
/// <param name="RevokedAt">When.</param>
[Event("activities.revoked")]
public sealed record ActivityRevoked(Guid PersonId, ActivityRef Activity, string OccurrenceKey, string Reason, Guid? RevokedById, DateTimeOffset RevokedAt) : IEvent
{
    /// <inheritdoc/>
    public string StreamKey => $"person/{PersonId}";
}
