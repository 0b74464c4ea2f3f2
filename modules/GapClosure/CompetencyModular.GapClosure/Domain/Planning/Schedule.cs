namespace CompetencyModular.GapClosure.Domain.Planning;

/// <summary>
/// A chosen set put in order (P2). Events have their date; all else is worked on one thing at a time, always on what the earliest
/// event waits for, and otherwise without a pause. So no order finishes earlier, and no event is missed that could be met.
/// </summary>
internal sealed class Schedule
{
    private readonly PlanNetwork network;
    private readonly HashSet<int> members;
    private readonly Dictionary<int, long> due = [];
    private readonly List<(int Item, long Finish)> steps = [];

    private Schedule(PlanNetwork network, HashSet<int> members)
    {
        this.network = network;
        this.members = members;
    }

    /// <summary>The members in order, and the minute after now at which each is finished.</summary>
    public IReadOnlyList<(int Item, long Finish)> Steps => steps;

    /// <summary>Members that justify each other: they can never start, whatever the dates.</summary>
    public IReadOnlyList<int> Circle { get; private set; } = [];

    /// <summary>An event whose needs are not given by its end, or null.</summary>
    public int? Missed { get; private set; }

    /// <summary>When work was taken up for the last time after waiting for an event.</summary>
    public long LastPause { get; private set; }

    public bool Works => Circle.Count == 0 && Missed is null;

    public long Finish => steps.Count == 0 ? 0 : steps.Max(step => step.Finish);

    /// <summary>The minute by which a member must be finished for the sake of events, if any.</summary>
    public long Due(int item) => due.GetValueOrDefault(item, Closure.Never);

    public static Schedule Of(PlanNetwork network, IReadOnlyCollection<int> set)
    {
        var schedule = new Schedule(network, [.. set]);
        var possible = Closure.Of(network, set, dated: false);
        if (possible.Order.Count < set.Count) schedule.Circle = [.. set.Where(item => !possible.Reaches(item)).Order()];
        else schedule.Run();
        return schedule;
    }

    /// <summary>The given members and all members that they depend on.</summary>
    public HashSet<int> WithAllBefore(IEnumerable<int> items)
    {
        var found = new HashSet<int>();
        var open = new Stack<int>(items);
        while (open.TryPop(out var item))
        {
            if (!found.Add(item)) continue;
            foreach (var giver in network.Items[item].Needs.SelectMany(need => network.Givers[need]).Where(members.Contains)) open.Push(giver);
        }
        return found;
    }

    private void Run()
    {
        var alone = Closure.Of(network, members, dated: true);
        var missed = members.Where(item => network.Items[item].End is not null && !alone.Reaches(item)).Order().ToList();
        if (missed.Count > 0)
        {
            // Of several, one that does not wait for another: its own needs come too late.
            Missed = missed.FirstOrDefault(item => WithAllBefore([item]).All(other => other == item || alone.Reaches(other)), missed[0]);
            return;
        }
        SetDueDates(alone);
        Simulate();
    }

    private void SetDueDates(Closure alone)
    {
        foreach (var item in alone.Order.AsEnumerable().Reverse())
        {
            if (network.Items[item].End is { } end) due[item] = end;
            if (Due(item) == Closure.Never) continue;
            var before = network.Items[item].End ?? Due(item) - network.Items[item].Work;
            foreach (var giver in network.Items[item].Needs.Select(need => alone.Via[need])) due[giver] = Math.Min(Due(giver), before);
        }
    }

    private void Simulate()
    {
        var given = new HashSet<int>();
        var left = members.Order().ToDictionary(item => item, item => network.Items[item].Work);
        var now = 0L;
        var paused = false;
        while (left.Count > 0)
        {
            var able = left.Keys.Where(item => network.Items[item].Needs.All(given.Contains)).OrderBy(Due).ThenBy(item => item).ToList();
            var ending = able.Where(item => network.Items[item].End is { } end ? end == now : left[item] == 0).ToList();
            if (ending.Count > 0)
            {
                Complete(ending[0]);
                continue;
            }
            var missed = left.Keys.Where(item => network.Items[item].End <= now).Order().ToList();
            if (missed.Count > 0)
            {
                Missed = missed[0];
                return;
            }
            // No circle and nothing missed: so there is work to do, or an event to wait for.
            var nextEvent = left.Keys.Min(item => network.Items[item].End) ?? Closure.Never;
            var work = able.Where(item => network.Items[item].End is null).Select(item => (int?)item).FirstOrDefault();
            if (work is not { } current)
            {
                paused = true;
                now = nextEvent;
                continue;
            }
            if (paused) (LastPause, paused) = (now, false);
            var until = Math.Min(nextEvent, now + left[current]);
            left[current] -= until - now;
            now = until;
        }

        void Complete(int item)
        {
            left.Remove(item);
            steps.Add((item, now));
            given.UnionWith(network.Items[item].Gives);
        }
    }
}
