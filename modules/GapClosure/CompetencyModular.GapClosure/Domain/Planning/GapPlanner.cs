namespace CompetencyModular.GapClosure.Domain.Planning;

/// <summary>Finds the activities that together close the gaps at the least cost (R4.1, P1 to P5). It decides by the problem alone.</summary>
internal static class GapPlanner
{
    /// <summary>The plan. When the time limit strikes it is the best that was found, and says so.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static GapPlan Plan(PlanProblem problem, CancellationToken cancellationToken)
    {
        var network = new PlanNetwork(problem);
        var reach = new Reach(network);
        var (items, demands) = reach.Narrow();
        var search = new PlanSearch(network, items, demands, problem.Settings.TimeLimit, cancellationToken);
        var result = search.Run();

        var steps = new StepWriter(problem, network);
        var plan = result.Best;
        return new GapPlan(
            steps.Write(plan),
            steps.Total(plan),
            new OpenGaps(problem, network, reach, result, cancellationToken).Explain(),
            [.. AlternativesTo(plan, search, steps)],
            new LeftOut(network, reach, result).Explain(),
            result.IsProven,
            result.CostBound / 100m);
    }

    /// <summary>What the best plan takes, without its steps, reasons and other ways.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PlanEffort Weigh(PlanProblem problem, CancellationToken cancellationToken)
    {
        var network = new PlanNetwork(problem);
        var (items, demands) = new Reach(network).Narrow();
        var result = new PlanSearch(network, items, demands, problem.Settings.TimeLimit, cancellationToken).Run();
        return new PlanEffort(
            new StepWriter(problem, network).Total(result.Best), result.Best.Items.Count, problem.Gaps.Count - demands.Length + result.Best.Open.Count, result.IsProven);
    }

    private static IEnumerable<PlanAlternative> AlternativesTo(Selection plan, PlanSearch search, StepWriter steps)
    {
        if (plan.Items.Count == 0) yield break;
        // What is fastest is often cheapest too: the same steps are no other way.
        var shown = new List<HashSet<int>> { plan.Items.ToHashSet() };
        foreach (var (kind, criterion) in new[]
        {
            (AlternativeKind.Fastest, Criterion.Finish),
            (AlternativeKind.Cheapest, Criterion.Money),
            (AlternativeKind.Fewest, Criterion.Count),
        })
        {
            if (search.Better(plan, criterion) is not { } other || shown.Any(s => s.SetEquals(other.Items))) continue;
            shown.Add(other.Items.ToHashSet());
            yield return new PlanAlternative(kind, steps.Write(other), steps.Total(other));
        }
    }
}
