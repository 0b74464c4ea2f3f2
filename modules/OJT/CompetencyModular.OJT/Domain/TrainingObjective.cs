using System.Text.Json.Serialization;

namespace CompetencyModular.OJT.Domain;

/// <summary>An objective of somebody's training.</summary>
internal sealed class TrainingObjective : IPlaced
{
    private readonly List<TrainingTask> tasks = [];

    private TrainingObjective()
    {
    }

    public Guid Id { get; private init; }

    public Guid TrainingId { get; private init; }

    /// <summary>The objective of the programme it comes from; its own id where it was agreed for this training alone (R5.1).</summary>
    public Guid SourceId { get; private init; }

    public int Position { get; set; }

    public string Title { get; private set; } = "";

    public string Description { get; private set; } = "";

    public Guid? AssessorSkillId { get; private set; }

    public int AssessorScaleVersion { get; private set; }

    public int AssessorOrdinal { get; private set; }

    /// <summary>Whether the version that the training follows no longer has it. What was finished in it is kept; it no longer counts (O1).</summary>
    public bool IsFormer { get; private set; }

    public DateTimeOffset? AttestedAt { get; private set; }

    public Guid? AttestedById { get; private set; }

    /// <summary>How often it was signed off: each time is an occurrence of its own.</summary>
    public int Attestations { get; private set; }

    public IReadOnlyList<TrainingTask> Tasks => [.. tasks.OrderBy(t => t.Position)];

    /// <summary>The level that whoever assesses it must hold (O4).</summary>
    public LevelOfSkill? Assessor => AssessorSkillId is { } skill ? new LevelOfSkill(skill, AssessorScaleVersion, AssessorOrdinal) : null;

    public bool IsAgreed => SourceId == Id;

    public bool IsAttested => AttestedAt is not null;

    /// <summary>All required tasks, and there is one: the last one alone shows nothing, and nothing shows nothing (O2).</summary>
    public bool IsDemonstrated => tasks.Exists(t => t.IsRequired) && tasks.Where(t => t.IsRequired).All(t => t.IsDemonstrated);

    public ObjectiveState State =>
        IsAttested ? ObjectiveState.Attested
        : IsDemonstrated ? ObjectiveState.Demonstrated
        : HasBegun ? ObjectiveState.InProgress
        : ObjectiveState.Planned;

    public bool HasBegun => tasks.Exists(t => t.State is not TaskState.Planned);

    /// <summary>The occurrences, one a line, of sign-offs under another record of the trainee that this one stands for.</summary>
    public string AlsoAttested { get; private set; } = "";

    public string OccurrenceKey => $"{Id}/{Attestations}";

    /// <summary>The occurrences that count as long as it is signed off.</summary>
    public IEnumerable<string> Standing => [OccurrenceKey, .. AlsoAttested.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    public static TrainingObjective Of(ObjectiveContent content, Guid trainingId, int position, Guid? id = null)
    {
        var objective = new TrainingObjective { Id = id ?? Guid.CreateVersion7(), TrainingId = trainingId, SourceId = content.Id, Position = position };
        objective.Say(content);
        foreach (var task in content.Tasks) objective.Add(task);
        return objective;
    }

    public TrainingTask? Find(Guid taskId) => tasks.Find(t => t.Id == taskId);

    public void Attest(Guid by, DateTimeOffset now)
    {
        (AttestedAt, AttestedById) = (now, by);
        Attestations++;
    }

    public void WithdrawAttestation() => (AttestedAt, AttestedById, AlsoAttested) = (null, null, "");

    /// <summary>Takes the better outcome of each task from the same objective of another training.</summary>
    /// <param name="other">The other one; it is left with what this one has at least as well.</param>
    /// <param name="standsFor">Takes which objective or task stands for which one of the others.</param>
    public void Join(TrainingObjective other, Dictionary<Guid, Guid> standsFor)
    {
        standsFor[other.Id] = Id;
        if (IsAttested && other.IsAttested) AlsoAttested = string.Join('\n', [AlsoAttested, .. other.Standing]);
        foreach (var theirs in other.Tasks)
        {
            var mine = tasks.Find(t => t.SourceId == theirs.SourceId);
            // Once it is signed off, only what was shown joins, and asks for nothing more.
            if (mine is null && IsAttested && !theirs.IsDemonstrated) continue;
            if (mine is not null && theirs.Outcome <= mine.Outcome)
            {
                mine.StandFor(theirs);
                standsFor[theirs.Id] = mine.Id;
                continue;
            }

            theirs.Require(mine?.IsRequired ?? (theirs.IsRequired && !IsAttested));
            theirs.Position = mine?.Position ?? tasks.Select(t => t.Position).DefaultIfEmpty().Max() + 1;
            Training.Exchange(tasks, mine, other.tasks, theirs);
            if (mine is not null) standsFor[mine.Id] = theirs.Id;
        }
    }

    /// <summary>What is signed off stays as it is; the version that is followed has it in this place.</summary>
    public void StayAt(int position) => (Position, IsFormer) = (position, false);

    /// <summary>Takes over another version. Finished tasks stay as they were done, also those that the version no longer has (O1).</summary>
    public void Follow(ObjectiveContent content, int position)
    {
        (Position, IsFormer) = (position, false);
        Say(content);
        var wanted = content.Tasks.ToDictionary(t => t.Id);
        tasks.RemoveAll(t => !t.IsDemonstrated && !wanted.ContainsKey(t.SourceId));
        foreach (var task in tasks.Where(t => t.IsDemonstrated)) task.Require(wanted.TryGetValue(task.SourceId, out var same) && same.IsRequired);
        foreach (var (task, place) in content.Tasks.Select((task, index) => (task, index + 1)))
        {
            var mine = tasks.Find(t => t.SourceId == task.Id);
            if (mine is null) mine = Add(task);
            else if (!mine.IsDemonstrated) mine.Take(task);
            mine.Position = place;
        }
    }

    /// <summary>The version no longer has it: what was finished stays to be seen, what was not begun goes.</summary>
    public void Leave()
    {
        IsFormer = true;
        tasks.RemoveAll(t => !t.IsDemonstrated);
    }

    private void Say(ObjectiveContent content)
    {
        (Title, Description) = (content.Title, content.Description);
        (AssessorSkillId, AssessorScaleVersion, AssessorOrdinal) = (content.Assessor?.SkillId, content.Assessor?.ScaleVersion ?? 0, content.Assessor?.Ordinal ?? 0);
    }

    private TrainingTask Add(TaskContent content)
    {
        var task = TrainingTask.Of(content, Id, IsAgreed ? content.Id : null);
        task.Position = tasks.Count == 0 ? 1 : tasks.Max(t => t.Position) + 1;
        tasks.Add(task);
        return task;
    }
}

/// <summary>How far an objective is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ObjectiveState>))]
internal enum ObjectiveState
{
    Planned,
    InProgress,

    /// <summary>All required tasks are demonstrated; the sign-off is missing.</summary>
    Demonstrated,

    /// <summary>Signed off.</summary>
    Attested,
}
