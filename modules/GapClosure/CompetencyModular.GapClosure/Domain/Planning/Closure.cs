namespace CompetencyModular.GapClosure.Domain.Planning;

/// <summary>
/// What can be done with a set of items at all: starting from what is held, everything whose needs are given is done, which gives more.
/// With dates, each item is done as early as it could be if nothing else were to do: no real plan can be earlier.
/// </summary>
internal sealed class Closure
{
    public const long Never = long.MaxValue;

    private Closure(long[] earliest, int[] via, List<int> order)
    {
        Earliest = earliest;
        Via = via;
        Order = order;
    }

    /// <summary>Per item, the minute at which it can be finished, or <see cref="Never"/>.</summary>
    public long[] Earliest { get; }

    /// <summary>Per condition, the item that gives it first, or -1.</summary>
    public int[] Via { get; }

    /// <summary>The items that can be done, each after all that it needs.</summary>
    public List<int> Order { get; }

    public bool Reaches(int item) => Earliest[item] != Never;

    /// <param name="network">The problem.</param>
    /// <param name="members">The items that take part.</param>
    /// <param name="dated">Whether time passes, and an event is missed when its needs are not given by its end.</param>
    public static Closure Of(PlanNetwork network, IReadOnlyCollection<int> members, bool dated)
    {
        var closure = new Closure(new long[network.Items.Length], new int[network.Givers.Length], []);
        Array.Fill(closure.Earliest, Never);
        Array.Fill(closure.Via, -1);
        var missing = new int[network.Items.Length];
        var ready = new PriorityQueue<int, (long, int)>();
        foreach (var member in members)
        {
            missing[member] = network.Items[member].Needs.Length;
            if (missing[member] == 0) Start(member, 0);
        }

        var isMember = new bool[network.Items.Length];
        foreach (var member in members) isMember[member] = true;
        while (ready.TryDequeue(out var done, out var when))
        {
            closure.Earliest[done] = when.Item1;
            closure.Order.Add(done);
            foreach (var condition in network.Items[done].Gives.Where(condition => closure.Via[condition] < 0))
            {
                closure.Via[condition] = done;
                foreach (var waiting in network.Needers[condition])
                {
                    if (isMember[waiting] && --missing[waiting] == 0) Start(waiting, when.Item1);
                }
            }
        }
        return closure;

        void Start(int index, long time)
        {
            var item = network.Items[index];
            if (!dated) ready.Enqueue(index, (0, index));
            else if (item.End is not { } end) ready.Enqueue(index, (time + item.Work, index));
            else if (end >= time) ready.Enqueue(index, (end, index));
        }
    }
}
