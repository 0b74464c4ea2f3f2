namespace CompetencyModular.GapClosure.Domain.Planning;

/// <summary>Items and gaps that have nothing to do with the rest of the network.</summary>
internal sealed record Component(IReadOnlyList<int> Items, IReadOnlyList<int> Demands)
{
    /// <summary>The network's parts, found by joining whatever gives, needs or bars one another.</summary>
    public static IReadOnlyList<Component> Of(PlanNetwork network, IReadOnlyList<int> items, IReadOnlyList<int> demands)
    {
        var wanted = items.SelectMany(item => network.Items[item].Needs).Concat(demands.Select(demand => network.Demands[demand].Condition)).ToHashSet();
        var among = items.ToHashSet();
        var offset = network.Items.Length;
        var parent = Enumerable.Range(0, offset + network.Givers.Length).ToArray();
        foreach (var item in items)
        {
            foreach (var condition in network.Items[item].Gives.Where(wanted.Contains).Concat(network.Items[item].Needs)) Join(item, offset + condition);
            foreach (var other in network.Items[item].Excludes.Where(among.Contains)) Join(item, other);
        }
        var itemsByRoot = items.ToLookup(Root);
        return [.. demands
            .GroupBy(demand => Root(offset + network.Demands[demand].Condition))
            .Select(group => new Component([.. itemsByRoot[group.Key]], [.. group]))];

        int Root(int node)
        {
            while (parent[node] != node) node = parent[node] = parent[parent[node]];
            return node;
        }

        void Join(int a, int b) => parent[Root(a)] = Root(b);
    }

    /// <summary>
    /// The one best selection where there is no choice: every gap and every need has one giver, or one that is taken anyway. Null where there is a choice.
    /// It holds only where all gaps can be closed together.
    /// </summary>
    public Selection? WithoutChoice(PlanNetwork network)
    {
        var among = Items.ToHashSet();
        var taken = new SortedSet<int>();
        var several = new List<int>();
        var open = new Queue<int>(Demands.Select(demand => network.Demands[demand].Condition));
        while (open.TryDequeue(out var condition))
        {
            var givers = network.Givers[condition].Where(among.Contains).ToList();
            if (givers.Count != 1) several.Add(condition);
            else if (taken.Add(givers[0]))
            {
                foreach (var need in network.Items[givers[0]].Needs) open.Enqueue(need);
            }
        }
        if (several.Any(condition => !network.Givers[condition].Any(taken.Contains))) return null;
        // Whatever else closes the gaps takes all of these and something besides, which must cost something to be worse.
        return Items.All(item => taken.Contains(item) || network.Items[item].Cost > 0) && Schedule.Of(network, taken).Works ? new Selection([.. taken], []) : null;
    }
}
