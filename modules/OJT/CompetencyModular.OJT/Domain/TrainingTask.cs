using System.Text.Json.Serialization;

namespace CompetencyModular.OJT.Domain;

/// <summary>A task of somebody's training, and how far it is.</summary>
internal sealed class TrainingTask : IPlaced
{
    private TrainingTask()
    {
    }

    public Guid Id { get; private init; }

    public Guid ObjectiveId { get; private init; }

    /// <summary>The task of the programme it comes from; its own id where it was agreed for this training alone.</summary>
    public Guid SourceId { get; private init; }

    public int Position { get; set; }

    public string Title { get; private set; } = "";

    public string Instructions { get; private set; } = "";

    public bool IsRequired { get; private set; }

    public int Minutes { get; private set; }

    public TaskState State { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>When it was last judged.</summary>
    public DateTimeOffset? JudgedAt { get; private set; }

    public Guid? JudgedById { get; private set; }

    /// <summary>What to do to get there, where it is not there yet (N1).</summary>
    public string NextStep { get; private set; } = "";

    /// <summary>How often it was demonstrated: each time is an occurrence of its own.</summary>
    public int Demonstrations { get; private set; }

    public bool IsDemonstrated => State is TaskState.Demonstrated;

    /// <summary>The occurrences, one a line, of demonstrations under another record of the trainee that this one stands for.</summary>
    public string AlsoDemonstrated { get; private set; } = "";

    public string OccurrenceKey => $"{Id}/{Demonstrations}";

    /// <summary>The occurrences that count as long as it is demonstrated.</summary>
    public IEnumerable<string> Standing => [OccurrenceKey, .. AlsoDemonstrated.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>How far it is: the more, the better. A next step that somebody has named is further than having begun.</summary>
    public int Outcome => State switch
    {
        TaskState.Demonstrated => 4,
        TaskState.Submitted => 3,
        TaskState.NotYet => 2,
        TaskState.InProgress => 1,
        _ => 0,
    };

    public static TrainingTask Of(TaskContent content, Guid objectiveId, Guid? id = null) => new()
    {
        Id = id ?? Guid.CreateVersion7(),
        ObjectiveId = objectiveId,
        SourceId = content.Id,
        Title = content.Title,
        Instructions = content.Instructions,
        IsRequired = content.IsRequired,
        Minutes = content.Minutes,
    };

    public void Take(TaskContent content) => (Title, Instructions, IsRequired, Minutes) = (content.Title, content.Instructions, content.IsRequired, content.Minutes);

    public void Require(bool isRequired) => IsRequired = isRequired;

    public void Start() => State = TaskState.InProgress;

    public void Submit(DateTimeOffset now) => (State, SubmittedAt, NextStep) = (TaskState.Submitted, now, "");

    public void TakeBack() => (State, SubmittedAt) = (TaskState.InProgress, null);

    public void Demonstrate(Guid by, DateTimeOffset now)
    {
        (State, JudgedAt, JudgedById, NextStep) = (TaskState.Demonstrated, now, by, "");
        Demonstrations++;
    }

    public void NotYet(string nextStep, Guid by, DateTimeOffset now) => (State, JudgedAt, JudgedById, NextStep) = (TaskState.NotYet, now, by, nextStep);

    public void Reopen(string nextStep) => (State, NextStep, AlsoDemonstrated) = (TaskState.InProgress, nextStep, "");

    /// <summary>What was demonstrated twice, under two records, is one outcome with two occurrences.</summary>
    public void StandFor(TrainingTask other)
    {
        if (IsDemonstrated && other.IsDemonstrated) AlsoDemonstrated = string.Join('\n', [AlsoDemonstrated, .. other.Standing]);
    }
}

/// <summary>How far a task is (O2). There is no "failed" (N1).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskState>))]
internal enum TaskState
{
    Planned,
    InProgress,

    /// <summary>Handed in; the mentor looks at it.</summary>
    Submitted,
    Demonstrated,

    /// <summary>Not there yet, with the next step; another try is always open (N2).</summary>
    NotYet,
}
