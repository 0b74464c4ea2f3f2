using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.GapClosure.Domain.Planning;

/// <summary>All that a plan depends on. The planner reads nothing else: the same problem always has the same plan.</summary>
/// <param name="Gaps">What is to be closed. A skill may stand here twice: mandatory at one level, desirable at a higher one (G1).</param>
/// <param name="Held">The effective level per skill now; a skill that is missing is held at 0.</param>
/// <param name="Candidates">Everything on offer, also what the person may not see: that is how "none" and "none visible to you" are told apart (P1).</param>
/// <param name="Settings">The tenant's weights and the person's pace.</param>
/// <param name="Now">When the plan starts.</param>
/// <param name="Deadline">When everything must be finished, if that matters.</param>
/// <param name="Budget">The most that may be spent, if that matters.</param>
internal sealed record PlanProblem(
    IReadOnlyList<Gap> Gaps,
    IReadOnlyDictionary<Guid, int> Held,
    IReadOnlyList<Candidate> Candidates,
    PlanSettings Settings,
    DateTimeOffset Now,
    DateTimeOffset? Deadline = null,
    decimal? Budget = null)
{
    /// <summary>Where renewing was asked for: what is left of each level that lapses soon (P3). Until then it is held, so that what builds on it can be taken.</summary>
    public IReadOnlyDictionary<Guid, int> Lapsing { get; init; } = new Dictionary<Guid, int>();
}

/// <summary>A skill that is required at a higher level than it is held, or than what will be left of it (P3).</summary>
/// <param name="SkillId">The skill.</param>
/// <param name="Required">The ordinal that is required.</param>
/// <param name="Mandatory">Mandatory gaps come before all desirable ones (P3).</param>
/// <param name="Weight">How much it matters among its like; anything below 1 counts as 1, so that every gap is worth closing.</param>
internal sealed record Gap(Guid SkillId, int Required, bool Mandatory, int Weight);

/// <summary>An offer together with what completing it awards.</summary>
/// <param name="Offer">The activity as it stands for the person.</param>
/// <param name="Outcomes">The levels it leads to; absolute, combined by the highest.</param>
/// <param name="AwardCounts">The person completed it and its award counts now, so that doing it again would add nothing (P3).</param>
internal sealed record Candidate(ActivityOffer Offer, IReadOnlyList<SkillLevel> Outcomes, bool AwardCounts);

/// <summary>How an organisation weighs time against money, and the pace it plans with.</summary>
/// <param name="MinuteWeight">The cost of a minute.</param>
/// <param name="MoneyWeight">The cost of one unit of the tenant's currency.</param>
/// <param name="HoursPerWeek">The time for learning in a week; it turns working time into dates.</param>
internal sealed record PlanSettings(int MinuteWeight, int MoneyWeight, decimal HoursPerWeek = 2)
{
    /// <summary>How long the search may take before it hands over the best plan it knows.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(10);
}
