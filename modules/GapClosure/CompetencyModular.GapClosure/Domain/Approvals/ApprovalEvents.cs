using CompetencyModular.Sdk.Events;

namespace CompetencyModular.GapClosure.Domain.Approvals;

/// <summary>The time is over within which a request should have been decided. Published when it begins to wait on approvers, delivered when that time is over.</summary>
/// <param name="RequestId">Which request.</param>
/// <param name="SubmittedAt">Since when it waited: sent again or answered, its time begins anew.</param>
[Event("gap-closure.confirmation-overdue")]
internal sealed record ConfirmationOverdue(Guid RequestId, DateTimeOffset SubmittedAt) : IEvent
{
    public string StreamKey => $"confirmation/{RequestId}/overdue/{SubmittedAt.UtcTicks}";
}

/// <summary>Approvers have let a request wait for some days. Published when it begins to wait on them, delivered when those days are over.</summary>
/// <param name="RequestId">Which request.</param>
/// <param name="WaitsSince">Since when it waited: sent again or answered, its time begins anew.</param>
[Event("gap-closure.confirmation-waits")]
internal sealed record ConfirmationWaits(Guid RequestId, DateTimeOffset WaitsSince) : IEvent
{
    public string StreamKey => $"confirmation/{RequestId}/waits/{WaitsSince.UtcTicks}";
}

/// <summary>Somebody decided on a request. Delivered when the time for undoing it is over (A4).</summary>
/// <param name="RequestId">Which request.</param>
/// <param name="Decision">Which decision on it, counted from 1: one that was undone has no effect.</param>
[Event("gap-closure.decision-made")]
internal sealed record DecisionMade(Guid RequestId, int Decision) : IEvent
{
    public string StreamKey => $"confirmation/{RequestId}/decision/{Decision}";
}
