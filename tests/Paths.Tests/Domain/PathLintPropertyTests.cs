using CompetencyModular.Paths.Domain;
using CompetencyModular.Sdk.Activities;
using CsCheck;

namespace CompetencyModular.Paths.Tests.Domain;

/// <summary>N4 on random small paths: what is published can be walked from its first step to its goal, and what cannot is refused. Every order is tried.</summary>
public sealed class PathLintPropertyTests
{
    private static readonly Guid[] Skills = [Guid.CreateVersion7(), Guid.CreateVersion7()];
    private static readonly ActivityRef[] Activities = [.. Enumerable.Range(0, 4).Select(_ => CourseRef.Of(Guid.CreateVersion7()))];

    private static readonly Gen<SkillLevel> Level = Gen.Select(Gen.Int[0, 1], Gen.Int[1, 3], (skill, level) => new SkillLevel(Skills[skill], level));

    private static readonly Gen<StepFacts[]> Steps = Gen.Select(Step(0), Step(1), Step(2), Step(3), Gen.Int[1, 4], (one, two, three, four, count) => new[] { one, two, three, four }[..count]);

    private static readonly Gen<PathFacts> Paths = Gen.Select(Steps, Level.Array[0, 2], Gen.Bool,
        (steps, goals, isStrict) => new PathFacts(isStrict ? PathOrder.Strict : PathOrder.Free, true, steps, goals, true, new Dictionary<ActivityRef, string>()));

    [Fact]
    public void N4_A_path_is_published_exactly_if_some_order_of_its_steps_can_be_walked_and_reaches_its_goal() => Paths.Sample(
        path => PathLint.Of(path).Any(f => f.Blocks).ShouldBe(!(CanBeWalked(path) && Arrives(path))), iter: 10 * Check.Iter);

    [Fact]
    public void N4_Goals_that_no_step_awards_are_each_named() => Paths.Sample(
        path => PathLint.Of(path).Where(f => f.Flaw is PathFlaw.GoalNotReached).Select(f => f.Level!.Value)
            .ShouldBe(path.Goals.Where(g => path.Steps.SelectMany(s => s.Awards).All(a => a.SkillId != g.SkillId || a.Ordinal < g.Ordinal)), ignoreOrder: true));

    private static Gen<StepFacts> Step(int index)
    {
        // What stands behind the last step is no step of the path; a step is never its own.
        var other = Gen.Int[0, Activities.Length - 2].Select(i => Prerequisite.Completed(Activities[i < index ? i : i + 1]));
        var prerequisite = Gen.Frequency((1, other), (2, Level.Select(l => Prerequisite.Held(l.SkillId, l.Ordinal))));
        return Gen.Select(prerequisite.Array[0, 2], Level.Array[0, 2], (before, awards) => new StepFacts(Activities[index], $"Step {index}", true, "", before, awards));
    }

    private static bool Arrives(PathFacts path) => path.Goals.Count == 0
        ? path.Steps.Any(s => s.Awards.Count > 0)
        : path.Goals.All(g => Awarded(path.Steps, g.SkillId) >= g.Ordinal);

    private static bool CanBeWalked(PathFacts path) => path.Order is PathOrder.Strict ? Works(path, path.Steps) : Orders([.. path.Steps]).Any(order => Works(path, order));

    private static bool Works(PathFacts path, IReadOnlyList<StepFacts> order) => order.Select((step, at) => step.Prerequisites.All(p => p switch
    {
        { Activity: { } activity } => order.Take(at).Any(s => s.Activity == activity),
        // A level that the other steps do not award is brought along.
        { Skill: { } level } => Awarded(order.Take(at), level.SkillId) >= level.Ordinal || Awarded(path.Steps.Where(s => s != step), level.SkillId) < level.Ordinal,
        _ => true,
    })).All(isOpen => isOpen);

    private static int Awarded(IEnumerable<StepFacts> steps, Guid skillId) => steps.SelectMany(s => s.Awards).Where(a => a.SkillId == skillId).Select(a => a.Ordinal).DefaultIfEmpty().Max();

    private static IEnumerable<StepFacts[]> Orders(StepFacts[] steps) => steps.Length <= 1
        ? [steps]
        : steps.SelectMany(first => Orders([.. steps.Where(s => s != first)]).Select(rest => (StepFacts[])[first, .. rest]));
}
