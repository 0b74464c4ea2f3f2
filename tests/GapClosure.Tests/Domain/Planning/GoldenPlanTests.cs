using CompetencyModular.GapClosure.Domain.Planning;
using static CompetencyModular.GapClosure.Tests.Domain.Planning.Problems;

namespace CompetencyModular.GapClosure.Tests.Domain.Planning;

public sealed class GoldenPlanTests
{
    [Fact]
    public void P3_One_course_for_both_gaps_beats_two_that_cost_more()
    {
        var plan = Problem([Needs(A, 3), Needs(B, 2)], ACourse(1, 240, (A, 3)), ACourse(2, 180, (B, 2)), ACourse(3, 360, (A, 3), (B, 2))).Plan();

        plan.Courses().ShouldBe([3]);
        plan.IsProven.ShouldBeTrue();
    }

    [Fact]
    public void P3_Two_courses_beat_one_for_both_gaps_that_costs_more()
    {
        var plan = Problem([Needs(A, 3), Needs(B, 2)], ACourse(1, 120, (A, 3)), ACourse(2, 180, (B, 2)), ACourse(3, 360, (A, 3), (B, 2))).Plan();

        plan.Courses().ShouldBe([1, 2], ignoreOrder: true);
    }

    [Fact]
    public void P3_The_greedy_trap_is_not_walked_into()
    {
        var skills = Enumerable.Range(1, 6).Select(Skill).ToArray();
        (Guid, int)[] Outcomes(params int[] numbers) => [.. numbers.Select(number => (skills[number - 1], 1))];

        var plan = Problem(
            skills.Select(skill => Needs(skill, 1)),
            ACourse(1, 216, Outcomes(1, 2, 3, 4)), ACourse(2, 180, Outcomes(1, 2, 5)), ACourse(3, 180, Outcomes(3, 4, 6))).Plan();

        plan.Courses().ShouldBe([2, 3], ignoreOrder: true);
        plan.Totals.Minutes.ShouldBe(360);
    }

    [Fact]
    public void P2_Levels_in_between_are_planned_as_a_chain()
    {
        var plan = Problem(
            [Needs(A, 3)], ACourse(3, 60, (A, 3)).Asking(A, 2), ACourse(1, 60, (A, 1)), ACourse(2, 60, (A, 2)).Asking(A, 1)).Plan();

        plan.Courses().ShouldBe([1, 2, 3]);
        plan.Steps.SelectMany(step => step.Contributions)
            .ShouldBe([new Contribution(A, 0, 1), new Contribution(A, 1, 2), new Contribution(A, 2, 3)]);
    }

    [Fact]
    public void P2_Two_courses_that_only_justify_each_other_close_nothing()
    {
        var plan = Problem([Needs(A, 1), Needs(B, 1)], ACourse(1, 60, (A, 1)).After(2), ACourse(2, 60, (B, 1)).After(1)).Plan();

        plan.Steps.ShouldBeEmpty();
        plan.Uncovered.Select(gap => gap.Reason).ShouldBe([UncoveredReason.PrerequisiteUnreachable, UncoveredReason.PrerequisiteUnreachable]);
    }
}
