namespace CompetencyModular.GapClosure.Domain.Planning;

/// <summary>What a plan is judged by (P3), and what its alternatives are judged by.</summary>
internal enum Criterion
{
    /// <summary>The weight of the mandatory gaps that stay open.</summary>
    MandatoryOpen,

    /// <summary>The weight of the desirable gaps that stay open.</summary>
    DesirableOpen,

    /// <summary>Minutes and money by the tenant's weights.</summary>
    Cost,

    /// <summary>When the last step is finished.</summary>
    Finish,

    /// <summary>The number of activities.</summary>
    Count,

    /// <summary>Money alone.</summary>
    Money,
}

/// <summary>A set of items, and the gaps it leaves open; both by index.</summary>
internal sealed record Selection(IReadOnlyList<int> Items, IReadOnlyList<int> Open);

/// <summary>What a search by one criterion found.</summary>
/// <param name="Best">The best selection known, or null.</param>
/// <param name="Bound">No selection is better than this.</param>
/// <param name="IsSettled">Best is the best there is; or, if null, there is none.</param>
internal sealed record Answer(Selection? Best, long Bound, bool IsSettled);

/// <summary>
/// The set cover as a whole-number program (P4): a column per item, and one per gap where it may stay open. A need is "not without one of its
/// givers"; that items justify each other in a circle, or that an event comes too early, is forbidden only when a solution shows it.
/// </summary>
internal sealed class CoverProgram
{
    private readonly PlanNetwork network;
    private readonly IReadOnlyList<int> items;
    private readonly IReadOnlyList<int> demands;
    private readonly Dictionary<int, int> columnOf = [];
    private readonly Dictionary<int, int> openColumnOf = [];
    private readonly List<long> highest = [];
    private readonly List<Row> rows = [];
    private readonly int finishColumn;
    private bool finishIsLimited;

    /// <param name="network">The problem.</param>
    /// <param name="items">The items that may be chosen.</param>
    /// <param name="demands">The gaps to close.</param>
    /// <param name="mayStayOpen">Whether it is possible that not all of them can be closed together.</param>
    public CoverProgram(PlanNetwork network, IReadOnlyList<int> items, IReadOnlyList<int> demands, bool mayStayOpen)
    {
        this.network = network;
        this.items = items;
        this.demands = demands;
        foreach (var item in items) columnOf[item] = AddColumn(1);
        if (mayStayOpen)
        {
            foreach (var demand in demands) openColumnOf[demand] = AddColumn(1);
        }
        finishColumn = AddColumn(items.Sum(item => network.Items[item].Work) + items.Max(item => network.Items[item].End ?? 0));

        foreach (var demand in demands)
        {
            var closing = Givers(network.Demands[demand].Condition);
            if (mayStayOpen) closing = closing.Append(new Term(openColumnOf[demand], 1));
            rows.Add(Row.Min([.. closing], 1));
        }
        foreach (var item in items) AddItem(item);
        if (network.Budget is { } budget) rows.Add(Row.Max(TermsOf(Criterion.Money, items, demands), budget));
        // Whatever the order, all the work must fit in; pauses are seen when the set is put in order.
        var work = items.Where(item => network.Items[item].Work > 0).Select(item => new Term(columnOf[item], network.Items[item].Work)).ToList();
        if (network.Deadline is { } deadline) rows.Add(Row.Max(work, deadline));
        if (work.Count > 0) rows.Add(Row.Max([.. work, new Term(finishColumn, -1)], 0));
    }

    /// <summary>Demands that an item is, or is not, chosen.</summary>
    public void Fix(int item, bool chosen)
    {
        if (chosen) rows.Add(Row.Min([new Term(columnOf[item], 1)], 1));
        else highest[columnOf[item]] = 0;
    }

    /// <summary>Demands that a gap stays open exactly if the selection leaves it open.</summary>
    public void FixOpen(Selection selection)
    {
        foreach (var demand in openColumnOf.Keys.Except(selection.Open)) highest[openColumnOf[demand]] = 0;
    }

    /// <summary>Demands that a criterion is at most this, over all items or over some and their gaps.</summary>
    public void Limit(Criterion criterion, long atMost, IReadOnlyList<int>? amongItems = null, IReadOnlyList<int>? amongDemands = null)
    {
        var terms = TermsOf(criterion, amongItems ?? items, amongDemands ?? demands);
        if (terms.Count > 0) rows.Add(Row.Max(terms, atMost));
        finishIsLimited |= criterion == Criterion.Finish;
    }

    /// <summary>Demands at least one of these items.</summary>
    public void RequireOneOf(IEnumerable<int> some) => rows.Add(Row.Min([.. some.Select(item => new Term(columnOf[item], 1))], 1));

    /// <summary>Forbids exactly this choice.</summary>
    public void Forbid(Selection selection)
    {
        var chosen = selection.Items.Where(columnOf.ContainsKey).ToHashSet();
        rows.Add(Row.Min([.. items.Select(item => new Term(columnOf[item], chosen.Contains(item) ? -1 : 1))], 1 - chosen.Count));
    }

    /// <summary>A program with the same demands, to try something on.</summary>
    public CoverProgram Copy() => new(this);

    private CoverProgram(CoverProgram other)
    {
        (network, items, demands, finishColumn, finishIsLimited) = (other.network, other.items, other.demands, other.finishColumn, other.finishIsLimited);
        (columnOf, openColumnOf) = (other.columnOf, other.openColumnOf);
        highest = [.. other.highest];
        rows = [.. other.rows];
    }

    /// <summary>The best selection by a criterion.</summary>
    /// <param name="criterion">What to keep least; null to take the first that is found.</param>
    /// <param name="known">A selection that meets all demands so far, or null.</param>
    /// <param name="timeLeft">How long the search may go on.</param>
    /// <param name="cancellationToken">Interrupts it.</param>
    public Answer Minimise(Criterion? criterion, Selection? known, Func<TimeSpan> timeLeft, CancellationToken cancellationToken)
    {
        var objective = criterion is { } wanted ? TermsOf(wanted, items, demands) : [];
        var finishMatters = finishIsLimited || criterion == Criterion.Finish;
        var bound = 0L;
        while (true)
        {
            var found = SetCoverSolver.Minimise(highest, rows, objective, known is null ? null : ValuesOf(known), timeLeft(), cancellationToken);
            bound = Math.Max(bound, found.Bound);
            if (found.Values is not { } values) return new Answer(found.IsSettled ? null : known, bound, found.IsSettled);

            var selection = new Selection(
                [.. items.Where(item => values[columnOf[item]] == 1)],
                [.. openColumnOf.Keys.Where(demand => values[openColumnOf[demand]] == 1)]);
            var flaws = FlawsOf(selection, finishMatters ? values[finishColumn] : null);
            if (flaws.Count == 0) return new Answer(selection, bound, found.IsSettled);
            if (!found.IsSettled) return new Answer(known, bound, false);
            rows.AddRange(flaws);
        }
    }

    /// <summary>The rows that a selection breaks although no row said so yet.</summary>
    private List<Row> FlawsOf(Selection selection, long? claimedFinish)
    {
        var schedule = Schedule.Of(network, selection.Items);
        if (schedule.Circle.Count > 0) return CutCircles(selection, schedule.Circle);
        if (schedule.Missed is { } missed)
        {
            var end = network.Items[missed].End;
            var hurried = selection.Items.Where(item => schedule.Due(item) <= end).Append(missed);
            var (together, others) = Cause(schedule.WithAllBefore(hurried));
            return [Row.Min([.. others, .. together.Select(term => new Term(term.Column, -1))], 1 - together.Count)];
        }
        var isLate = schedule.Finish > network.Deadline;
        if (!isLate && !(schedule.Finish > claimedFinish)) return [];

        var lastStretch = schedule.Steps.Where(step => step.Finish >= schedule.LastPause).Select(step => step.Item);
        var (chosen, help) = Cause(schedule.WithAllBefore(lastStretch));
        if (isLate) return [Row.Min([.. help, .. chosen.Select(term => new Term(term.Column, -1))], 1 - chosen.Count)];
        // Finish >= what it was, unless one of the chosen goes or one comes that helps.
        var finish = schedule.Finish;
        return [Row.Min(
            [new Term(finishColumn, 1), .. chosen.Select(term => new Term(term.Column, -finish)), .. help.Select(term => new Term(term.Column, finish))],
            finish * (1 - chosen.Count))];

        (List<Term> Together, List<Term> Others) Cause(HashSet<int> cause)
        {
            var helpers = cause.SelectMany(item => network.Items[item].Needs).SelectMany(need => network.Givers[need])
                .Where(giver => columnOf.ContainsKey(giver) && !cause.Contains(giver)).Distinct();
            return ([.. cause.Order().Select(item => new Term(columnOf[item], 1))], [.. helpers.Order().Select(item => new Term(columnOf[item], 1))]);
        }
    }

    /// <summary>Each circle among the stuck items: whoever is in it needs a giver from outside for at least one of its members.</summary>
    private List<Row> CutCircles(Selection selection, IReadOnlyList<int> stuck)
    {
        var among = stuck.ToHashSet();
        var free = selection.Items.Where(item => !among.Contains(item)).SelectMany(item => network.Items[item].Gives).ToHashSet();
        var cuts = new Dictionary<string, IEnumerable<Row>>();
        foreach (var start in stuck)
        {
            var circle = new SortedSet<int>();
            var outside = new SortedSet<int>();
            var open = new Stack<int>([start]);
            while (open.TryPop(out var item))
            {
                if (!circle.Add(item)) continue;
                var lacking = network.Items[item].Needs.First(need => !free.Contains(need));
                foreach (var giver in network.Givers[lacking].Where(columnOf.ContainsKey))
                {
                    if (among.Contains(giver)) open.Push(giver);
                    else outside.Add(giver);
                }
            }
            cuts.TryAdd(string.Join(',', circle), circle.Select(member =>
                Row.Max([new Term(columnOf[member], 1), .. outside.Select(giver => new Term(columnOf[giver], -1))], 0)));
        }
        return [.. cuts.Values.SelectMany(cut => cut)];
    }

    private int AddColumn(long most)
    {
        highest.Add(most);
        return highest.Count - 1;
    }

    private IEnumerable<Term> Givers(int condition) =>
        network.Givers[condition].Where(columnOf.ContainsKey).Select(giver => new Term(columnOf[giver], 1));

    private void AddItem(int index)
    {
        var item = network.Items[index];
        foreach (var need in item.Needs)
        {
            var givers = network.Givers[need].Where(giver => giver != index && columnOf.ContainsKey(giver));
            rows.Add(Row.Max([new Term(columnOf[index], 1), .. givers.Select(giver => new Term(columnOf[giver], -1))], 0));
        }
        foreach (var other in item.Excludes.Where(other => other > index && columnOf.ContainsKey(other)))
            rows.Add(Row.Max([new Term(columnOf[index], 1), new Term(columnOf[other], 1)], 1));
        if (item.End is { } end) rows.Add(Row.Max([new Term(columnOf[index], end), new Term(finishColumn, -1)], 0));
    }

    private IReadOnlyList<Term> TermsOf(Criterion criterion, IReadOnlyList<int> ofItems, IReadOnlyList<int> ofDemands) => criterion switch
    {
        Criterion.MandatoryOpen => OpenTerms(ofDemands, mandatory: true),
        Criterion.DesirableOpen => OpenTerms(ofDemands, mandatory: false),
        Criterion.Cost => ItemTerms(ofItems, item => item.Cost),
        Criterion.Money => ItemTerms(ofItems, item => item.Cents),
        Criterion.Count => ItemTerms(ofItems, _ => 1),
        _ => [new Term(finishColumn, 1)],
    };

    private List<Term> OpenTerms(IReadOnlyList<int> ofDemands, bool mandatory) =>
        [.. ofDemands.Where(demand => openColumnOf.ContainsKey(demand) && network.Demands[demand].Gap.Mandatory == mandatory)
            .Select(demand => new Term(openColumnOf[demand], network.Demands[demand].Weight))];

    private List<Term> ItemTerms(IReadOnlyList<int> ofItems, Func<Item, long> factor) =>
        [.. ofItems.Select(item => new Term(columnOf[item], factor(network.Items[item]))).Where(term => term.Factor != 0)];

    private long[] ValuesOf(Selection selection)
    {
        var values = new long[highest.Count];
        foreach (var item in selection.Items.Where(columnOf.ContainsKey)) values[columnOf[item]] = 1;
        foreach (var demand in selection.Open.Where(openColumnOf.ContainsKey)) values[openColumnOf[demand]] = 1;
        values[finishColumn] = Schedule.Of(network, selection.Items).Finish;
        return values;
    }
}
