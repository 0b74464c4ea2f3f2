using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.GapClosure.Domain.Approvals;

/// <summary>How long the organisation waits. One row; without it the defaults hold.</summary>
internal sealed class ApprovalSettings : IVersioned
{
    public static readonly Guid TheOne = new("0d5e8a6b-3c55-4f0e-8d0f-64b7f0a1c2d3");

    public Guid Id { get; private init; } = TheOne;

    /// <summary>For how many minutes a decision can be undone; evidence and notices wait for that time (A4).</summary>
    public int UndoMinutes { get; set; } = 5;

    /// <summary>After how many days without a decision HR sees a request too (A3).</summary>
    public int EscalateAfterDays { get; set; } = 14;

    /// <summary>After how many days without a decision those who may decide are reminded; 0 for never. What went to HR before is not reminded of (A3).</summary>
    public int RemindAfterDays { get; set; } = 7;

    public int Version { get; private set; }
}
