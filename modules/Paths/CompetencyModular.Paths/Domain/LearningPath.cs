using System.Text.Json.Serialization;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Paths.Domain;

/// <summary>
/// An ordered sequence of courses and other activities that leads to a goal (R1.1). Authors work on a draft of its steps; publishing makes of the
/// draft the edition in force, and those under way see nothing of what is being written.
/// </summary>
internal sealed class LearningPath : IVersioned
{
    public const int MostSteps = 50;

    private readonly List<PathStep> steps = [];
    private readonly List<PathGoal> goals = [];
    private readonly List<PathTag> tags = [];

    private LearningPath()
    {
    }

    public Guid Id { get; private set; }

    public string Title { get; private set; } = "";

    public string Summary { get; private set; } = "";

    /// <summary>Whether the steps of the draft are taken one after another.</summary>
    public PathOrder Order { get; private set; }

    public PathOrder OrderInForce { get; private set; }

    public PathState State { get; private set; }

    /// <summary>The edition in force; 0 before the first publication. A mastery says which edition it was of (N3).</summary>
    public int Edition { get; private set; }

    /// <summary>Title, summary and tags, normalised; the title first, so that it also gives the order by title.</summary>
    public string SearchText { get; private set; } = "";

    public Guid? AuthorId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>The steps of all editions; those of the draft have edition 0.</summary>
    public IReadOnlyList<PathStep> Steps => steps;

    public IReadOnlyList<PathGoal> Goals => goals;

    public IReadOnlyList<PathTag> Tags => tags;

    public IReadOnlyList<PathStep> Draft => [.. steps.Where(s => s.Edition == 0).OrderBy(s => s.Position)];

    public IReadOnlyList<PathStep> InForce => [.. steps.Where(s => s.Edition == Edition).OrderBy(s => s.Position)];

    public IReadOnlyList<LevelOfSkill> GoalsInForce => [.. goals.Where(g => g.Edition == Edition).Select(g => g.Level)];

    public IReadOnlyList<LevelOfSkill> DraftGoals => [.. goals.Where(g => g.Edition == 0).Select(g => g.Level)];

    /// <summary>Whether the draft differs from the edition in force.</summary>
    public bool HasChanges => Edition == 0 || Order != OrderInForce
        || !Draft.Select(s => s.Activity).SequenceEqual(InForce.Select(s => s.Activity))
        || !DraftGoals.ToHashSet().SetEquals(GoalsInForce);

    public static LearningPath Create(Guid id, PathDetails details, Guid? authorId, DateTimeOffset now)
    {
        var path = new LearningPath { Id = id, AuthorId = authorId, CreatedAt = now };
        path.Take(details, now);
        return path;
    }

    public PathDetails Details() => new(Title, Summary, Order, new Words(tags.Select(t => t.Tag)));

    public Result<Done> Describe(PathDetails details, DateTimeOffset now)
    {
        if (State is PathState.Published && details.Summary.Length == 0) return LearningPathErrors.SummaryNeeded;
        Take(details, now);
        return Done.Value;
    }

    /// <summary>Puts an activity at the end of the draft.</summary>
    public Result<Done> AddStep(ActivityRef activity, string title, DateTimeOffset now)
    {
        var draft = Draft;
        if (draft.Any(s => s.Activity == activity)) return LearningPathErrors.StepTwice;
        if (draft.Count >= MostSteps) return LearningPathErrors.TooManySteps;
        steps.Add(new PathStep(Guid.CreateVersion7(), Id, 0, draft.Count == 0 ? 1 : draft[^1].Position + 1, activity, title));
        ChangedAt = now;
        return Done.Value;
    }

    public Result<Done> MoveStep(Guid stepId, Direction direction, DateTimeOffset now)
    {
        var draft = Draft;
        var index = draft.ToList().FindIndex(s => s.Id == stepId);
        if (index < 0) return Error.NotFound();
        var other = index + (direction is Direction.Up ? -1 : 1);
        if (other < 0 || other >= draft.Count) return Done.Value;
        (draft[index].Position, draft[other].Position) = (draft[other].Position, draft[index].Position);
        ChangedAt = now;
        return Done.Value;
    }

    public Result<Done> RemoveStep(Guid stepId, DateTimeOffset now)
    {
        if (steps.RemoveAll(s => s.Id == stepId && s.Edition == 0) == 0) return Error.NotFound();
        ChangedAt = now;
        return Done.Value;
    }

    /// <summary>Names a level that the path leads to. A skill stands there once: another level replaces the former.</summary>
    public void Aim(LevelOfSkill level, DateTimeOffset now)
    {
        goals.RemoveAll(g => g.Edition == 0 && g.SkillId == level.SkillId);
        goals.Add(new PathGoal(Guid.CreateVersion7(), Id, 0, level.SkillId, level.ScaleVersion, level.Ordinal));
        ChangedAt = now;
    }

    public Result<Done> DropGoal(Guid skillId, DateTimeOffset now)
    {
        if (goals.RemoveAll(g => g.Edition == 0 && g.SkillId == skillId) == 0) return Error.NotFound();
        ChangedAt = now;
        return Done.Value;
    }

    /// <summary>Makes of the draft the edition in force.</summary>
    /// <param name="findings">What was found in the draft (N4); one that blocks refuses it.</param>
    /// <param name="now">The time.</param>
    public Result<Done> Publish(IReadOnlyList<PathFinding> findings, DateTimeOffset now)
    {
        if (findings.Any(f => f.Blocks)) return LearningPathErrors.NotReady;
        if (HasChanges)
        {
            Edition++;
            OrderInForce = Order;
            steps.AddRange([.. Draft.Select(s => new PathStep(Guid.CreateVersion7(), Id, Edition, s.Position, s.Activity, s.Title))]);
            goals.AddRange([.. goals.Where(g => g.Edition == 0).Select(g => new PathGoal(Guid.CreateVersion7(), Id, Edition, g.SkillId, g.ScaleVersion, g.Ordinal))]);
        }

        State = PathState.Published;
        ChangedAt = now;
        return Done.Value;
    }

    /// <summary>Takes it out of the catalogue. Those who are under way may finish; what was mastered stays (N3).</summary>
    public Result<Done> Retire(DateTimeOffset now)
    {
        if (State is not PathState.Published) return LearningPathErrors.NotPublished;
        State = PathState.Retired;
        ChangedAt = now;
        return Done.Value;
    }

    private void Take(PathDetails details, DateTimeOffset now)
    {
        (Title, Summary, Order) = (details.Title, details.Summary, details.Order);
        tags.RemoveAll(t => !details.Tags.Contains(t.Tag));
        tags.AddRange(details.Tags.Except(tags.Select(t => t.Tag)).Select(t => new PathTag(Id, t)));
        SearchText = Sdk.Persistence.SearchText.Of([Title, Summary, .. details.Tags]);
        ChangedAt = now;
    }
}

/// <summary>What a learning path says about itself.</summary>
internal sealed record PathDetails(string Title, string Summary, PathOrder Order, Words Tags);

/// <summary>A step of one edition of a path.</summary>
/// <param name="title">As the activity was called when it was added; it may be gone later.</param>
internal sealed class PathStep(Guid id, Guid pathId, int edition, int position, ActivityRef activity, string title) : IPlaced
{
    public const int MaxTitle = 200;

    public Guid Id { get; private set; } = id;

    public Guid PathId { get; private set; } = pathId;

    /// <summary>0 for the draft.</summary>
    public int Edition { get; private set; } = edition;

    public int Position { get; set; } = position;

    public ActivityRef Activity { get; private set; } = activity;

    public string Title { get; private set; } = title.Length <= MaxTitle ? title : title[..MaxTitle];
}

/// <summary>A level that an edition of a path leads to (R1.2).</summary>
internal sealed class PathGoal(Guid id, Guid pathId, int edition, Guid skillId, int scaleVersion, int ordinal)
{
    public Guid Id { get; private set; } = id;

    public Guid PathId { get; private set; } = pathId;

    public int Edition { get; private set; } = edition;

    public Guid SkillId { get; private set; } = skillId;

    public int ScaleVersion { get; private set; } = scaleVersion;

    public int Ordinal { get; private set; } = ordinal;

    public LevelOfSkill Level => new(SkillId, ScaleVersion, Ordinal);
}

/// <summary>A word to find a path by.</summary>
internal sealed class PathTag(Guid pathId, string tag)
{
    public Guid PathId { get; private set; } = pathId;

    public string Tag { get; private set; } = tag;
}

[JsonConverter(typeof(JsonStringEnumConverter<PathState>))]
internal enum PathState
{
    Draft,
    Published,
    Retired,
}

[JsonConverter(typeof(JsonStringEnumConverter<PathOrder>))]
internal enum PathOrder
{
    /// <summary>The order is a recommendation.</summary>
    Free,

    /// <summary>Each step opens when all before it are mastered.</summary>
    Strict,
}

/// <summary>How other modules name a learning path.</summary>
internal static class PathRef
{
    public const string Kind = "path";

    public static ActivityRef Of(Guid pathId) => new(CourseRef.Module, Kind, pathId);

    public static bool IsPath(this ActivityRef activity) => activity is { Module: CourseRef.Module, Kind: Kind };
}
