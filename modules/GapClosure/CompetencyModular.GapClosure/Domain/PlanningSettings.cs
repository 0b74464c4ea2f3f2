using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.GapClosure.Domain;

/// <summary>How the organisation weighs time against money in plans (P3). One row; without it the defaults hold.</summary>
internal sealed class PlanningSettings : IVersioned
{
    public static readonly Guid TheOne = new("6f1d2f0e-7c1b-4b58-9d0e-3a5a1c0b7e11");

    /// <summary>What a plan's cost counts for one unit of the tenant's currency: the planner weighs in whole numbers.</summary>
    public const int CostUnit = 100;

    public Guid Id { get; private init; } = TheOne;

    /// <summary>The cost of an hour of working time, in the tenant's currency.</summary>
    public decimal HourlyCost { get; set; } = 60;

    /// <summary>The time for learning in a week; it turns working time into dates.</summary>
    public decimal HoursPerWeek { get; set; } = 2;

    public int Version { get; private set; }

    public Planning.PlanSettings ToPlanSettings() => new(
        MinuteWeight: Math.Max(1, (int)Math.Round(HourlyCost * CostUnit / 60)), MoneyWeight: CostUnit, HoursPerWeek)
    {
        // A page waits for it.
        TimeLimit = TimeSpan.FromSeconds(5),
    };
}
