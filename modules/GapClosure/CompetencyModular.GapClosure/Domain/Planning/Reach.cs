namespace CompetencyModular.GapClosure.Domain.Planning;

/// <summary>What can be reached at all, before anything is chosen: the first step of P4, and the ground for the reasons of P1.</summary>
internal sealed class Reach
{
    private readonly PlanNetwork network;
    private readonly Closure anyhow;
    private readonly Closure affordable;

    public Reach(PlanNetwork network)
    {
        this.network = network;
        var all = Enumerable.Range(0, network.Items.Length).ToList();
        anyhow = Closure.Of(network, all, dated: true);
        affordable = network.Budget is { } budget
            ? Closure.Of(network, [.. all.Where(item => network.Items[item].Cents <= budget)], dated: true)
            : anyhow;
    }

    /// <summary>The item can be done with prerequisites, within budget and deadline, if nothing else is done.</summary>
    public bool IsPossible(int item) => IsAffordable(item) && !(affordable.Earliest[item] > network.Deadline);

    /// <summary>Its prerequisites can be reached.</summary>
    public bool IsReachable(int item) => anyhow.Reaches(item);

    /// <summary>Neither it nor anything it cannot do without is beyond the budget alone.</summary>
    public bool IsAffordable(int item) => affordable.Reaches(item);

    /// <summary>Whether a gap can be closed if it is the only one.</summary>
    public bool CanClose(int demand) => network.Givers[network.Demands[demand].Condition].Any(IsPossible);

    /// <summary>The problem narrowed down to what a best plan may hold: the items and the gaps.</summary>
    public (int[] Items, int[] Demands) Narrow()
    {
        var useful = Dominance.Useful(network, IsPossible);
        return (Dominance.Undominated(network, useful), [.. Enumerable.Range(0, network.Demands.Length).Where(CanClose)]);
    }
}
