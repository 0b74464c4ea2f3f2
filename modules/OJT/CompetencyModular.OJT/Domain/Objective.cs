namespace CompetencyModular.OJT.Domain;

/// <summary>An objective as it is being written.</summary>
internal sealed class Objective(Guid id, Guid programmeId, int position) : IPlaced
{
    private readonly List<ProgrammeTask> tasks = [];

    public Guid Id { get; private set; } = id;

    public Guid ProgrammeId { get; private set; } = programmeId;

    public int Position { get; set; } = position;

    public string Title { get; private set; } = "";

    public string Description { get; private set; } = "";

    public Guid? AssessorSkillId { get; private set; }

    public int AssessorScaleVersion { get; private set; }

    public int AssessorOrdinal { get; private set; }

    /// <summary>The level that whoever assesses it must hold (O4).</summary>
    public LevelOfSkill? Assessor => AssessorSkillId is { } skill ? new LevelOfSkill(skill, AssessorScaleVersion, AssessorOrdinal) : null;

    public IReadOnlyList<ProgrammeTask> Tasks => [.. tasks.OrderBy(t => t.Position)];

    public void Take(string title, string description, LevelOfSkill? assessor)
    {
        (Title, Description) = (title, description);
        (AssessorSkillId, AssessorScaleVersion, AssessorOrdinal) = (assessor?.SkillId, assessor?.ScaleVersion ?? 0, assessor?.Ordinal ?? 0);
    }

    public void Write(TaskContent content)
    {
        if (tasks.Find(t => t.Id == content.Id) is not { } task) tasks.Add(task = new ProgrammeTask(content.Id, Id, tasks.Count == 0 ? 1 : tasks.Max(t => t.Position) + 1));
        task.Take(content);
    }

    public bool MoveTask(Guid id, bool up) => Positions.Move(tasks, id, up);

    public bool RemoveTask(Guid id) => tasks.RemoveAll(t => t.Id == id) > 0;

    public ObjectiveContent Content() => new(Id, Title, Description, Assessor, [.. Tasks.Select(t => t.Content())]);
}

/// <summary>A task as it is being written.</summary>
internal sealed class ProgrammeTask(Guid id, Guid objectiveId, int position) : IPlaced
{
    public Guid Id { get; private set; } = id;

    public Guid ObjectiveId { get; private set; } = objectiveId;

    public int Position { get; set; } = position;

    public string Title { get; private set; } = "";

    public string Instructions { get; private set; } = "";

    public bool IsRequired { get; private set; }

    public int Minutes { get; private set; }

    public void Take(TaskContent content) => (Title, Instructions, IsRequired, Minutes) = (content.Title, content.Instructions, content.IsRequired, content.Minutes);

    public TaskContent Content() => new(Id, Title, Instructions, IsRequired, Minutes);
}
