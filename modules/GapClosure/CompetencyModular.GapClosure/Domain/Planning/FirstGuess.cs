namespace CompetencyModular.GapClosure.Domain.Planning;

/// <summary>
/// A plan that works and is not clever: gap by gap, whatever costs least on top of what is there. The search starts from it, and it
/// is what remains when the time limit strikes before the search has found anything.
/// </summary>
internal static class FirstGuess
{
    public static Selection Of(PlanNetwork network, IReadOnlyList<int> items, IReadOnlyList<int> demands)
    {
        var closure = Closure.Of(network, items.ToList(), dated: true);
        var chosen = new SortedSet<int>();
        foreach (var demand in demands.OrderByDescending(d => network.Demands[d].Gap.Mandatory).ThenByDescending(d => network.Demands[d].Weight).ThenBy(d => d))
        {
            if (Closes(chosen, demand)) continue;
            var best = network.Givers[network.Demands[demand].Condition].Where(closure.Reaches)
                .Select(WithAllItNeeds)
                .OrderBy(chain => chain.Except(chosen).Sum(item => network.Items[item].Cost)).ThenBy(chain => chain.Count)
                .Select(chain => new SortedSet<int>(chain.Concat(chosen)))
                .FirstOrDefault(IsPossible);
            if (best is not null) chosen = best;
        }

        var closed = demands.Where(demand => Closes(chosen, demand)).ToList();
        foreach (var item in chosen.OrderByDescending(item => network.Items[item].Cost).ToList())
        {
            var without = new SortedSet<int>(chosen.Where(other => other != item));
            if (closed.All(demand => Closes(without, demand)) && IsPossible(without)) chosen = without;
        }
        return new Selection([.. chosen], [.. demands.Except(closed)]);

        bool Closes(SortedSet<int> set, int demand) => network.Givers[network.Demands[demand].Condition].Any(set.Contains);

        SortedSet<int> WithAllItNeeds(int item)
        {
            var chain = new SortedSet<int>();
            var open = new Stack<int>([item]);
            while (open.TryPop(out var next))
            {
                if (!chain.Add(next)) continue;
                foreach (var need in network.Items[next].Needs.Where(need => !network.Givers[need].Any(chosen.Contains))) open.Push(closure.Via[need]);
            }
            return chain;
        }

        bool IsPossible(SortedSet<int> set)
        {
            if (set.Sum(item => network.Items[item].Cents) > network.Budget) return false;
            if (set.Any(item => network.Items[item].Excludes.Any(set.Contains))) return false;
            var schedule = Schedule.Of(network, set);
            return schedule.Works && !(schedule.Finish > network.Deadline);
        }
    }
}
