namespace CompetencyModular.GapClosure.Domain.Planning;

/// <summary>
/// Narrows the items down to those that a best plan may hold. An item may go when another can stand in its place in every plan:
/// it gives all that the first gives, asks for no more, bars no more, is of the same kind, and is cheaper or has the smaller id.
/// </summary>
internal static class Dominance
{
    /// <summary>The items of <paramref name="reachable"/> that some gap has a use for, directly or through what they enable.</summary>
    public static int[] Useful(PlanNetwork network, Func<int, bool> reachable)
    {
        var wanted = new HashSet<int>();
        var useful = new SortedSet<int>();
        var open = new Queue<int>(network.Demands.Select(demand => demand.Condition));
        while (open.TryDequeue(out var condition))
        {
            if (!wanted.Add(condition)) continue;
            foreach (var item in network.Givers[condition].Where(reachable))
            {
                if (!useful.Add(item)) continue;
                foreach (var need in network.Items[item].Needs) open.Enqueue(need);
            }
        }
        return [.. useful];
    }

    /// <summary>Those of <paramref name="items"/> in whose place no other can stand.</summary>
    public static int[] Undominated(PlanNetwork network, int[] items)
    {
        var among = items.ToHashSet();
        var wanted = items.SelectMany(item => network.Items[item].Needs).Concat(network.Demands.Select(demand => demand.Condition)).ToHashSet();
        var gives = items.ToDictionary(item => item, item => network.Items[item].Gives.Where(wanted.Contains).ToArray());
        return [.. items.Where(item => !Rivals(item).Any(other => CanReplace(other, item)))];

        // Whoever gives all that the item gives is among the givers of any one thing it gives.
        IEnumerable<int> Rivals(int item) => gives[item].Select(condition => network.Givers[condition]).MinBy(givers => givers.Length) ?? [];

        bool CanReplace(int other, int item)
        {
            if (other == item || !among.Contains(other)) return false;
            var (a, b) = (network.Items[other], network.Items[item]);
            return (a.Cost < b.Cost || (a.Cost == b.Cost && other < item))
                && a.Cents <= b.Cents
                && IsNoLater(a, b)
                && IsSubset(gives[item], gives[other])
                && IsSubset(a.Needs, b.Needs)
                && IsSubset(a.Excludes.Where(among.Contains), b.Excludes.Append(item));
        }
    }

    /// <summary>An earlier event serves as well only if it waits for nothing, as what it waits for may come too late for it.</summary>
    private static bool IsNoLater(Item a, Item b) => (a.End, b.End) switch
    {
        ({ } x, { } y) => x == y || (x < y && a.Needs.Length == 0),
        (null, null) => a.Work <= b.Work,
        _ => false,
    };

    private static bool IsSubset(IEnumerable<int> part, IEnumerable<int> whole) => !part.Except(whole).Any();
}
