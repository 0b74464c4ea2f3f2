using System.Text.Json.Serialization;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Paths.Domain;

/// <summary>
/// What somebody hands in for a practical task, and how it was judged. One row for each time: after a "not yet" the next one begins, without limit
/// (N2), and what was handed in and said before stays as it was. Keeps the task as it was asked, because authors go on writing.
/// </summary>
internal sealed class TaskSubmission : IVersioned
{
    public const int MostFiles = 10;

    private readonly List<SubmissionFile> files = [];

    private TaskSubmission()
    {
    }

    public Guid Id { get; private set; }

    public Guid EnrolmentId { get; private set; }

    public Guid CourseId { get; private set; }

    public Guid ItemId { get; private set; }

    public Guid PersonId { get; private set; }

    /// <summary>From 1, within the enrolment and the task.</summary>
    public int Number { get; private set; }

    public SubmissionState State { get; private set; }

    /// <summary>The task as it was asked when this was handed in.</summary>
    public string Title { get; private set; } = "";

    public string Instructions { get; private set; } = "";

    public IReadOnlyList<string> Criteria { get; private set; } = [];

    public string Text { get; private set; } = "";

    /// <summary>On whom it waits; null for all who judge for everybody.</summary>
    public Guid? AssessorId { get; private set; }

    public DateTimeOffset TouchedAt { get; private set; }

    public DateTimeOffset? HandedInAt { get; private set; }

    public DateTimeOffset? JudgedAt { get; private set; }

    public Guid? JudgedById { get; private set; }

    /// <summary>What the assessor says to it; with a "not yet" the next step (N1).</summary>
    public string Feedback { get; private set; } = "";

    /// <summary>When "mastered" was taken back, by whom and why. What had been said stays beside it (E3).</summary>
    public DateTimeOffset? ReopenedAt { get; private set; }

    public Guid? ReopenedById { get; private set; }

    public string ReopenReason { get; private set; } = "";

    public int Version { get; private set; }

    public IReadOnlyList<SubmissionFile> Files => files;

    /// <summary>Begins a draft, the first or the next one.</summary>
    /// <param name="enrolment">Of whoever takes the course.</param>
    /// <param name="task">What is to be done.</param>
    /// <param name="latest">The latest one for this task, if any.</param>
    /// <param name="now">The time.</param>
    public static Result<TaskSubmission> Begin(Enrolment enrolment, CourseItem task, TaskSubmission? latest, DateTimeOffset now)
    {
        if (latest is { State: SubmissionState.Mastered }) return SubmissionErrors.AlreadyMastered;
        if (latest is { State: SubmissionState.Submitted }) return SubmissionErrors.Waits;
        if (latest is { State: SubmissionState.Draft }) return latest;
        var begun = new TaskSubmission
        {
            Id = Guid.CreateVersion7(now),
            EnrolmentId = enrolment.Id,
            CourseId = enrolment.CourseId,
            ItemId = task.Id,
            PersonId = enrolment.PersonId,
            Number = (latest?.Number ?? 0) + 1,
        };
        begun.Ask(task, now);
        return begun;
    }

    /// <summary>Writes the draft.</summary>
    /// <param name="text">What was done.</param>
    /// <param name="kept">Those of its files that stay, or files of an earlier one that are taken along.</param>
    /// <param name="added">New files.</param>
    /// <param name="now">The time.</param>
    public Result<Done> Write(string text, IReadOnlyCollection<SubmissionFile> kept, IReadOnlyList<StoredFile> added, DateTimeOffset now)
    {
        if (State is not SubmissionState.Draft) return SubmissionErrors.Waits;
        if (kept.Count + added.Count > MostFiles) return SubmissionErrors.TooManyFiles;
        Text = text.Trim();
        files.RemoveAll(f => !kept.Contains(f));
        files.AddRange(kept.Where(f => f.SubmissionId != Id).Select(f => f.Stored()).Concat(added).Select(f => SubmissionFile.Of(Id, f)));
        TouchedAt = now;
        return Done.Value;
    }

    /// <summary>Hands it in.</summary>
    public Result<Done> HandIn(CourseItem task, Guid? assessorId, DateTimeOffset now)
    {
        if (State is not SubmissionState.Draft) return SubmissionErrors.Waits;
        if (Text.Length == 0 && files.Count == 0) return SubmissionErrors.Empty;
        Ask(task, now);
        (State, HandedInAt) = (SubmissionState.Submitted, now);
        WaitOn(assessorId);
        return Done.Value;
    }

    /// <summary>Takes it back, to go on with it.</summary>
    public Result<Done> Withdraw(DateTimeOffset now)
    {
        if (State is not SubmissionState.Submitted) return SubmissionErrors.NotWaiting;
        (State, HandedInAt, AssessorId, TouchedAt) = (SubmissionState.Draft, null, null, now);
        return Done.Value;
    }

    /// <summary>Nobody judges their own work: what would wait on the learner waits on those who judge for everybody.</summary>
    public void WaitOn(Guid? assessorId) => AssessorId = assessorId == PersonId ? null : assessorId;

    /// <summary>Says what it shows. After a "not yet" the learner hands in again.</summary>
    public Result<Done> Judge(SubmissionVerdict verdict, string feedback, Guid by, DateTimeOffset now)
    {
        if (by == PersonId) return SubmissionErrors.OwnWork;
        if (State is not SubmissionState.Submitted) return SubmissionErrors.NotWaiting;
        feedback = feedback.Trim();
        if (verdict is SubmissionVerdict.NotYet && feedback.Length == 0) return SubmissionErrors.NextStepNeeded;
        State = verdict is SubmissionVerdict.Mastered ? SubmissionState.Mastered : SubmissionState.NotYet;
        (JudgedAt, JudgedById, Feedback, TouchedAt) = (now, by, feedback, now);
        return Done.Value;
    }

    /// <summary>Takes "mastered" back: it was said too early, or of the wrong work. The learner hands in again.</summary>
    public Result<Done> Reopen(string reason, Guid by, DateTimeOffset now)
    {
        if (by == PersonId) return SubmissionErrors.OwnWork;
        if (State is not SubmissionState.Mastered) return SubmissionErrors.NotMastered;
        (State, ReopenedAt, ReopenedById, ReopenReason, TouchedAt) = (SubmissionState.NotYet, now, by, reason.Trim(), now);
        return Done.Value;
    }

    private void Ask(CourseItem task, DateTimeOffset now) => (Title, Instructions, Criteria, TouchedAt) = (task.Title, task.Body, task.Criteria, now);
}

/// <summary>How far it is. There is no "failed" (N1).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SubmissionState>))]
internal enum SubmissionState
{
    /// <summary>Only the learner sees it.</summary>
    Draft,

    /// <summary>Handed in; it waits to be judged.</summary>
    Submitted,
    Mastered,

    /// <summary>Not there yet, with the next step; handing in again is always open (N2).</summary>
    NotYet,
}

[JsonConverter(typeof(JsonStringEnumConverter<SubmissionVerdict>))]
internal enum SubmissionVerdict
{
    Mastered,
    NotYet,
}

/// <summary>A file that was handed in.</summary>
internal sealed class SubmissionFile(Guid id, Guid submissionId, string area, string hash, string name, string contentType, long length)
{
    public Guid Id { get; private set; } = id;

    public Guid SubmissionId { get; private set; } = submissionId;

    public string Area { get; private set; } = area;

    public string Hash { get; private set; } = hash;

    public string Name { get; private set; } = name;

    public string ContentType { get; private set; } = contentType;

    public long Length { get; private set; } = length;

    /// <summary>What a browser shows by itself; all else is saved.</summary>
    public bool IsShown => ContentType.StartsWith("image/", StringComparison.Ordinal) || ContentType.StartsWith("video/", StringComparison.Ordinal);

    public static SubmissionFile Of(Guid submissionId, StoredFile file) =>
        new(Guid.CreateVersion7(), submissionId, file.Area, file.Hash, file.Name, file.ContentType, file.Length);

    public StoredFile Stored() => new(Area, Hash, Name, ContentType, Length);
}

/// <summary>How other modules name a practical task: mastering one may award a skill of its own (R3.3), beside what its course does.</summary>
internal static class TaskRef
{
    public const string Kind = "task";

    public static ActivityRef Of(Guid itemId) => new(CourseRef.Module, Kind, itemId);

    public static bool IsTask(this ActivityRef activity) => activity is { Module: CourseRef.Module, Kind: Kind };
}
