using System.Text.Json.Serialization;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.OJT.Domain;

/// <summary>
/// Somebody's training on the job with a mentor (R5.1): after a version of a programme, which it keeps (O1), or after objectives agreed for it alone.
/// </summary>
internal sealed class Training : IVersioned
{
    private readonly List<TrainingObjective> objectives = [];
    private readonly List<Entry> entries = [];
    private readonly List<IEvent> happened = [];

    private Training()
    {
    }

    public Guid Id { get; private set; }

    public Guid TraineeId { get; private set; }

    /// <summary>Null while a wish for the training waits for one.</summary>
    public Guid? MentorId { get; private set; }

    /// <summary>Null where all of it is agreed between the two.</summary>
    public Guid? ProgrammeId { get; private set; }

    /// <summary>The version of the programme that it follows.</summary>
    public int ProgrammeVersion { get; private set; }

    /// <summary>1 for the first time that somebody takes the programme, 2 for the second.</summary>
    public int Occurrence { get; private set; }

    public string Title { get; private set; } = "";

    public Scheme Scheme { get; private set; }

    /// <summary>What the two want to reach, in their own words; may be empty.</summary>
    public string Goal { get; private set; } = "";

    public TrainingState State { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>The day by which it should be done; an aim, no bar.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>The last time something happened. Also touched when only a task changes, so that the version says so.</summary>
    public DateTimeOffset TouchedAt { get; private set; }

    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>How many lines its journal has.</summary>
    public int JournalLength { get; private set; }

    public int Completions { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<TrainingObjective> Objectives => [.. objectives.OrderBy(o => o.IsFormer).ThenBy(o => o.Position)];

    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>The facts to tell others, where this unit of work made them true.</summary>
    public IReadOnlyList<IEvent> Happened => happened;

    public string OccurrenceKey => $"{Id}/{Completions}";

    /// <summary>Begins a training after a programme's latest version.</summary>
    /// <param name="programme">The programme.</param>
    /// <param name="version">Its latest version.</param>
    /// <param name="earlier">How many trainings of this programme the person had before.</param>
    /// <param name="traineeId">Who learns.</param>
    /// <param name="mentorId">Who accompanies; somebody else (O4). Null for a wish that waits for a mentor.</param>
    /// <param name="by">Who begins it.</param>
    /// <param name="now">The time.</param>
    public static Result<Training> Begin(Programme programme, ProgrammeVersion version, int earlier, Guid traineeId, Guid? mentorId, Guid? by, DateTimeOffset now)
    {
        if (programme.State is not ProgrammeState.Published) return OjtErrors.NotPublished;
        var training = New(traineeId, mentorId, version.Content.Title, version.Content.Scheme, by, now);
        if (training.Error is not null) return training;
        (training.Value.ProgrammeId, training.Value.ProgrammeVersion, training.Value.Occurrence) = (programme.Id, version.Number, earlier + 1);
        foreach (var (content, place) in version.Content.Objectives.Select((content, index) => (content, index + 1)))
            training.Value.objectives.Add(TrainingObjective.Of(content, training.Value.Id, place));
        return training;
    }

    /// <summary>Begins a training whose objectives the two agree themselves.</summary>
    public static Result<Training> Agree(string title, Scheme scheme, Guid traineeId, Guid mentorId, Guid? by, DateTimeOffset now) => New(traineeId, mentorId, title, scheme, by, now);

    public void Aim(string goal, DateOnly? dueOn) => (Goal, DueOn) = (goal, dueOn);

    /// <summary>Gives the trainee to a mentor, or to another one; a wish becomes a training by it.</summary>
    public Result<Done> Entrust(Guid mentorId, Guid by, DateTimeOffset now)
    {
        if (mentorId == TraineeId) return OjtErrors.MentorIsTrainee;
        if (State is TrainingState.Completed) return OjtErrors.NotUnderWay;
        if (MentorId == mentorId) return Done.Value;
        var isFirst = State is TrainingState.Requested;
        MentorId = mentorId;
        if (isFirst) (State, StartedAt) = (TrainingState.Active, now);
        Note(isFirst ? EntryKind.TrainingStarted : EntryKind.MentorChanged, by, now);
        return Done.Value;
    }

    /// <summary>Sets it aside. Nothing is lost.</summary>
    public Result<Done> Stop(string reason, Guid by, DateTimeOffset now)
    {
        if (State is not (TrainingState.Active or TrainingState.Requested)) return OjtErrors.NotUnderWay;
        if (string.IsNullOrWhiteSpace(reason)) return OjtErrors.ReasonNeeded;
        State = TrainingState.Stopped;
        Note(EntryKind.TrainingStopped, by, now, reason);
        return Done.Value;
    }

    /// <summary>Takes it up again where it was.</summary>
    public Result<Done> Resume(Guid by, DateTimeOffset now)
    {
        if (State is not TrainingState.Stopped) return OjtErrors.NotInThisState;
        State = MentorId is null ? TrainingState.Requested : TrainingState.Active;
        Note(EntryKind.TrainingResumed, by, now);
        return Done.Value;
    }

    /// <summary>The two agree on an objective of their own (R5.1).</summary>
    public Result<TrainingObjective> AgreeObjective(ObjectiveContent content, Guid by, DateTimeOffset now)
    {
        if (State is not TrainingState.Active) return OjtErrors.NotUnderWay;
        if (!content.Tasks.Any(t => t.IsRequired)) return OjtErrors.RequiredTasksNeeded;
        var objective = TrainingObjective.Of(content, Id, objectives.Count == 0 ? 1 : objectives.Max(o => o.Position) + 1, content.Id);
        objectives.Add(objective);
        Note(EntryKind.ObjectiveAgreed, by, now, objective: objective);
        return objective;
    }

    /// <summary>Changes an objective of their own; finished tasks stay.</summary>
    public Result<Done> ChangeObjective(ObjectiveContent content, Guid by, DateTimeOffset now)
    {
        if (State is not TrainingState.Active) return OjtErrors.NotUnderWay;
        if (objectives.Find(o => o.Id == content.Id && o.IsAgreed) is not { } objective) return Error.NotFound();
        if (objective.IsAttested) return OjtErrors.AlreadyAttested;
        if (!content.Tasks.Any(t => t.IsRequired)) return OjtErrors.RequiredTasksNeeded;
        objective.Follow(content, objective.Position);
        Note(EntryKind.ObjectiveChanged, by, now, objective: objective);
        return Done.Value;
    }

    /// <summary>Takes an objective of their own out, as long as nothing in it has begun.</summary>
    public Result<Done> RemoveObjective(Guid objectiveId, Guid by, DateTimeOffset now)
    {
        if (objectives.Find(o => o.Id == objectiveId && o.IsAgreed) is not { } objective) return Error.NotFound();
        if (objective.HasBegun) return OjtErrors.AlreadyBegun;
        Note(EntryKind.ObjectiveRemoved, by, now, objective: objective);
        objectives.Remove(objective);
        return Done.Value;
    }

    public Result<Done> StartTask(Guid taskId, Guid by, DateTimeOffset now)
    {
        if (Own(taskId, by, out var objective, out var task) is { } refused) return refused;
        if (task.State is not (TaskState.Planned or TaskState.NotYet)) return OjtErrors.NotInThisState;
        task.Start();
        Note(EntryKind.TaskStarted, by, now, objective: objective, task: task);
        return Done.Value;
    }

    /// <summary>The trainee hands in what was done, as often as it takes (N2). Whoever hands in has begun.</summary>
    public Result<Done> Submit(Guid taskId, Submission submission, Guid by, DateTimeOffset now)
    {
        if (Own(taskId, by, out var objective, out var task) is { } refused) return refused;
        if (task.State is TaskState.Submitted or TaskState.Demonstrated) return OjtErrors.NotInThisState;
        if (submission.ShowsNothing) return OjtErrors.NothingShown;
        task.Submit(now);
        Note(EntryKind.TaskSubmitted, by, now, submission.Note, objective, task, submission.Feedback, submission.Links).With(submission.Files);
        return Done.Value;
    }

    public Result<Done> TakeBack(Guid taskId, Guid by, DateTimeOffset now)
    {
        if (Own(taskId, by, out var objective, out var task) is { } refused) return refused;
        if (task.State is not TaskState.Submitted) return OjtErrors.NotInThisState;
        task.TakeBack();
        Note(EntryKind.SubmissionTakenBack, by, now, objective: objective, task: task);
        return Done.Value;
    }

    /// <summary>The assessor has seen it: demonstrated.</summary>
    public Result<Done> Demonstrate(Guid taskId, Assessor assessor, string comment, DateTimeOffset now)
    {
        if (Judged(taskId, assessor, TaskState.Submitted, out var objective, out var task) is { } refused) return refused;
        task.Demonstrate(assessor.PersonId, now);
        Note(EntryKind.TaskDemonstrated, assessor.PersonId, now, comment, objective, task);
        happened.Add(new ActivityCompleted(TraineeId, OjtRef.Task(task.SourceId), task.OccurrenceKey, task.Title, now));
        return Done.Value;
    }

    /// <summary>The assessor has seen it: not there yet, and what comes next.</summary>
    public Result<Done> NotYet(Guid taskId, Assessor assessor, string nextStep, DateTimeOffset now)
    {
        if (Judged(taskId, assessor, TaskState.Submitted, out var objective, out var task) is { } refused) return refused;
        if (string.IsNullOrWhiteSpace(nextStep)) return OjtErrors.NextStepNeeded;
        task.NotYet(nextStep.Trim(), assessor.PersonId, now);
        Note(EntryKind.TaskNotYet, assessor.PersonId, now, nextStep, objective, task);
        return Done.Value;
    }

    /// <summary>Opens a demonstrated task again. What it had led to, the sign-off and the completion, is taken back, and with them their evidence (O3).</summary>
    public Result<Done> Reopen(Guid taskId, Assessor assessor, string reason, DateTimeOffset now)
    {
        if (Judged(taskId, assessor, TaskState.Demonstrated, out var objective, out var task) is { } refused) return refused;
        if (string.IsNullOrWhiteSpace(reason)) return OjtErrors.ReasonNeeded;
        foreach (var key in task.Standing) Revoke(OjtRef.Task(task.SourceId), key, reason, assessor.PersonId, now);
        task.Reopen(reason.Trim());
        Note(EntryKind.TaskReopened, assessor.PersonId, now, reason, objective, task);
        // An optional task carries no sign-off.
        if (!objective.IsAttested || !task.IsRequired) return Done.Value;

        foreach (var key in objective.Standing) Revoke(OjtRef.Objective(objective.SourceId), key, reason, assessor.PersonId, now);
        objective.WithdrawAttestation();
        Note(EntryKind.AttestationWithdrawn, assessor.PersonId, now, reason, objective);
        if (State is not TrainingState.Completed) return Done.Value;
        if (ProgrammeId is { } programme) Revoke(OjtRef.Programme(programme), OccurrenceKey, reason, assessor.PersonId, now);
        (State, CompletedAt) = (TrainingState.Active, null);
        return Done.Value;
    }

    /// <summary>Signs an objective off. It counts from the day on which the last of its required tasks was demonstrated (E5).</summary>
    public Result<Done> Attest(Guid objectiveId, Assessor assessor, string comment, DateTimeOffset now)
    {
        if (objectives.Find(o => o.Id == objectiveId) is not { } objective) return Error.NotFound();
        if (Assessing(objective, assessor) is { } refused) return refused;
        if (objective.IsAttested) return OjtErrors.AlreadyAttested;
        if (!objective.IsDemonstrated) return OjtErrors.NotDemonstrated;
        objective.Attest(assessor.PersonId, now);
        Note(EntryKind.ObjectiveAttested, assessor.PersonId, now, comment, objective);
        var done = objective.Tasks.Where(t => t.IsRequired).Max(t => t.JudgedAt) ?? now;
        happened.Add(new ActivityCompleted(TraineeId, OjtRef.Objective(objective.SourceId), objective.OccurrenceKey, objective.Title, done));
        CompleteWhereAllIsSignedOff(assessor.PersonId, now);
        return Done.Value;
    }

    /// <summary>A guest's link acts under a person's name; that there is one, everybody who reads the journal sees.</summary>
    public void NoteInvitation(EntryKind kind, Guid by, DateTimeOffset now) => Note(kind, by, now);

    public Result<Done> Comment(Guid? taskId, string text, Guid by, DateTimeOffset now)
    {
        var objective = taskId is { } id ? objectives.Find(o => o.Find(id) is not null) : null;
        if (taskId is not null && objective is null) return Error.NotFound();
        Note(EntryKind.Comment, by, now, text, objective, taskId is { } task ? objective!.Find(task) : null);
        return Done.Value;
    }

    /// <summary>What would be different with a version of the programme (O1).</summary>
    public IReadOnlyList<Change> Difference(ProgrammeContent content) => Changes.Between(this, content);

    /// <summary>Follows a newer version. Finished tasks and signed-off objectives stay as they are (O1, N3).</summary>
    public Result<Done> Update(ProgrammeVersion version, Guid by, DateTimeOffset now)
    {
        if (State is not (TrainingState.Active or TrainingState.Requested)) return OjtErrors.NotUnderWay;
        if (version.ProgrammeId != ProgrammeId || version.Number <= ProgrammeVersion) return OjtErrors.UpToDate;
        Follow(version);
        Note(EntryKind.TrainingUpdated, by, now);
        CompleteWhereAllIsSignedOff(by, now);
        return Done.Value;
    }

    /// <summary>
    /// Goes on with what was done in another training after the same programme, which its trainee had under a second record. Of each task the better outcome stays as it was judged, and each
    /// sign-off; it follows the newer of the two versions (O1). The other one is left with what this one has at least as well.
    /// </summary>
    /// <param name="other">The other training; it goes.</param>
    /// <param name="newer">The newer version of those that the two follow.</param>
    /// <param name="now">The time.</param>
    /// <returns>Which objective or task stands for which one of those left in the other training.</returns>
    public IReadOnlyDictionary<Guid, Guid> Join(Training other, ProgrammeVersion newer, DateTimeOffset now)
    {
        var standsFor = new Dictionary<Guid, Guid>();
        foreach (var theirs in other.Objectives)
        {
            var mine = objectives.Find(o => o.SourceId == theirs.SourceId);
            if (mine is not null && (mine.IsAttested || !theirs.IsAttested))
            {
                mine.Join(theirs, standsFor);
                continue;
            }

            theirs.Position = mine?.Position ?? objectives.Select(o => o.Position).DefaultIfEmpty().Max() + 1;
            Exchange(objectives, mine, other.objectives, theirs);
            if (mine is not null) theirs.Join(mine, standsFor);
        }

        Follow(newer);
        Goal = string.Join('\n', new[] { Goal, other.Goal }.Where(g => g.Length > 0).Distinct());
        DueOn ??= other.DueOn;
        StartedAt = other.StartedAt < StartedAt ? other.StartedAt : StartedAt;
        JournalLength += other.JournalLength;
        Note(EntryKind.TrainingsJoined, null, now);
        CompleteWhereAllIsSignedOff(null, now);
        return standsFor;
    }

    /// <summary>Takes over the better one, and leaves the other training its own: nothing goes but with it.</summary>
    internal static void Exchange<T>(List<T> mine, T? less, List<T> theirs, T better) where T : class
    {
        theirs.Remove(better);
        mine.Add(better);
        if (less is null) return;
        mine.Remove(less);
        theirs.Add(less);
    }

    private void Follow(ProgrammeVersion version)
    {
        var mine = objectives.Where(o => !o.IsAgreed).ToDictionary(o => o.SourceId);
        var wanted = version.Content.Objectives.Select(o => o.Id).ToHashSet();
        foreach (var gone in mine.Values.Where(o => !wanted.Contains(o.SourceId)))
        {
            if (gone.IsAttested || gone.Tasks.Any(t => t.IsDemonstrated)) gone.Leave();
            else objectives.Remove(gone);
        }

        foreach (var (content, place) in version.Content.Objectives.Select((content, index) => (content, index + 1)))
        {
            if (!mine.TryGetValue(content.Id, out var objective)) objectives.Add(TrainingObjective.Of(content, Id, place));
            else if (!objective.IsAttested) objective.Follow(content, place);
            else objective.StayAt(place);
        }

        (ProgrammeVersion, Title, Scheme) = (version.Number, version.Content.Title, version.Content.Scheme);
    }

    private static Result<Training> New(Guid traineeId, Guid? mentorId, string title, Scheme scheme, Guid? by, DateTimeOffset now)
    {
        if (mentorId == traineeId) return OjtErrors.MentorIsTrainee;
        var training = new Training
        {
            Id = Guid.CreateVersion7(now),
            TraineeId = traineeId,
            MentorId = mentorId,
            Occurrence = 1,
            Title = title,
            Scheme = scheme,
            State = mentorId is null ? TrainingState.Requested : TrainingState.Active,
            CreatedAt = now,
            StartedAt = mentorId is null ? null : now,
        };
        training.Note(mentorId is null ? EntryKind.TrainingRequested : EntryKind.TrainingStarted, by, now);
        return training;
    }

    private void CompleteWhereAllIsSignedOff(Guid? by, DateTimeOffset now)
    {
        var counting = objectives.Where(o => !o.IsFormer).ToList();
        if (State is not (TrainingState.Active or TrainingState.Requested) || counting.Count == 0 || !counting.TrueForAll(o => o.IsAttested)) return;
        (State, CompletedAt) = (TrainingState.Completed, now);
        Completions++;
        Note(EntryKind.TrainingCompleted, by, now);
        if (ProgrammeId is { } programme) happened.Add(new ActivityCompleted(TraineeId, OjtRef.Programme(programme), OccurrenceKey, Title, now));
    }

    /// <summary>Finds a task for its trainee; the error says why it cannot be worked on.</summary>
    private Error? Own(Guid taskId, Guid by, out TrainingObjective objective, out TrainingTask task)
    {
        (objective, task) = (null!, null!);
        if (Find(taskId) is not { } found) return Error.NotFound();
        (objective, task) = found;
        if (by != TraineeId) return OjtErrors.TraineeOnly;
        return State is TrainingState.Active ? null : OjtErrors.NotUnderWay;
    }

    /// <summary>Finds a task for an assessor; the error says why it cannot be judged.</summary>
    private Error? Judged(Guid taskId, Assessor assessor, TaskState state, out TrainingObjective objective, out TrainingTask task)
    {
        (objective, task) = (null!, null!);
        if (Find(taskId) is not { } found) return Error.NotFound();
        (objective, task) = found;
        if (Assessing(objective, assessor) is { } refused) return refused;
        return task.State == state ? null : OjtErrors.NotInThisState;
    }

    private Error? Assessing(TrainingObjective objective, Assessor assessor) =>
        assessor.PersonId == TraineeId ? OjtErrors.NobodyAssessesThemselves
        : State is not (TrainingState.Active or TrainingState.Completed) ? OjtErrors.NotUnderWay
        : !assessor.Fulfils(objective.Assessor) ? OjtErrors.AssessorLevelNeeded
        : null;

    private (TrainingObjective Objective, TrainingTask Task)? Find(Guid taskId) =>
        objectives.Select(o => (Objective: o, Task: o.Find(taskId))).FirstOrDefault(x => x.Task is not null) is { Task: { } task } found ? (found.Objective, task) : null;

    private void Revoke(ActivityRef activity, string key, string reason, Guid by, DateTimeOffset now) =>
        happened.Add(new ActivityRevoked(TraineeId, activity, key, reason.Trim(), by, now));

    private Entry Note(EntryKind kind, Guid? by, DateTimeOffset now, string note = "", TrainingObjective? objective = null, TrainingTask? task = null, string feedback = "", string links = "")
    {
        var entry = Entry.Of(Id, ++JournalLength, kind, by, now, note, objective, task, feedback, links);
        entries.Add(entry);
        TouchedAt = now;
        return entry;
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<TrainingState>))]
internal enum TrainingState
{
    /// <summary>Wished for, by a plan say; waits for a mentor.</summary>
    Requested,
    Active,

    /// <summary>All objectives are signed off.</summary>
    Completed,

    /// <summary>Set aside; it can be taken up again.</summary>
    Stopped,
}
