using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.GapClosure.Domain.Planning;

/// <summary>An activity that the person can take, in whole numbers: a search that compares sums must not round.</summary>
/// <param name="Candidate">Where it comes from.</param>
/// <param name="Minutes">Working time.</param>
/// <param name="Cents">Money.</param>
/// <param name="Cost">Minutes and money by the tenant's weights, in hundredths.</param>
/// <param name="Work">Minutes of the calendar it takes at the person's pace; 0 for events.</param>
/// <param name="End">For an event, the minute after now at which it ends.</param>
/// <param name="Needs">The conditions that must hold before it starts and do not hold yet.</param>
/// <param name="Gives">The conditions it fulfils.</param>
internal sealed record Item(Candidate Candidate, long Minutes, long Cents, long Cost, long Work, long? End, int[] Needs, int[] Gives)
{
    public ActivityRef Activity => Candidate.Offer.Activity;

    /// <summary>The items that may not be taken beside it, by index.</summary>
    public int[] Excludes { get; set; } = [];
}

/// <summary>A gap and the condition that closes it.</summary>
internal sealed record Demand(Gap Gap, int Condition)
{
    public long Weight => Math.Max(1, Gap.Weight);
}

/// <summary>
/// The problem as a network: items give conditions ("skill s at level n", "activity a done"), and items and gaps need them.
/// Everything is sorted by id here, so that nothing that follows can depend on the order of the input (P3).
/// </summary>
internal sealed class PlanNetwork
{
    private readonly Dictionary<object, int> conditions = [];
    private readonly Dictionary<ActivityRef, HashSet<ActivityRef>> countsAs = [];
    private readonly HashSet<ActivityRef> completed;
    private readonly PlanProblem problem;

    public PlanNetwork(PlanProblem problem)
    {
        this.problem = problem;
        Candidates = [.. problem.Candidates
            .OrderBy(c => c.Offer.Activity).ThenBy(c => c.Offer.Minutes).ThenBy(c => c.Offer.Money)
            .DistinctBy(c => c.Offer.Activity)];
        completed = [.. Candidates.Where(c => c.Offer.Progress == OfferProgress.Completed).Select(c => c.Offer.Activity)];
        foreach (var offer in Candidates.Select(c => c.Offer)) countsAs[offer.Activity] = [offer.Activity, .. offer.EquivalentTo ?? []];

        Deadline = problem.Deadline is { } deadline ? (long)Math.Floor((deadline - problem.Now).TotalMinutes) : null;
        Budget = problem.Budget is { } budget ? (long)Math.Floor(budget * 100) : null;

        var gaps = problem.Gaps
            .Where(g => g.Required > LevelLeft(g.SkillId)).Distinct()
            .OrderByDescending(g => g.Mandatory).ThenBy(g => g.SkillId).ThenBy(g => g.Required).ThenBy(g => g.Weight)
            .ToList();
        Demands = [.. gaps.Select(g => new Demand(g, ConditionOf(new SkillLevel(g.SkillId, g.Required))))];

        var usable = Candidates.Where(CanBeTaken).ToList();
        var needs = usable.Select(NeedsOf).ToList();
        var levels = conditions.Keys.OfType<SkillLevel>().ToLookup(level => level.SkillId);
        Items = [.. usable.Select((candidate, index) => ItemOf(candidate, needs[index], levels))];
        Givers = GroupBy(item => item.Gives);
        Needers = GroupBy(item => item.Needs);
        AddExclusions();
    }

    /// <summary>All candidates, sorted.</summary>
    public IReadOnlyList<Candidate> Candidates { get; }

    /// <summary>Those of them that the person can take.</summary>
    public Item[] Items { get; }

    public Demand[] Demands { get; }

    /// <summary>The items that give a condition.</summary>
    public int[][] Givers { get; }

    /// <summary>The items that need a condition.</summary>
    public int[][] Needers { get; }

    public long? Deadline { get; }

    public long? Budget { get; }

    public int LevelHeld(Guid skill) => problem.Held.GetValueOrDefault(skill);

    /// <summary>The level that lasts: the one held, but where it lapses soon and renewing was asked for what is left of it.</summary>
    public int LevelLeft(Guid skill) => problem.Lapsing.TryGetValue(skill, out var left) ? left : LevelHeld(skill);

    public bool IsOver(Candidate candidate) => candidate.Offer.EndsAt <= problem.Now;

    public bool AlreadyCounts(Candidate candidate) => candidate.AwardCounts && candidate.Offer.Progress == OfferProgress.Completed;

    private bool CanBeTaken(Candidate candidate) =>
        candidate.Offer.Visibility == OfferVisibility.Open && !AlreadyCounts(candidate) && !IsOver(candidate);

    private int ConditionOf(object condition)
    {
        if (!conditions.TryGetValue(condition, out var index)) conditions[condition] = index = conditions.Count;
        return index;
    }

    private int[] NeedsOf(Candidate candidate)
    {
        var needs = new SortedSet<int>();
        foreach (var prerequisite in candidate.Offer.Prerequisites)
        {
            if (prerequisite.Skill is { } level && level.Ordinal > LevelHeld(level.SkillId)) needs.Add(ConditionOf(level));
            if (prerequisite.Activity is { } activity && !WaysToHaveDone(activity).Any(completed.Contains)) needs.Add(ConditionOf(activity));
        }
        return [.. needs];
    }

    private IEnumerable<ActivityRef> WaysToHaveDone(ActivityRef activity) => countsAs.TryGetValue(activity, out var ways) ? ways : [activity];

    private Item ItemOf(Candidate candidate, int[] needs, ILookup<Guid, SkillLevel> levels)
    {
        var offer = candidate.Offer;
        var minutes = Math.Max(0, offer.Minutes);
        var cents = (long)Math.Round(Math.Max(0, offer.Money) * 100, MidpointRounding.AwayFromZero);
        var cost = (100L * Math.Max(0, problem.Settings.MinuteWeight) * minutes) + (Math.Max(0, problem.Settings.MoneyWeight) * cents);
        var pace = 168m / Math.Clamp(problem.Settings.HoursPerWeek, 0.1m, 168m);
        var gives = new SortedSet<int>(candidate.Outcomes
            .SelectMany(outcome => levels[outcome.SkillId].Where(level => level.Ordinal <= outcome.Ordinal))
            .Select(level => conditions[level]));
        foreach (var activity in conditions.Keys.OfType<ActivityRef>().Where(activity => WaysToHaveDone(activity).Contains(offer.Activity)))
            gives.Add(conditions[activity]);
        return new Item(
            candidate, minutes, cents, cost,
            Work: offer.EndsAt is null ? (long)Math.Ceiling(minutes * pace) : 0,
            End: offer.EndsAt is { } end ? (long)Math.Ceiling((end - problem.Now).TotalMinutes) : null,
            needs, [.. gives]);
    }

    private int[][] GroupBy(Func<Item, int[]> conditionsOf)
    {
        var groups = new List<int>[conditions.Count];
        for (var condition = 0; condition < groups.Length; condition++) groups[condition] = [];
        for (var index = 0; index < Items.Length; index++)
        {
            foreach (var condition in conditionsOf(Items[index])) groups[condition].Add(index);
        }
        return [.. groups.Select(group => group.ToArray())];
    }

    private void AddExclusions()
    {
        var indexes = Items.Select((item, index) => (item.Activity, index)).ToDictionary(pair => pair.Activity, pair => pair.index);
        var excluded = new SortedSet<int>[Items.Length];
        for (var index = 0; index < Items.Length; index++) excluded[index] = [];
        for (var index = 0; index < Items.Length; index++)
        {
            foreach (var other in Items[index].Candidate.Offer.Excludes ?? [])
            {
                // Whoever says it, it holds both ways; nobody excludes themselves.
                if (!indexes.TryGetValue(other, out var otherIndex) || otherIndex == index) continue;
                excluded[index].Add(otherIndex);
                excluded[otherIndex].Add(index);
            }
        }
        for (var index = 0; index < Items.Length; index++) Items[index].Excludes = [.. excluded[index]];
    }
}
