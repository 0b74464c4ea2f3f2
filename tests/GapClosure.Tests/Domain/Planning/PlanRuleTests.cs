using CompetencyModular.GapClosure.Domain.Planning;
using CompetencyModular.Sdk.Activities;
using static CompetencyModular.GapClosure.Tests.Domain.Planning.Problems;

namespace CompetencyModular.GapClosure.Tests.Domain.Planning;

/// <summary>P1 to P5, rule by rule, on the smallest problem that shows it.</summary>
public sealed class PlanRuleTests
{
    [Fact]
    public void P3_A_level_that_lapses_is_planned_from_what_is_left_and_carries_what_builds_on_it_until_then()
    {
        var problem = Problem([Needs(A, 3), Needs(B, 1)], ACourse(1, 60, (A, 3)).Asking(A, 2), ACourse(2, 60, (B, 1)).Asking(A, 3)).Holding(A, 3);

        problem.Plan().Courses().ShouldBe([2]);
        var renewed = (problem with { Lapsing = new Dictionary<Guid, int> { [A] = 1 } }).Plan();

        renewed.Uncovered.ShouldBeEmpty();
        renewed.Courses().ShouldBe([1, 2], ignoreOrder: true);
        renewed.Steps.SelectMany(s => s.Contributions).Single(c => c.SkillId == A).ShouldSatisfyAllConditions(c => c.From.ShouldBe(1), c => c.To.ShouldBe(3));
    }

    [Fact]
    public void P1_Nothing_leads_there() => ReasonOf(Problem([Needs(A, 1)], ACourse(1, 60, (B, 1)))).ShouldBe(UncoveredReason.NoActivity);

    [Fact]
    public void P1_An_event_that_is_over_is_nothing() => ReasonOf(Problem([Needs(A, 1)], ACourse(1, 60, (A, 1)).Ending(TimeSpan.Zero))).ShouldBe(UncoveredReason.NoActivity);

    [Fact]
    public void P1_What_leads_there_is_not_visible() => ReasonOf(Problem([Needs(A, 1)], ACourse(1, 60, (A, 1)).Hidden())).ShouldBe(UncoveredReason.NoneVisible);

    [Fact]
    public void P1_Only_full_events_lead_there_and_a_waiting_list_is_named_before_what_is_hidden() =>
        ReasonOf(Problem([Needs(A, 1)], ACourse(1, 60, (A, 1)).Hidden(), ACourse(2, 60, (A, 1)).Ending(TimeSpan.FromDays(3)).Full())).ShouldBe(UncoveredReason.OnlyFullEvents);

    [Fact]
    public void P1_Only_what_was_completed_and_counts_leads_there() =>
        ReasonOf(Problem([Needs(A, 1)], ACourse(1, 60, (A, 1)).Completed(counts: true))).ShouldBe(UncoveredReason.OnlyCompleted);

    [Fact]
    public void P1_A_level_that_comes_first_cannot_be_reached() =>
        ReasonOf(Problem([Needs(A, 1)], ACourse(1, 60, (A, 1)).Asking(B, 2), ACourse(2, 60, (B, 1)))).ShouldBe(UncoveredReason.PrerequisiteUnreachable);

    [Fact]
    public void P1_An_activity_that_comes_first_is_not_there_or_not_visible()
    {
        ReasonOf(Problem([Needs(A, 1)], ACourse(1, 60, (A, 1)).After(9))).ShouldBe(UncoveredReason.PrerequisiteUnreachable);
        ReasonOf(Problem([Needs(A, 1)], ACourse(1, 60, (A, 1)).After(2), ACourse(2, 60).Hidden())).ShouldBe(UncoveredReason.PrerequisiteUnreachable);
    }

    [Fact]
    public void P1_It_is_over_budget_alone_or_with_what_comes_first()
    {
        ReasonOf(Problem([Needs(A, 1)], ACourse(1, 60, (A, 1)).For(10)).Within(9.99m)).ShouldBe(UncoveredReason.OverBudget);
        ReasonOf(Problem([Needs(A, 1)], ACourse(1, 60, (A, 1)).For(6).After(2), ACourse(2, 60).For(5)).Within(10)).ShouldBe(UncoveredReason.OverBudget);
        Problem([Needs(A, 1)], ACourse(1, 60, (A, 1)).For(10)).Within(10).Plan().Courses().ShouldBe([1]);
    }

    [Fact]
    public void P1_It_is_over_budget_beside_what_matters_more()
    {
        var plan = Problem([Needs(A, 1, weight: 1), Needs(B, 1, weight: 5)], ACourse(1, 60, (A, 1)).For(6), ACourse(2, 60, (B, 1)).For(6)).Within(10).Plan();

        plan.Courses().ShouldBe([2]);
        plan.Uncovered.Single().ShouldSatisfyAllConditions(u => u.Gap.SkillId.ShouldBe(A), u => u.Reason.ShouldBe(UncoveredReason.OverBudget));
    }

    [Fact]
    public void P1_It_is_past_the_deadline_as_an_event_as_work_or_beside_what_matters_more()
    {
        ReasonOf(Problem([Needs(A, 1)], ACourse(1, 60, (A, 1)).Ending(TimeSpan.FromDays(8))).By(TimeSpan.FromDays(7))).ShouldBe(UncoveredReason.PastDeadline);
        // Three hours at two hours a week.
        ReasonOf(Problem([Needs(A, 1)], ACourse(1, 180, (A, 1))).By(TimeSpan.FromDays(7))).ShouldBe(UncoveredReason.PastDeadline);
        var plan = Problem([Needs(A, 1), Needs(B, 1, weight: 2)], ACourse(1, 90, (A, 1)), ACourse(2, 90, (B, 1))).By(TimeSpan.FromDays(7)).Plan();
        (plan.Courses().Single(), plan.Uncovered.Single().Reason).ShouldBe((2, UncoveredReason.PastDeadline));
    }

    [Fact]
    public void P1_It_may_not_be_taken_beside_what_matters_more()
    {
        var plan = Problem([Needs(A, 1), Needs(B, 1, weight: 2)], ACourse(1, 60, (A, 1)).NotBeside(2), ACourse(2, 60, (B, 1))).Plan();

        (plan.Courses().Single(), plan.Uncovered.Single().Reason).ShouldBe((2, UncoveredReason.Excluded));
    }

    [Fact]
    public void P1_P3_Partial_coverage_is_not_planned_and_the_highest_level_on_offer_is_told()
    {
        var plan = Problem([Needs(A, 4)], ACourse(1, 60, (A, 2)), ACourse(2, 60, (A, 3)), ACourse(3, 60, (A, 4)).Hidden()).Holding(A, 1).Plan();

        plan.Steps.ShouldBeEmpty();
        (plan.Uncovered.Single().Reason, plan.Uncovered.Single().HighestOnOffer).ShouldBe((UncoveredReason.NoneVisible, 3));
        Problem([Needs(A, 4)], ACourse(1, 60, (A, 1))).Holding(A, 1).Plan().Uncovered.Single().HighestOnOffer.ShouldBeNull();
    }

    [Fact]
    public void P2_What_is_held_completed_or_completed_likewise_needs_no_step()
    {
        Problem([Needs(A, 2)], ACourse(1, 60, (A, 2)).Asking(B, 1), ACourse(2, 60, (B, 1))).Holding(B, 1).Plan().Courses().ShouldBe([1]);
        Problem([Needs(A, 2)], ACourse(1, 60, (A, 2)).After(2), ACourse(2, 60).Completed(counts: false)).Plan().Courses().ShouldBe([1]);
        Problem([Needs(A, 2)], ACourse(1, 60, (A, 2)).After(2), ACourse(2, 60).LikewiseDoneBy(3), ACourse(3, 60).Completed(counts: false)).Plan().Courses().ShouldBe([1]);
        Problem([Needs(A, 2)], ACourse(1, 60, (A, 2)).After(2), ACourse(2, 60).LikewiseDoneBy(3), ACourse(3, 30)).Plan().Courses().ShouldBe([3, 1]);
    }

    [Fact]
    public void P2_A_circle_is_entered_from_outside_only()
    {
        var plan = Problem([Needs(A, 1), Needs(B, 1)], ACourse(1, 10, (A, 1)).Asking(B, 1), ACourse(2, 10, (B, 1)).Asking(A, 1), ACourse(3, 500, (A, 1))).Plan();

        plan.Courses().ShouldBe([3, 2]);
    }

    [Fact]
    public void P2_Preparation_comes_before_the_event_that_asks_for_it()
    {
        var plan = Problem([Needs(A, 1), Needs(B, 1)], ACourse(1, 60, (B, 1)), ACourse(2, 60, (A, 1)).After(3).Ending(TimeSpan.FromDays(4)), ACourse(3, 60)).Plan();

        plan.Courses().ShouldBe([3, 2, 1]);
    }

    [Fact]
    public void P3_1_A_mandatory_gap_comes_before_any_desirable_one()
    {
        var plan = Problem([Needs(A, 1, mandatory: true, weight: 1), Needs(B, 1, mandatory: false, weight: 5)], ACourse(1, 60, (A, 1)).NotBeside(2), ACourse(2, 60, (B, 1))).Plan();

        plan.Courses().ShouldBe([1]);
    }

    [Fact]
    public void P3_1_As_much_weight_as_possible_is_covered_whatever_it_costs()
    {
        var plan = Problem([Needs(A, 1, weight: 2), Needs(B, 1, weight: 2), Needs(C, 1, weight: 3)],
            ACourse(1, 900, (A, 1)), ACourse(2, 900, (B, 1)), ACourse(3, 1, (C, 1)).NotBeside(1, 2)).Plan();

        plan.Courses().ShouldBe([1, 2], ignoreOrder: true);
    }

    [Fact]
    public void P3_2_Minutes_and_money_are_weighed_as_the_tenant_says()
    {
        var problem = Problem([Needs(A, 1)], ACourse(1, 60, (A, 1)).For(10), ACourse(2, 120, (A, 1)));

        (problem with { Settings = new PlanSettings(1, 10) }).Plan().Courses().ShouldBe([2]);
        (problem with { Settings = new PlanSettings(1, 5) }).Plan().Courses().ShouldBe([1]);
    }

    [Fact]
    public void P3_2_Cost_comes_before_an_earlier_finish() =>
        Problem([Needs(A, 1)], ACourse(1, 60, (A, 1)).Ending(TimeSpan.FromDays(99)), ACourse(2, 61, (A, 1)).Ending(TimeSpan.FromDays(1))).Plan().Courses().ShouldBe([1]);

    [Fact]
    public void P3_3_At_equal_cost_the_earlier_finish_wins_even_with_more_activities()
    {
        var plan = Problem([Needs(A, 1), Needs(B, 1)],
            ACourse(1, 60, (A, 1), (B, 1)).Ending(TimeSpan.FromDays(9)), ACourse(2, 30, (A, 1)).Ending(TimeSpan.FromDays(1)), ACourse(3, 30, (B, 1)).Ending(TimeSpan.FromDays(2))).Plan();

        plan.Courses().ShouldBe([2, 3]);
        plan.Totals.Finish.ShouldBe(Now.AddDays(2));
    }

    [Fact]
    public void P3_4_At_equal_cost_and_finish_fewer_activities_win() =>
        Problem([Needs(A, 1), Needs(B, 1)], ACourse(1, 30, (A, 1)), ACourse(2, 30, (B, 1)), ACourse(3, 60, (A, 1), (B, 1))).Plan().Courses().ShouldBe([3]);

    [Fact]
    public void P3_5_Among_equals_the_smallest_ids_win() =>
        Problem([Needs(A, 1), Needs(B, 1)], ACourse(4, 30, (B, 1)), ACourse(3, 30, (A, 1)), ACourse(2, 30, (B, 1)), ACourse(1, 30, (A, 1))).Plan().Courses().ShouldBe([1, 2], ignoreOrder: true);

    [Fact]
    public void P3_At_two_hours_a_week_two_hours_of_work_take_a_week() =>
        Problem([Needs(A, 1)], ACourse(1, 120, (A, 1))).Plan().Totals.Finish.ShouldBe(Now.AddDays(7));

    [Fact]
    public void P3_What_was_completed_is_planned_again_only_if_its_award_does_not_count_any_more()
    {
        Problem([Needs(A, 1)], ACourse(1, 60, (A, 1)).Completed(counts: false), ACourse(2, 90, (A, 1))).Plan().Courses().ShouldBe([1]);
        Problem([Needs(A, 1)], ACourse(1, 60, (A, 1)).Completed(counts: true), ACourse(2, 90, (A, 1))).Plan().Courses().ShouldBe([2]);
    }

    [Fact]
    public void P4_When_the_limit_strikes_it_is_the_best_that_was_found_its_bound_and_not_proven()
    {
        var problem = Problem([Needs(A, 3), Needs(B, 2)], ACourse(1, 240, (A, 3)), ACourse(2, 180, (B, 2)), ACourse(3, 360, (A, 3), (B, 2)));

        var plan = (problem with { Settings = problem.Settings with { TimeLimit = TimeSpan.Zero } }).Plan();

        plan.IsProven.ShouldBeFalse();
        plan.Uncovered.ShouldBeEmpty();
        plan.Steps.ShouldNotBeEmpty();
        plan.Bound!.Value.ShouldBeLessThanOrEqualTo(problem.Plan().Totals.Cost);
        plan.Alternatives.ShouldBeEmpty();
    }

    [Fact]
    public void P4_A_gap_that_the_search_did_not_come_to_says_so()
    {
        var problem = Problem([Needs(A, 1), Needs(B, 1)], ACourse(1, 60, (A, 1)).NotBeside(2), ACourse(2, 60, (B, 1)), ACourse(3, 90, (A, 1), (B, 1)).NotBeside(1, 2));

        var plan = (problem with { Settings = problem.Settings with { TimeLimit = TimeSpan.Zero } }).Plan();

        plan.Bound.ShouldBeNull();
        plan.Uncovered.ShouldAllBe(u => u.Reason == UncoveredReason.NotFoundInTime);
        problem.Plan().Uncovered.ShouldBeEmpty();
    }

    [Fact]
    public void P5_Each_step_says_what_it_alone_contributes_closes_and_enables()
    {
        var plan = Problem([Needs(A, 2), Needs(B, 1)], ACourse(1, 60, (A, 1), (B, 1)), ACourse(2, 60, (A, 2), (B, 1)).Asking(A, 1)).Plan();

        plan.Courses().ShouldBe([1, 2]);
        plan.Steps[0].Contributions.ShouldBe([new Contribution(A, 0, 1), new Contribution(B, 0, 1)]);
        plan.Steps[1].Contributions.ShouldBe([new Contribution(A, 1, 2)]);
        plan.Steps.Select(s => s.Closes.Single().SkillId).ShouldBe([B, A]);
        plan.Steps[0].Enables.ShouldBe([Course(2)]);
        plan.Steps.Select(s => s.CumulativeMinutes).ShouldBe([60L, 120L]);
        (plan.Totals.Minutes, plan.Totals.Cost, plan.Bound).ShouldBe((120L, 120m, 120m));
    }

    [Fact]
    public void P5_The_fastest_the_cheapest_and_the_fewest_are_other_ways()
    {
        var plan = Problem([Needs(A, 1), Needs(B, 1)],
            ACourse(1, 10, (A, 1)).For(5), ACourse(2, 10, (B, 1)).For(5),
            ACourse(3, 20, (A, 1), (B, 1)).For(50).Ending(TimeSpan.FromDays(30)),
            ACourse(4, 200, (A, 1)), ACourse(5, 200, (B, 1)),
            ACourse(6, 50, (A, 1)).For(20).Ending(TimeSpan.FromHours(1)), ACourse(7, 50, (B, 1)).For(20).Ending(TimeSpan.FromHours(1))).Plan();

        plan.Courses().ShouldBe([1, 2], ignoreOrder: true);
        plan.Alternatives.ToDictionary(a => a.Kind, a => string.Join(' ', a.Steps.Courses().Order())).ShouldBe(
            new Dictionary<AlternativeKind, string> { [AlternativeKind.Fastest] = "6 7", [AlternativeKind.Cheapest] = "4 5", [AlternativeKind.Fewest] = "3" }, ignoreOrder: true);
    }

    [Fact]
    public void P5_What_is_fastest_and_fewest_at_once_is_one_other_way_and_not_two()
    {
        var plan = Problem([Needs(A, 1), Needs(B, 1)],
            ACourse(1, 10, (A, 1)), ACourse(2, 10, (B, 1)), ACourse(3, 30, (A, 1), (B, 1)).Ending(TimeSpan.FromMinutes(1))).Plan();

        plan.Courses().ShouldBe([1, 2], ignoreOrder: true);
        plan.Alternatives.Select(a => a.Kind).ShouldBe([AlternativeKind.Fastest]);
    }

    [Fact]
    public void P5_Where_the_plan_is_the_best_in_all_respects_there_is_no_other_way() =>
        Problem([Needs(A, 1)], ACourse(1, 10, (A, 1)), ACourse(2, 20, (A, 1)).For(1)).Plan().Alternatives.ShouldBeEmpty();

    [Fact]
    public void P5_A_popular_course_is_left_out_for_a_reason()
    {
        var plan = Problem([Needs(A, 3), Needs(B, 1)],
            ACourse(1, 10, (A, 3)), ACourse(2, 50, (A, 3)), ACourse(3, 1, (A, 2)), ACourse(4, 1, (A, 3)).Hidden(), ACourse(5, 1, (A, 3)).Ending(TimeSpan.FromDays(1)).Full(),
            ACourse(6, 1, (A, 3)).Completed(counts: true), ACourse(7, 1, (A, 3)).After(99), ACourse(8, 1, (C, 3)), ACourse(9, 5, (B, 1)), ACourse(10, 1, (B, 1)).NotBeside(1)).Plan();

        plan.Courses().ShouldBe([9, 1], ignoreOrder: true);
        plan.LeftOut.ToDictionary(l => NumberOf(l.Activity), l => (l.Reason, Instead: l.Instead is { } other ? NumberOf(other) : 0)).ShouldBe(new Dictionary<int, (LeftOutReason, int)>
        {
            [2] = (LeftOutReason.CoveredBy, 1),
            [3] = (LeftOutReason.LevelTooLow, 0),
            [5] = (LeftOutReason.Full, 0),
            [6] = (LeftOutReason.AlreadyCompleted, 0),
            [7] = (LeftOutReason.PrerequisiteUnreachable, 0),
            [10] = (LeftOutReason.CoveredBy, 9),
        }, ignoreOrder: true);
    }

    [Fact]
    public void P5_What_a_limit_leaves_out_names_the_limit()
    {
        Problem([Needs(A, 1)], ACourse(1, 60, (A, 1)).For(10)).Within(9).Plan().LeftOut.Single().Reason.ShouldBe(LeftOutReason.OverBudget);
        Problem([Needs(A, 1)], ACourse(1, 60, (A, 1)).Ending(TimeSpan.FromDays(2))).By(TimeSpan.FromDays(1)).Plan().LeftOut.Single().Reason.ShouldBe(LeftOutReason.PastDeadline);
        var barred = Problem([Needs(A, 1), Needs(B, 1, weight: 2)], ACourse(1, 60, (A, 1)).NotBeside(2), ACourse(2, 60, (B, 1))).Plan().LeftOut.Single();
        (barred.Reason, barred.Instead).ShouldBe((LeftOutReason.Excluded, Course(2)));
    }

    [Theory]
    [InlineData(true, 1, 2)]
    [InlineData(false, 2, 1)]
    [InlineData(false, 2)]
    [InlineData(false, 1, 1)]
    [InlineData(false, 3)]
    [InlineData(false, 4)]
    [InlineData(false, 1, 5)]
    [InlineData(false, 99)]
    [InlineData(true, 1)]
    public void P2_A_plan_that_was_shown_is_checked_step_by_step(bool holds, params int[] steps)
    {
        var problem = Problem([], ACourse(1, 60, (A, 1)), ACourse(2, 60, (A, 2)).Asking(A, 1), ACourse(3, 60, (A, 2)).Hidden(), ACourse(4, 60, (A, 2)).Completed(counts: true), ACourse(5, 60, (B, 1)).NotBeside(1));

        PlanCheck.CanBeDone(problem, [.. steps.Select(Course)]).ShouldBe(holds);
    }

    private static UncoveredReason ReasonOf(PlanProblem problem)
    {
        var plan = problem.Plan();
        plan.Steps.ShouldBeEmpty();
        return plan.Uncovered.ShouldHaveSingleItem().Reason;
    }
}
