using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.GapClosure.Domain.Planning;

/// <summary>Turns a selection into ordered steps that say what each is for (P5).</summary>
internal sealed class StepWriter(PlanProblem problem, PlanNetwork network)
{
    public IReadOnlyList<PlanStep> Write(Selection selection)
    {
        var order = Schedule.Of(network, selection.Items).Steps;
        var firstGiver = FirstGivers(order);
        var levels = new Dictionary<Guid, int>();
        var minutes = 0L;
        var steps = new List<PlanStep>();
        foreach (var (index, finish) in order)
        {
            var item = network.Items[index];
            minutes += item.Minutes;
            steps.Add(new PlanStep(
                item.Activity,
                Rises(item, levels),
                [.. network.Demands.Where(demand => firstGiver.GetValueOrDefault(demand.Condition, -1) == index).Select(demand => demand.Gap)],
                [.. order.Where(step => network.Items[step.Item].Needs.Any(need => firstGiver[need] == index)).Select(step => network.Items[step.Item].Activity)],
                minutes,
                item.Candidate.Offer.EndsAt ?? At(finish)));
        }
        return steps;
    }

    public PlanTotals Total(Selection selection)
    {
        var chosen = selection.Items.Select(index => network.Items[index]).ToList();
        return new PlanTotals(
            chosen.Sum(item => item.Minutes),
            chosen.Sum(item => item.Cents) / 100m,
            chosen.Sum(item => item.Cost) / 100m,
            Write(selection) is [.., var last] ? last.ExpectedFinish : null);
    }

    private DateTimeOffset At(long minute) => problem.Now.AddMinutes(minute);

    /// <summary>Every condition is credited to one step alone: the first that gives it.</summary>
    private Dictionary<int, int> FirstGivers(IReadOnlyList<(int Item, long Finish)> order)
    {
        var first = new Dictionary<int, int>();
        foreach (var (index, _) in order)
        {
            foreach (var condition in network.Items[index].Gives) first.TryAdd(condition, index);
        }
        return first;
    }

    private List<Contribution> Rises(Item item, Dictionary<Guid, int> levels)
    {
        var rises = new List<Contribution>();
        foreach (var outcome in item.Candidate.Outcomes.OrderBy(o => o.SkillId).ThenByDescending(o => o.Ordinal))
        {
            var before = levels.GetValueOrDefault(outcome.SkillId, network.LevelLeft(outcome.SkillId));
            if (outcome.Ordinal <= before) continue;
            rises.Add(new Contribution(outcome.SkillId, before, outcome.Ordinal));
            levels[outcome.SkillId] = outcome.Ordinal;
        }
        return rises;
    }
}
