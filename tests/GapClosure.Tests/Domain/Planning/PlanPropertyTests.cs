using CompetencyModular.GapClosure.Domain.Planning;
using CompetencyModular.Sdk.Activities;
using CsCheck;
using Shouldly;
using Xunit;

namespace CompetencyModular.GapClosure.Tests.Domain.Planning;

public sealed class PlanPropertyTests
{
    private const int Tries = 6000;

    [Fact]
    public void P6_The_plan_equals_what_trying_every_subset_finds() =>
        RandomProblems.UpTo(7).Sample(problem => ScoreOf(problem, problem.Plan()).ShouldBeEquivalentTo(BruteForce.Best(problem)), iter: Tries, print: Show);

    private static Score ScoreOf(PlanProblem problem, GapPlan plan)
    {
        plan.IsProven.ShouldBeTrue();
        var finish = plan.Totals.Finish is { } at ? (long)(at - problem.Now).TotalMinutes : 0;
        return BruteForce.ScoreOf(problem, Chosen(problem, plan), finish);
    }

    private static List<Candidate> Chosen(PlanProblem problem, GapPlan plan) =>
        [.. plan.Steps.Select(step => problem.Candidates.Single(c => c.Offer.Activity == step.Activity))];

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
