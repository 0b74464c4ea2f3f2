using System.Diagnostics;

namespace CompetencyModular.GapClosure.Domain.Planning;

/// <summary>What the search came to.</summary>
/// <param name="Best">The selection of the plan.</param>
/// <param name="IsProven">Nothing is better by any of the five criteria.</param>
/// <param name="KnowsWhatCloses">Nothing closes more: the first criterion is settled.</param>
/// <param name="CostBound">Nothing that closes as much costs less; null while that is unknown.</param>
internal sealed record SearchResult(Selection Best, bool IsProven, bool KnowsWhatCloses, long? CostBound);

/// <summary>
/// Finds the best selection by the criteria of P3, one after the other: what a criterion came to is demanded of all that follow.
/// What closes the gaps and what that costs is settled in each component for itself; when it is finished, and the choice among
/// equals, concern them all, as all the work shares one calendar.
/// </summary>
internal sealed class PlanSearch(
    PlanNetwork network, IReadOnlyList<int> items, IReadOnlyList<int> demands, TimeSpan limit, CancellationToken cancellationToken)
{
    private static readonly Criterion[] First = [Criterion.MandatoryOpen, Criterion.DesirableOpen, Criterion.Cost];

    private readonly Stopwatch clock = Stopwatch.StartNew();

    private TimeSpan TimeLeft => limit - clock.Elapsed;

    public SearchResult Run()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (demands.Count == 0) return new SearchResult(new Selection([], []), true, true, 0);
        // A budget, a deadline and the preparation for an event are shared by all: then nothing stands alone.
        var isShared = network.Budget is not null || network.Deadline is not null
            || items.Any(item => network.Items[item] is { End: not null, Needs.Length: > 0 });
        var parts = isShared ? [new Component(items, demands)] : Component.Of(network, items, demands);
        var whole = new CoverProgram(network, items, demands, parts.Any(MayStayOpen));
        var results = parts.Select(part => Settle(part, parts.Count == 1 ? null : whole, isShared)).ToList();
        var best = new Selection([.. results.SelectMany(r => r.Best.Items).Order()], [.. results.SelectMany(r => r.Best.Open).Order()]);
        var knows = results.All(r => r.KnowsWhatCloses);
        var bound = knows ? results.Sum(r => r.CostBound) : null;
        if (!results.All(r => r.IsProven)) return new SearchResult(best, false, knows, bound);
        return results.All(r => r.IsOnlyOne) ? new SearchResult(best, true, true, bound) : BreakTies(results[0].Program ?? whole, best, bound);

        bool MayStayOpen(Component part) => isShared || part.Items.Any(item => network.Items[item].Excludes.Length > 0);
    }

    /// <summary>Another selection that closes the same gaps and is better by one criterion; null if there is none, or none was found in time.</summary>
    public Selection? Better(Selection plan, Criterion criterion)
    {
        var current = Measure(criterion, plan, demands);
        if (current == 0) return null;
        var program = new CoverProgram(network, items, demands, mayStayOpen: true);
        program.FixOpen(plan);
        program.Limit(criterion, current - 1);
        Selection? best = null;
        foreach (var next in new[] { criterion, Criterion.Cost, Criterion.Count }.Distinct())
        {
            var answer = program.Minimise(next, best, () => TimeLeft, cancellationToken);
            best = answer.Best ?? best;
            if (best is null || !answer.IsSettled) return best;
            program.Limit(next, Measure(next, best, demands));
        }
        return best;
    }

    public long Measure(Criterion criterion, Selection selection, IReadOnlyList<int> among) => criterion switch
    {
        Criterion.MandatoryOpen => selection.Open.Intersect(among).Select(demand => network.Demands[demand]).Where(d => d.Gap.Mandatory).Sum(d => d.Weight),
        Criterion.DesirableOpen => selection.Open.Intersect(among).Select(demand => network.Demands[demand]).Where(d => !d.Gap.Mandatory).Sum(d => d.Weight),
        Criterion.Cost => selection.Items.Sum(item => network.Items[item].Cost),
        Criterion.Money => selection.Items.Sum(item => network.Items[item].Cents),
        Criterion.Count => selection.Items.Count,
        _ => Schedule.Of(network, selection.Items).Finish,
    };

    private sealed record PartResult(Selection Best, bool IsProven, bool KnowsWhatCloses, long? CostBound, bool IsOnlyOne, CoverProgram? Program);

    /// <summary>The first two criteria for one component, and whether only one selection meets them.</summary>
    /// <param name="part">The component.</param>
    /// <param name="whole">The program of all components, which learns what was settled; null if this is the only one.</param>
    /// <param name="isShared">A limit may keep gaps open.</param>
    private PartResult Settle(Component part, CoverProgram? whole, bool isShared)
    {
        var mayStayOpen = isShared || part.Items.Any(item => network.Items[item].Excludes.Length > 0);
        // To start the solver takes longer than it needs for a small component, and many have nothing to decide.
        if (!mayStayOpen && part.WithoutChoice(network) is { } only)
        {
            foreach (var criterion in First) whole?.Limit(criterion, Measure(criterion, only, part.Demands), part.Items, part.Demands);
            return OnlyOne(only);
        }

        var program = new CoverProgram(network, part.Items, part.Demands, mayStayOpen);
        var best = FirstGuess.Of(network, part.Items, part.Demands);
        foreach (var criterion in First)
        {
            // Without a limit that bites, everything that can be reached alone can be reached together.
            if (mayStayOpen || criterion == Criterion.Cost)
            {
                var answer = program.Minimise(criterion, best, () => TimeLeft, cancellationToken);
                best = answer.Best ?? best;
                if (!answer.IsSettled || answer.Best is null)
                    return new PartResult(best, false, criterion == Criterion.Cost, answer.Bound, false, null);
            }
            var value = Measure(criterion, best, part.Demands);
            program.Limit(criterion, value);
            whole?.Limit(criterion, value, part.Items, part.Demands);
        }

        var other = program.Copy();
        other.Forbid(best);
        var isOnlyOne = other.Minimise(null, null, () => TimeLeft, cancellationToken) is { Best: null, IsSettled: true };
        return isOnlyOne ? OnlyOne(best) : new PartResult(best, true, true, Measure(Criterion.Cost, best, part.Demands), false, whole is null ? program : null);

        PartResult OnlyOne(Selection selection)
        {
            foreach (var item in part.Items) whole?.Fix(item, selection.Items.Contains(item));
            return new PartResult(selection, true, true, Measure(Criterion.Cost, selection, part.Demands), true, null);
        }
    }

    /// <summary>Among selections that close as much at the same cost: the earliest finish, the fewest activities, the smallest ids.</summary>
    private SearchResult BreakTies(CoverProgram program, Selection best, long? bound)
    {
        foreach (var criterion in new[] { Criterion.Finish, Criterion.Count })
        {
            var answer = program.Minimise(criterion, best, () => TimeLeft, cancellationToken);
            best = answer.Best ?? best;
            if (!answer.IsSettled || answer.Best is null) return new SearchResult(best, false, true, bound);
            program.Limit(criterion, Measure(criterion, best, demands));
        }

        var other = program.Copy();
        other.Forbid(best);
        var second = other.Minimise(null, null, () => TimeLeft, cancellationToken);
        if (second is { IsSettled: true, Best: null }) return new SearchResult(best, true, true, bound);

        // Id by id: can the next one be smaller, the ones before staying as they are?
        for (var position = 0; position < best.Items.Count;)
        {
            var after = position == 0 ? -1 : best.Items[position - 1];
            var smaller = items.Where(item => item > after && item < best.Items[position]).ToList();
            if (smaller.Count > 0)
            {
                var attempt = program.Copy();
                attempt.RequireOneOf(smaller);
                var answer = attempt.Minimise(null, null, () => TimeLeft, cancellationToken);
                if (answer.Best is { } found)
                {
                    best = found;
                    continue;
                }
                if (!answer.IsSettled) return new SearchResult(best, false, true, bound);
            }
            foreach (var item in smaller) program.Fix(item, chosen: false);
            program.Fix(best.Items[position], chosen: true);
            position++;
        }
        return new SearchResult(best, true, true, bound);
    }
}
