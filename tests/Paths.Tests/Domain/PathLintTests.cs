using CompetencyModular.Paths.Domain;
using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.Paths.Tests.Domain;

public sealed class PathLintTests
{
    private static readonly Guid Skill = Guid.CreateVersion7();
    private static readonly StepFacts First = Step("First", 1);

    [Fact]
    public void N4_A_path_whose_steps_rise_to_its_goal_is_free_of_findings() =>
        Find(PathOrder.Strict, [First, Step("Second", 2, Prerequisite.Held(Skill, 1), Prerequisite.Completed(First.Activity))], 2).ShouldBeEmpty();

    [Fact]
    public void N4_A_path_without_steps_or_summary_is_not_published() =>
        PathLint.Of(new PathFacts(PathOrder.Free, false, [], [], true, new Dictionary<ActivityRef, string>())).Select(f => f.Flaw).ShouldBe([PathFlaw.NoSummary, PathFlaw.NoSteps]);

    [Fact]
    public void N4_A_step_that_nobody_can_take_blocks() => Blocking(PathOrder.Free, [First with { IsOnOffer = false }]).ShouldBe([PathFlaw.NotOnOffer]);

    [Fact]
    public void N4_What_a_step_builds_on_must_be_in_the_path() =>
        Blocking(PathOrder.Free, [First with { Prerequisites = [Prerequisite.Completed(Step("Elsewhere", 1).Activity)] }]).ShouldBe([PathFlaw.PrerequisiteOutside]);

    [Fact]
    public void N4_In_a_strict_path_what_comes_first_may_not_come_later()
    {
        var builds = Step("Builds on the first", 2, Prerequisite.Completed(First.Activity));
        Blocking(PathOrder.Strict, [builds, First]).ShouldBe([PathFlaw.PrerequisiteLater]);
        Blocking(PathOrder.Free, [builds, First]).ShouldBeEmpty();
    }

    [Fact]
    public void N4_In_a_strict_path_a_level_may_not_be_asked_for_before_it_is_awarded() =>
        Blocking(PathOrder.Strict, [Step("Asks", 2, Prerequisite.Held(Skill, 1)), First]).ShouldBe([PathFlaw.LevelLater]);

    [Fact]
    public void N4_Steps_that_wait_for_each_other_are_a_circle()
    {
        var (one, other) = (Step("One", 0), Step("Other", 0));
        Blocking(PathOrder.Free, [one with { Prerequisites = [Prerequisite.Completed(other.Activity)] }, other with { Prerequisites = [Prerequisite.Completed(one.Activity)] }])
            .ShouldBe([PathFlaw.NoGoal, PathFlaw.Circle, PathFlaw.Circle], ignoreOrder: true);
    }

    [Fact]
    public void N4_A_path_that_names_no_goal_and_awards_nothing_blocks()
    {
        Blocking(PathOrder.Free, [Step("Leads nowhere", 0)]).ShouldBe([PathFlaw.NoGoal]);
        Blocking(PathOrder.Free, [Step("Leads nowhere", 0), First]).ShouldBeEmpty();
        // Without the module that owns the award rules nobody can say.
        PathLint.Of(new PathFacts(PathOrder.Free, true, [Step("Unknown", 0)], [], false, new Dictionary<ActivityRef, string>())).ShouldBeEmpty();
    }

    [Fact]
    public void N4_A_path_that_does_not_reach_its_own_goal_blocks() => Find(PathOrder.Free, [First], 2).ShouldContain(f => f.Flaw == PathFlaw.GoalNotReached && f.Blocks && f.Level == new SkillLevel(Skill, 2));

    [Fact]
    public void N4_A_dead_end_and_a_level_that_does_not_rise_are_pointed_out_and_do_not_block() =>
        Find(PathOrder.Free, [First, Step("Again", 1), Step("Leads nowhere", 0)], 1).Select(f => (f.Flaw, f.Blocks)).ShouldBe([(PathFlaw.NothingNew, false), (PathFlaw.DeadEnd, false)]);

    [Fact]
    public void A_level_that_no_step_awards_is_brought_along() => Find(PathOrder.Strict, [Step("Asks", 2, Prerequisite.Held(Guid.CreateVersion7(), 1))], 2).ShouldHaveSingleItem().Flaw.ShouldBe(PathFlaw.EntryLevel);

    private static StepFacts Step(string title, int awards, params Prerequisite[] prerequisites) =>
        new(CourseRef.Of(Guid.CreateVersion7()), title, true, "", prerequisites, awards == 0 ? [] : [new SkillLevel(Skill, awards)]);

    private static IReadOnlyList<PathFinding> Find(PathOrder order, IReadOnlyList<StepFacts> steps, int goal) =>
        PathLint.Of(new PathFacts(order, true, steps, [new SkillLevel(Skill, goal)], true, new Dictionary<ActivityRef, string>()));

    private static IEnumerable<PathFlaw> Blocking(PathOrder order, IReadOnlyList<StepFacts> steps) =>
        PathLint.Of(new PathFacts(order, true, steps, [], true, new Dictionary<ActivityRef, string>())).Where(f => f.Blocks).Select(f => f.Flaw);
}
