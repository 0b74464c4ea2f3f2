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
}
