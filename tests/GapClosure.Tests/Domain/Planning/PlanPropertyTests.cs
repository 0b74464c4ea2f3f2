using CompetencyModular.GapClosure.Domain.Planning;
using CompetencyModular.Sdk.Activities;
using CsCheck;

namespace CompetencyModular.GapClosure.Tests.Domain.Planning;

/// <summary>
/// P6 on random catalogues, other ones in each run. The environment's <c>CsCheck_Iter</c>, 100 by default, raises the number of tries.
/// </summary>
public sealed class PlanPropertyTests
{
    private static readonly Gen<PlanProblem> Small = RandomProblems.UpTo(7);
    private static readonly Gen<PlanProblem> Cut = Small.Select(problem => problem with { Settings = problem.Settings with { TimeLimit = TimeSpan.Zero } });

    [Fact]
    public void P6_The_plan_equals_what_trying_every_subset_and_every_order_finds() =>
        Small.Sample(problem => ProvenScoreOf(problem).ShouldBeEquivalentTo(BruteForce.Best(problem)), iter: 2 * Check.Iter, print: Show);

    [Fact]
    public void P6_With_up_to_twelve_activities_the_plan_equals_what_trying_every_subset_finds() =>
        RandomProblems.WithoutPreparation(12).Sample(problem => ProvenScoreOf(problem).ShouldBeEquivalentTo(BruteForce.Best(problem)), iter: Check.Iter / 2, print: Show);

    [Fact]
    public void P6_Every_gap_is_covered_or_listed() => Small.Sample(IsCoveredOrListed, print: Show);

    [Fact]
    public void P6_No_step_is_redundant() => Small.Sample(
        problem =>
        {
            var plan = problem.Plan();
            var (chosen, score) = (Chosen(problem, plan), ScoreOf(problem, plan));
            foreach (var step in chosen)
            {
                var without = chosen.Where(c => c != step).ToList();
                // Without it something stays open, cannot be done, or is done later.
                if (BruteForce.EarliestFinish(problem, without) is { } finish) BruteForce.ScoreOf(problem, without, finish).CompareTo(score).ShouldBeGreaterThan(0);
            }
        },
        print: Show);

    [Fact]
    public void P6_The_order_respects_prerequisites() => Small.Sample(InOrder, print: Show);

    [Fact]
    public void P6_The_plan_is_empty_exactly_if_there_is_no_gap_or_nothing_can_be_covered() =>
        Small.Sample(problem => (problem.Plan().Steps.Count == 0).ShouldBe(!BruteForce.CanCloseAny(problem)), print: Show);

    [Fact]
    public void P6_The_same_problem_in_another_order_has_the_same_plan() =>
        Gen.Select(Small, Gen.Int[0, 1000]).Sample(
            (problem, seed) =>
            {
                var random = new Random(seed);
                var (gaps, candidates) = (problem.Gaps.ToArray(), problem.Candidates.ToArray());
                random.Shuffle(gaps);
                random.Shuffle(candidates);
                Say((problem with { Gaps = gaps, Candidates = candidates }).Plan()).ShouldBe(Say(problem.Plan()));
            },
            print: pair => Show(pair.Item1));

    [Fact]
    public void P6_Raising_a_requirement_never_improves_the_objective() =>
        Gen.Select(Small.Where(problem => problem.Gaps.Count > 0), Gen.Int[0, 100]).Sample(
            (problem, pick) =>
            {
                var raised = problem.Gaps.ToArray();
                raised[pick % raised.Length] = raised[pick % raised.Length] with { Required = raised[pick % raised.Length].Required + 1 };
                var harder = problem with { Gaps = raised };
                ProvenScoreOf(harder).CompareTo(ProvenScoreOf(problem)).ShouldBeGreaterThanOrEqualTo(0);
            },
            print: pair => Show(pair.Item1));

    [Fact]
    public void P4_A_plan_that_was_cut_short_works_and_its_bound_holds() => Cut.Sample(
        problem =>
        {
            IsCoveredOrListed(problem);
            InOrder(problem);
            var (plan, best) = (problem.Plan(), BruteForce.Best(problem));
            ScoreOf(problem, plan).CompareTo(best).ShouldBeGreaterThanOrEqualTo(0);
            plan.Totals.Money.ShouldBeLessThanOrEqualTo(problem.Budget ?? decimal.MaxValue);
            if (plan.Totals.Finish is { } finish) finish.ShouldBeLessThanOrEqualTo(problem.Deadline ?? DateTimeOffset.MaxValue);
            if (plan.Bound is { } bound) bound.ShouldBeLessThanOrEqualTo(best.Cost);
        },
        print: Show);

    [Fact]
    public void P5_Every_alternative_closes_the_same_gaps_and_is_better_at_what_it_is_named_after() => Small.Sample(
        problem =>
        {
            var plan = problem.Plan();
            var mine = ScoreOf(problem, plan);
            foreach (var other in plan.Alternatives)
            {
                var theirs = BruteForce.ScoreOf(problem, Chosen(problem, other.Steps), 0);
                (theirs.Mandatory, theirs.Desirable).ShouldBe((mine.Mandatory, mine.Desirable));
                theirs.Cost.ShouldBeGreaterThanOrEqualTo(mine.Cost);
                (other.Kind switch
                {
                    AlternativeKind.Fastest => other.Totals.Finish < plan.Totals.Finish,
                    AlternativeKind.Cheapest => other.Totals.Money < plan.Totals.Money,
                    _ => other.Steps.Count < plan.Steps.Count,
                }).ShouldBeTrue();
            }
        },
        print: Show);

    private static void IsCoveredOrListed(PlanProblem problem)
    {
        var plan = problem.Plan();
        var chosen = Chosen(problem, plan);
        foreach (var gap in problem.Gaps.Distinct().Where(g => g.Required > problem.Held.GetValueOrDefault(g.SkillId)))
        {
            var covered = chosen.SelectMany(c => c.Outcomes).Any(o => o.SkillId == gap.SkillId && o.Ordinal >= gap.Required);
            plan.Uncovered.Count(u => u.Gap == gap).ShouldBe(covered ? 0 : 1);
            plan.Steps.Count(s => s.Closes.Contains(gap)).ShouldBe(covered ? 1 : 0);
        }
    }

    private static void InOrder(PlanProblem problem)
    {
        var done = new List<Candidate>();
        foreach (var step in Chosen(problem, problem.Plan()))
        {
            step.Offer.Prerequisites.ShouldAllBe(p => BruteForce.Holds(problem, p, done));
            done.Add(step);
        }
    }

    private static Score ProvenScoreOf(PlanProblem problem)
    {
        var plan = problem.Plan();
        plan.IsProven.ShouldBeTrue();
        return ScoreOf(problem, plan);
    }

    private static Score ScoreOf(PlanProblem problem, GapPlan plan) =>
        BruteForce.ScoreOf(problem, Chosen(problem, plan), plan.Totals.Finish is { } at ? (long)(at - problem.Now).TotalMinutes : 0);

    private static List<Candidate> Chosen(PlanProblem problem, GapPlan plan) => Chosen(problem, plan.Steps);

    private static List<Candidate> Chosen(PlanProblem problem, IEnumerable<PlanStep> steps) =>
        [.. steps.Select(step => problem.Candidates.Single(c => c.Offer.Activity == step.Activity))];

    /// <summary>All that a plan says, in one text.</summary>
    private static string Say(GapPlan plan) => string.Join('\n',
    [
        .. plan.Steps.Select(s => $"{s.Activity} {string.Join(',', s.Contributions)} {string.Join(',', s.Closes)} {string.Join(',', s.Enables)} {s.ExpectedFinish:O}"),
        .. plan.Uncovered.Select(u => u.ToString()),
        .. plan.Alternatives.Select(a => $"{a.Kind} {string.Join(',', a.Steps.Select(s => s.Activity))}"),
        .. plan.LeftOut.Select(l => l.ToString()),
        $"{plan.Totals} {plan.IsProven} {plan.Bound}",
    ]);

    private static string Show(PlanProblem problem)
    {
        static string Level(SkillLevel level) => $"s{level.SkillId.ToByteArray()[0]}@{level.Ordinal}";
        static string Before(Prerequisite p) => p.Skill is { } level ? Level(level) : $"c{Problems.NumberOf(p.Activity!.Value)}";
        return $"""

            gaps {string.Join(' ', problem.Gaps.Select(g => $"{Level(new(g.SkillId, g.Required))}{(g.Mandatory ? "!" : "")}w{g.Weight}"))} held {string.Join(' ', problem.Held.Select(h => Level(new(h.Key, h.Value))))} a={problem.Settings.MinuteWeight} b={problem.Settings.MoneyWeight} deadline={(problem.Deadline - problem.Now)?.TotalMinutes} budget={problem.Budget}
            {string.Join('\n', problem.Candidates.Select(c => $"c{Problems.NumberOf(c.Offer.Activity)} {c.Offer.Minutes}min {c.Offer.Money}$ {c.Offer.Visibility} {c.Offer.Progress} counts={c.AwardCounts} end={(c.Offer.EndsAt - problem.Now)?.TotalMinutes} gives {string.Join(' ', c.Outcomes.Select(Level))} needs {string.Join(' ', c.Offer.Prerequisites.Select(Before))} excludes {string.Join(' ', c.Offer.Excludes!.Select(Problems.NumberOf))} equiv {string.Join(' ', c.Offer.EquivalentTo!.Select(Problems.NumberOf))}"))}
            """;
    }
}
