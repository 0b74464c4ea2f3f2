using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.GapClosure.Domain.Planning;

/// <summary>
/// Whether a plan that was made before can still be done. Nothing is searched: what somebody saw and chose stays what it is, even if a
/// better plan exists meanwhile.
/// </summary>
internal static class PlanCheck
{
    /// <param name="problem">What is on offer and held now; its gaps do not matter.</param>
    /// <param name="steps">The plan, in order.</param>
    /// <returns>True if each step can be taken, once, and all that it needs is held or given by the steps before it (P2).</returns>
    public static bool CanBeDone(PlanProblem problem, IReadOnlyList<ActivityRef> steps)
    {
        var network = new PlanNetwork(problem with { Gaps = [] });
        var indexOf = network.Items.Select((item, index) => (item.Activity, index)).ToDictionary(pair => pair.Activity, pair => pair.index);
        var chosen = new HashSet<int>();
        var given = new HashSet<int>();
        foreach (var step in steps)
        {
            if (!indexOf.TryGetValue(step, out var index) || !chosen.Add(index)) return false;
            var item = network.Items[index];
            if (!item.Needs.All(given.Contains) || item.Excludes.Any(chosen.Contains)) return false;
            given.UnionWith(item.Gives);
        }

        return Schedule.Of(network, chosen).Works;
    }
}
