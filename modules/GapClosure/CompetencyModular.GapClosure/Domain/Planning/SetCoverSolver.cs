using System.Globalization;
using Google.OrTools.LinearSolver;

namespace CompetencyModular.GapClosure.Domain.Planning;

/// <summary>A sum of columns, each with a whole factor.</summary>
internal readonly record struct Term(int Column, long Factor);

/// <summary>Keeps a sum within limits; the ends of <see cref="long"/> stand for "no limit".</summary>
internal sealed record Row(IReadOnlyList<Term> Terms, long AtLeast, long AtMost)
{
    public static Row Min(IReadOnlyList<Term> terms, long atLeast) => new(terms, atLeast, long.MaxValue);

    public static Row Max(IReadOnlyList<Term> terms, long atMost) => new(terms, long.MinValue, atMost);

    public bool Holds(long[] values)
    {
        var sum = Terms.Sum(term => term.Factor * values[term.Column]);
        return sum >= AtLeast && sum <= AtMost;
    }
}

/// <summary>What a search found.</summary>
/// <param name="Values">The best values found, or null.</param>
/// <param name="Bound">No values give less than this.</param>
/// <param name="IsSettled">The values are the best there are; or, without values, there are none.</param>
internal sealed record SolverAnswer(long[]? Values, long Bound, bool IsSettled);

/// <summary>Whole-number programs, solved exactly by OR-Tools' SCIP. All that is known of OR-Tools stands here.</summary>
internal static class SetCoverSolver
{
    // SCIP compares relative to the size of the numbers; its own 1e-6 would let a sum of ten million be wrong by ten.
    private const string Exact = "numerics/feastol = 1e-09\nlimits/gap = 0\nlimits/absgap = 0\n";

    /// <param name="highest">Per column its highest value; the lowest is 0.</param>
    /// <param name="rows">What must hold.</param>
    /// <param name="objective">What to keep least.</param>
    /// <param name="hint">Values to start from, or null.</param>
    /// <param name="limit">When to stop.</param>
    /// <param name="cancellationToken">Interrupts the search.</param>
    public static SolverAnswer Minimise(
        IReadOnlyList<long> highest, IReadOnlyList<Row> rows, IReadOnlyList<Term> objective, long[]? hint, TimeSpan limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var milliseconds = (long)limit.TotalMilliseconds;
        if (milliseconds <= 0) return new SolverAnswer(null, 0, false);

        using var solver = Solver.CreateSolver("SCIP");
        solver.SetTimeLimit(milliseconds);
        solver.SetSolverSpecificParametersAsString(Exact);
        var columns = highest.Select((most, index) => solver.MakeIntVar(0, most, index.ToString(CultureInfo.InvariantCulture))).ToArray();
        foreach (var row in rows)
        {
            var scale = Divisor(row.Terms);
            using var constraint = solver.MakeConstraint(Limit(row.AtLeast, scale, up: true), Limit(row.AtMost, scale, up: false));
            foreach (var term in row.Terms) constraint.SetCoefficient(columns[term.Column], term.Factor / scale);
        }
        var unit = Divisor(objective);
        using var goal = solver.Objective();
        foreach (var term in objective) goal.SetCoefficient(columns[term.Column], term.Factor / unit);
        goal.SetMinimization();
        if (hint is not null) solver.SetHint(columns, [.. hint.Select(value => (double)value)]);

        using var parameters = new MPSolverParameters();
        parameters.SetDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, 0);
        using var interruption = cancellationToken.Register(() => solver.InterruptSolve());
        var status = solver.Solve(parameters);
        cancellationToken.ThrowIfCancellationRequested();

        if (status == Solver.ResultStatus.INFEASIBLE) return new SolverAnswer(null, 0, true);
        if (status is not (Solver.ResultStatus.OPTIMAL or Solver.ResultStatus.FEASIBLE)) return new SolverAnswer(null, 0, false);

        var values = columns.Select(column => (long)Math.Round(column.SolutionValue())).ToArray();
        var bound = Math.Max(0, (long)Math.Ceiling(goal.BestBound() - 1e-6)) * unit;
        // What rounding spoiled is no answer: better none, and "not proven", than a wrong one.
        return rows.All(row => row.Holds(values))
            ? new SolverAnswer(values, bound, status == Solver.ResultStatus.OPTIMAL)
            : new SolverAnswer(null, 0, false);
    }

    /// <summary>The numbers a solver sees are kept small: that is what makes its floating point exact enough.</summary>
    private static long Divisor(IReadOnlyList<Term> terms)
    {
        var divisor = 0L;
        foreach (var term in terms)
        {
            var (a, b) = (divisor, Math.Abs(term.Factor));
            while (b != 0) (a, b) = (b, a % b);
            divisor = a;
        }
        return Math.Max(1, divisor);
    }

    private static double Limit(long value, long scale, bool up) => value switch
    {
        long.MinValue => double.NegativeInfinity,
        long.MaxValue => double.PositiveInfinity,
        _ => up ? Math.Ceiling((double)value / scale) : Math.Floor((double)value / scale),
    };
}
