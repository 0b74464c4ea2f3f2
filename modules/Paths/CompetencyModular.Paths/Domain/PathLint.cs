using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.Paths.Domain;

/// <summary>Looks a path over before it is published (N4): what keeps it from leading to its goal, and what an author may want to think about.</summary>
internal static class PathLint
{
    public static IReadOnlyList<PathFinding> Of(PathFacts path)
    {
        var found = new List<PathFinding>();
        if (!path.HasSummary) found.Add(new PathFinding(PathFlaw.NoSummary, Blocks: true));
        if (path.Steps.Count == 0) found.Add(new PathFinding(PathFlaw.NoSteps, Blocks: true));
        for (var i = 0; i < path.Steps.Count; i++) found.AddRange(Step(path, i));
        if (path.Order is PathOrder.Free) found.AddRange(Circles(path));
        // Without the module that owns the award rules nobody can say what a step leads to.
        if (path.AwardsAreKnown)
        {
            // Where none is named, a path leads to what its steps award.
            if (path.Goals.Count == 0 && path.Steps.Count > 0 && path.Steps.All(s => s.Awards.Count == 0)) found.Add(new PathFinding(PathFlaw.NoGoal, Blocks: true));
            found.AddRange(path.Goals.Where(g => Reached(path.Steps, g.SkillId) < g.Ordinal).Select(g => new PathFinding(PathFlaw.GoalNotReached, Blocks: true, Level: g)));
        }

        return [.. found.OrderByDescending(f => f.Blocks)];
    }

    private static IEnumerable<PathFinding> Step(PathFacts path, int index)
    {
        var step = path.Steps[index];
        if (!step.IsOnOffer) yield return new PathFinding(PathFlaw.NotOnOffer, Blocks: true, step.Title);
        else if (step.OnlyFor.Length > 0) yield return new PathFinding(PathFlaw.OnlyForSome, Blocks: false, step.Title, step.OnlyFor);

        foreach (var prerequisite in step.Prerequisites)
        {
            if (prerequisite.Activity is { } activity)
            {
                var at = path.Steps.ToList().FindIndex(s => s.Activity == activity);
                if (at < 0) yield return new PathFinding(PathFlaw.PrerequisiteOutside, Blocks: true, step.Title, path.TitleOf(activity));
                else if (path.Order is PathOrder.Strict && at > index) yield return new PathFinding(PathFlaw.PrerequisiteLater, Blocks: true, step.Title, path.Steps[at].Title);
            }
            else if (prerequisite.Skill is { } level)
            {
                if (Reached(path.Steps.Where(s => s != step), level.SkillId) < level.Ordinal) yield return new PathFinding(PathFlaw.EntryLevel, Blocks: false, step.Title, Level: level);
                else if (path.Order is PathOrder.Strict && Reached(path.Steps.Take(index), level.SkillId) < level.Ordinal)
                    yield return new PathFinding(PathFlaw.LevelLater, Blocks: true, step.Title, Level: level);
            }
        }

        if (!path.AwardsAreKnown) yield break;
        var leadsOn = path.Steps.SelectMany(s => s.Prerequisites).Any(p => p.Activity == step.Activity);
        if (step.Awards.Count == 0 && !leadsOn) yield return new PathFinding(PathFlaw.DeadEnd, Blocks: false, step.Title);
        if (step.Awards.Count > 0 && !leadsOn && step.Awards.All(a => Reached(path.Steps.Take(index), a.SkillId) >= a.Ordinal))
            yield return new PathFinding(PathFlaw.NothingNew, Blocks: false, step.Title);
    }

    /// <summary>Steps that wait for each other, whatever order they are taken in (P2).</summary>
    private static IEnumerable<PathFinding> Circles(PathFacts path)
    {
        var done = new List<StepFacts>();
        var waiting = path.Steps.ToList();
        while (waiting.Find(IsReachable) is { } next)
        {
            waiting.Remove(next);
            done.Add(next);
        }

        return waiting.Select(s => new PathFinding(PathFlaw.Circle, Blocks: true, s.Title));

        bool IsReachable(StepFacts step) => step.Prerequisites.All(p => p switch
        {
            // What is not in the path at all is a finding of its own.
            { Activity: { } activity } => done.Exists(s => s.Activity == activity) || path.Steps.All(s => s.Activity != activity),
            { Skill: { } level } => Reached(done, level.SkillId) >= level.Ordinal || Reached(path.Steps.Where(s => s != step), level.SkillId) < level.Ordinal,
            _ => true,
        });
    }

    private static int Reached(IEnumerable<StepFacts> steps, Guid skillId) => steps.SelectMany(s => s.Awards).Where(a => a.SkillId == skillId).Select(a => a.Ordinal).DefaultIfEmpty().Max();
}

/// <summary>All that a lint looks at.</summary>
/// <param name="Order">Whether the steps are taken one after another.</param>
/// <param name="HasSummary">Whether people are told what to expect.</param>
/// <param name="Steps">The steps in order.</param>
/// <param name="Goals">The levels it leads to, on today's scales.</param>
/// <param name="AwardsAreKnown">Whether anybody can say what the steps award.</param>
/// <param name="Titles">The titles of activities that come first and are no steps.</param>
internal sealed record PathFacts(
    PathOrder Order, bool HasSummary, IReadOnlyList<StepFacts> Steps, IReadOnlyList<SkillLevel> Goals, bool AwardsAreKnown, IReadOnlyDictionary<ActivityRef, string> Titles)
{
    public string TitleOf(ActivityRef activity) => Titles.GetValueOrDefault(activity, "");
}

/// <param name="Activity">The step.</param>
/// <param name="Title">Its title.</param>
/// <param name="IsOnOffer">Whether anybody can take it.</param>
/// <param name="OnlyFor">The units to whose people it is on offer; empty for everybody.</param>
/// <param name="Prerequisites">What comes first.</param>
/// <param name="Awards">The levels that completing it awards.</param>
internal sealed record StepFacts(
    ActivityRef Activity, string Title, bool IsOnOffer, string OnlyFor, IReadOnlyList<Prerequisite> Prerequisites, IReadOnlyList<SkillLevel> Awards);

/// <summary>Something found in a path.</summary>
/// <param name="Flaw">What.</param>
/// <param name="Blocks">Whether it keeps the path from being published.</param>
/// <param name="Step">The step it is about; empty for the path as a whole.</param>
/// <param name="Other">What else it is about: another activity, or units.</param>
/// <param name="Level">The level it is about.</param>
internal sealed record PathFinding(PathFlaw Flaw, bool Blocks, string Step = "", string Other = "", SkillLevel? Level = null);

internal enum PathFlaw
{
    NoSummary,
    NoSteps,

    /// <summary>A step that nothing visible can fulfil.</summary>
    NotOnOffer,

    /// <summary>Another activity comes first and is no step.</summary>
    PrerequisiteOutside,

    /// <summary>What comes first is a later step of a strict path.</summary>
    PrerequisiteLater,

    /// <summary>The level that a step asks for is awarded by a later step of a strict path.</summary>
    LevelLater,

    /// <summary>Steps that wait for each other.</summary>
    Circle,

    /// <summary>No level is named, and no step awards one.</summary>
    NoGoal,

    GoalNotReached,

    /// <summary>A step that awards nothing and that nothing builds on.</summary>
    DeadEnd,

    /// <summary>A step whose levels earlier steps award already.</summary>
    NothingNew,

    /// <summary>A level that learners bring with them.</summary>
    EntryLevel,

    /// <summary>A step for people of some units only.</summary>
    OnlyForSome,
}
