using System.Text.Json.Serialization;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.OJT.Domain;

/// <summary>
/// The template of a training: objectives with tasks (O1). What is written here reaches nobody until it is published; each publication is a version
/// that stays as it was.
/// </summary>
internal sealed class Programme : IVersioned
{
    private readonly List<Objective> objectives = [];
    private readonly List<ProgrammeVersion> versions = [];

    private Programme()
    {
    }

    public Guid Id { get; private set; }

    public string Title { get; private set; } = "";

    public string Summary { get; private set; } = "";

    public Scheme Scheme { get; private set; }

    public ProgrammeState State { get; private set; }

    /// <summary>The number of the latest version; 0 before the first one.</summary>
    public int CurrentVersion { get; private set; }

    /// <summary>Whether something was written since the latest version.</summary>
    public bool HasChanges { get; private set; }

    /// <summary>Title and summary, normalised; the title first, so that it also gives the order by title.</summary>
    public string SearchText { get; private set; } = "";

    public Guid? AuthorId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<Objective> Objectives => [.. objectives.OrderBy(o => o.Position)];

    public IReadOnlyList<ProgrammeVersion> Versions => versions;

    public static Programme Draft(Guid id, string title, string summary, Scheme scheme, Guid? authorId, DateTimeOffset now)
    {
        var programme = new Programme { Id = id, AuthorId = authorId, CreatedAt = now };
        programme.Take(title, summary, scheme, now);
        return programme;
    }

    public Result<Done> Describe(string title, string summary, Scheme scheme, DateTimeOffset now)
    {
        if (State is ProgrammeState.Published && summary.Length == 0) return OjtErrors.SummaryNeeded;
        Take(title, summary, scheme, now);
        return Done.Value;
    }

    public Objective AddObjective(Guid id, string title, string description, LevelOfSkill? assessor, DateTimeOffset now)
    {
        var objective = new Objective(id, Id, objectives.Count == 0 ? 1 : objectives.Max(o => o.Position) + 1);
        objective.Take(title, description, assessor);
        objectives.Add(objective);
        Touch(now);
        return objective;
    }

    public Result<Done> ChangeObjective(Guid objectiveId, string title, string description, LevelOfSkill? assessor, DateTimeOffset now)
    {
        if (objectives.Find(o => o.Id == objectiveId) is not { } objective) return Error.NotFound();
        objective.Take(title, description, assessor);
        Touch(now);
        return Done.Value;
    }

    public Result<Done> WriteTask(Guid objectiveId, TaskContent content, DateTimeOffset now)
    {
        if (objectives.Find(o => o.Id == objectiveId) is not { } objective) return Error.NotFound();
        objective.Write(content);
        Touch(now);
        return Done.Value;
    }

    /// <summary>Moves an objective or a task by one place.</summary>
    public Result<Done> Move(Guid id, bool up, DateTimeOffset now)
    {
        if (!Positions.Move(objectives, id, up) && !objectives.Exists(o => o.MoveTask(id, up))) return Error.NotFound();
        Touch(now);
        return Done.Value;
    }

    /// <summary>Takes an objective or a task out. Trainings under way keep theirs until they are updated (O1).</summary>
    public Result<Done> Remove(Guid id, DateTimeOffset now)
    {
        if (objectives.RemoveAll(o => o.Id == id) == 0 && !objectives.Exists(o => o.RemoveTask(id))) return Error.NotFound();
        Touch(now);
        return Done.Value;
    }

    /// <summary>What keeps it from being published; null when nothing does. An objective without a required task could never be demonstrated (O2).</summary>
    public Error? Unready() =>
        Summary.Length == 0 ? OjtErrors.SummaryNeeded
        : objectives.Count == 0 ? OjtErrors.ObjectivesNeeded
        : objectives.Exists(o => !o.Tasks.Any(t => t.IsRequired)) ? OjtErrors.RequiredTasksNeeded
        : null;

    /// <summary>Publishes what is written as the next version; a retired programme is taken up again.</summary>
    public Result<Done> Publish(Guid? by, DateTimeOffset now)
    {
        if (Unready() is { } missing) return missing;
        if (State is ProgrammeState.Published && !HasChanges) return OjtErrors.NothingChanged;
        if (HasChanges || CurrentVersion == 0) versions.Add(new ProgrammeVersion(Id, ++CurrentVersion, now, by, Content()));
        (State, HasChanges, ChangedAt) = (ProgrammeState.Published, false, now);
        return Done.Value;
    }

    /// <summary>No new trainings begin; those under way go on.</summary>
    public Result<Done> Retire(DateTimeOffset now)
    {
        if (State is not ProgrammeState.Published) return OjtErrors.NotPublished;
        (State, ChangedAt) = (ProgrammeState.Retired, now);
        return Done.Value;
    }

    public ProgrammeContent Content() => new(Title, Scheme, [.. Objectives.Select(o => o.Content())]);

    private void Take(string title, string summary, Scheme scheme, DateTimeOffset now)
    {
        (Title, Summary, Scheme) = (title, summary, scheme);
        SearchText = Sdk.Persistence.SearchText.Of(title, summary);
        Touch(now);
    }

    private void Touch(DateTimeOffset now) => (HasChanges, ChangedAt) = (true, now);
}

[JsonConverter(typeof(JsonStringEnumConverter<ProgrammeState>))]
internal enum ProgrammeState
{
    Draft,
    Published,

    /// <summary>No longer on offer.</summary>
    Retired,
}

/// <summary>A programme as it was published.</summary>
internal sealed class ProgrammeVersion(Guid programmeId, int number, DateTimeOffset publishedAt, Guid? publishedById, ProgrammeContent content)
{
    public Guid ProgrammeId { get; private set; } = programmeId;

    public int Number { get; private set; } = number;

    public DateTimeOffset PublishedAt { get; private set; } = publishedAt;

    public Guid? PublishedById { get; private set; } = publishedById;

    public ProgrammeContent Content { get; private set; } = content;
}

/// <summary>What has a place in an order.</summary>
internal interface IPlaced
{
    Guid Id { get; }

    int Position { get; set; }
}

internal static class Positions
{
    /// <summary>Moves one by one place; at the end of the list nothing happens.</summary>
    /// <returns>Whether it is in the list.</returns>
    public static bool Move<T>(List<T> list, Guid id, bool up) where T : class, IPlaced
    {
        if (list.Find(x => x.Id == id) is not { } moved) return false;
        var neighbour = up
            ? list.Where(x => x.Position < moved.Position).MaxBy(x => x.Position)
            : list.Where(x => x.Position > moved.Position).MinBy(x => x.Position);
        if (neighbour is not null) (moved.Position, neighbour.Position) = (neighbour.Position, moved.Position);
        return true;
    }
}
