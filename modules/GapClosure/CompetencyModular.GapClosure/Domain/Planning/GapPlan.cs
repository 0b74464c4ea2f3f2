using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.GapClosure.Domain.Planning;

/// <summary>The activities that together close the gaps at the least cost, in an order in which they can be done (P5).</summary>
/// <param name="Steps">What to do, in order.</param>
/// <param name="Totals">What it takes altogether.</param>
/// <param name="Uncovered">The gaps that stay open, each with its reason (P1).</param>
/// <param name="Alternatives">Up to three other ways to close the same gaps.</param>
/// <param name="LeftOut">Activities one might have expected, and why they are not in the plan; the most relevant first.</param>
/// <param name="IsProven">Whether no better plan exists. If not, say "not proven cheapest" (P4).</param>
/// <param name="Bound">No plan that closes as much costs less than this; null if the search ended before it knew how much can be closed.</param>
internal sealed record GapPlan(
    IReadOnlyList<PlanStep> Steps,
    PlanTotals Totals,
    IReadOnlyList<UncoveredGap> Uncovered,
    IReadOnlyList<PlanAlternative> Alternatives,
    IReadOnlyList<LeftOutActivity> LeftOut,
    bool IsProven,
    decimal? Bound);

/// <summary>What a set of steps takes.</summary>
/// <param name="Minutes">Working time.</param>
/// <param name="Money">In the tenant's currency.</param>
/// <param name="Cost">Minutes and money by the tenant's weights: what the plan keeps least (P3).</param>
/// <param name="Finish">When the last step ends; null without steps.</param>
internal sealed record PlanTotals(long Minutes, decimal Money, decimal Cost, DateTimeOffset? Finish);

/// <summary>What it takes to close gaps.</summary>
/// <param name="Totals">Time, money and the finish of the best plan.</param>
/// <param name="Steps">How many activities it has.</param>
/// <param name="StayOpen">How many gaps it leaves open.</param>
/// <param name="IsProven">Whether no better plan exists (P4).</param>
internal sealed record PlanEffort(PlanTotals Totals, int Steps, int StayOpen, bool IsProven);

/// <summary>One activity of a plan.</summary>
/// <param name="Activity">Which one.</param>
/// <param name="Contributions">The levels that are reached here first, so that every rise is counted once in a plan.</param>
/// <param name="Closes">The gaps that this step closes.</param>
/// <param name="Enables">The later steps that could not start without it.</param>
/// <param name="CumulativeMinutes">Working time up to and including this step.</param>
/// <param name="ExpectedFinish">An event's end, else by the pace in the settings.</param>
internal sealed record PlanStep(
    ActivityRef Activity,
    IReadOnlyList<Contribution> Contributions,
    IReadOnlyList<Gap> Closes,
    IReadOnlyList<ActivityRef> Enables,
    long CumulativeMinutes,
    DateTimeOffset ExpectedFinish);

/// <summary>A rise of a skill from one level to another.</summary>
internal sealed record Contribution(Guid SkillId, int From, int To);

/// <summary>A gap that the plan leaves open.</summary>
/// <param name="Gap">Which one.</param>
/// <param name="Reason">Why (P1).</param>
/// <param name="HighestOnOffer">The highest level that open activities lead to, if it is above the level held and below the one required.</param>
internal sealed record UncoveredGap(Gap Gap, UncoveredReason Reason, int? HighestOnOffer);

/// <summary>Why a gap stays open (P1).</summary>
internal enum UncoveredReason
{
    /// <summary>Nothing leads to the level.</summary>
    NoActivity,

    /// <summary>What leads to the level is not visible to the person.</summary>
    NoneVisible,

    /// <summary>Only events without a free seat lead to the level; there are waiting lists.</summary>
    OnlyFullEvents,

    /// <summary>Only activities that were completed already, and whose award counts, lead to the level.</summary>
    OnlyCompleted,

    /// <summary>What leads to the level asks for something that cannot be reached.</summary>
    PrerequisiteUnreachable,

    /// <summary>It can be closed, but not within the budget beside what matters more.</summary>
    OverBudget,

    /// <summary>It can be closed, but not before the deadline beside what matters more.</summary>
    PastDeadline,

    /// <summary>What leads to the level may not be taken beside what matters more.</summary>
    Excluded,

    /// <summary>The time limit struck before a way was found.</summary>
    NotFoundInTime,
}

/// <summary>Another way to close the same gaps.</summary>
internal sealed record PlanAlternative(AlternativeKind Kind, IReadOnlyList<PlanStep> Steps, PlanTotals Totals);

/// <summary>What an alternative is better at than the plan.</summary>
internal enum AlternativeKind
{
    /// <summary>It is finished earlier.</summary>
    Fastest,

    /// <summary>It takes less money.</summary>
    Cheapest,

    /// <summary>It takes fewer activities.</summary>
    Fewest,
}

/// <summary>An activity that is not in the plan although it awards a skill that has a gap.</summary>
/// <param name="Activity">Which one.</param>
/// <param name="Reason">Why not.</param>
/// <param name="Instead">The step that covers the same, or that may not be taken beside it.</param>
internal sealed record LeftOutActivity(ActivityRef Activity, LeftOutReason Reason, ActivityRef? Instead = null);

/// <summary>Why an activity is not in the plan (P5).</summary>
internal enum LeftOutReason
{
    /// <summary>Steps of the plan close the same gaps.</summary>
    CoveredBy,

    /// <summary>It leads higher, but not to the level required.</summary>
    LevelTooLow,

    /// <summary>It may not be taken beside a step of the plan.</summary>
    Excluded,

    /// <summary>It has no free seat.</summary>
    Full,

    /// <summary>It was completed, and its award counts.</summary>
    AlreadyCompleted,

    /// <summary>It asks for something that cannot be reached.</summary>
    PrerequisiteUnreachable,

    /// <summary>It does not fit into the budget.</summary>
    OverBudget,

    /// <summary>It ends too late.</summary>
    PastDeadline,

    /// <summary>The time limit struck before it was settled.</summary>
    NotFoundInTime,
}
