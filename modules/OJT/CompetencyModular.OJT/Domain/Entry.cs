using System.Text.Json.Serialization;
using CompetencyModular.Sdk.Files;

namespace CompetencyModular.OJT.Domain;

/// <summary>A line of a training's journal: what was done, by whom, with what was said and shown. Lines are appended and never changed.</summary>
internal sealed class Entry
{
    private readonly List<EvidenceFile> files = [];

    private Entry()
    {
    }

    public Guid Id { get; private init; }

    public Guid TrainingId { get; private init; }

    /// <summary>Its place in the training's journal, from 1: several lines may be of one instant.</summary>
    public int Number { get; private init; }

    public Guid? ObjectiveId { get; private init; }

    public Guid? TaskId { get; private init; }

    /// <summary>The title of the objective or task at that time; it may be gone later.</summary>
    public string Subject { get; private init; } = "";

    public EntryKind Kind { get; private init; }

    /// <summary>Who; null for the system.</summary>
    public Guid? ById { get; private init; }

    public DateTimeOffset At { get; private init; }

    public string Note { get; private init; } = "";

    /// <summary>What the trainee says about the task itself: how it went, what would have helped (R5.3).</summary>
    public string Feedback { get; private init; } = "";

    /// <summary>Addresses of what shows it, one a line.</summary>
    public string Links { get; private init; } = "";

    /// <summary>What was handed in with it: photos, documents.</summary>
    public IReadOnlyList<EvidenceFile> Files => files;

    public static Entry Of(Guid trainingId, int number, EntryKind kind, Guid? by, DateTimeOffset now, string note = "", TrainingObjective? objective = null, TrainingTask? task = null, string feedback = "", string links = "") => new()
    {
        Id = Guid.CreateVersion7(now),
        TrainingId = trainingId,
        Number = number,
        ObjectiveId = objective?.Id,
        TaskId = task?.Id,
        Subject = task?.Title ?? objective?.Title ?? "",
        Kind = kind,
        ById = by,
        At = now,
        Note = note.Trim(),
        Feedback = feedback.Trim(),
        Links = links.Trim(),
    };

    public Entry With(IReadOnlyList<StoredFile> stored)
    {
        files.AddRange(stored.Select(f => new EvidenceFile(Guid.CreateVersion7(), Id, f.Area, f.Hash, f.Name, f.ContentType, f.Length)));
        return this;
    }
}

/// <summary>A file that was handed in.</summary>
internal sealed class EvidenceFile(Guid id, Guid entryId, string area, string hash, string name, string contentType, long length)
{
    public Guid Id { get; private set; } = id;

    public Guid EntryId { get; private set; } = entryId;

    public string Area { get; private set; } = area;

    public string Hash { get; private set; } = hash;

    public string Name { get; private set; } = name;

    public string ContentType { get; private set; } = contentType;

    public long Length { get; private set; } = length;

    public bool IsPicture => ContentType.StartsWith("image/", StringComparison.Ordinal);

    public StoredFile Stored() => new(Area, Hash, Name, ContentType, Length);
}

[JsonConverter(typeof(JsonStringEnumConverter<EntryKind>))]
internal enum EntryKind
{
    TrainingRequested,
    TrainingStarted,
    MentorChanged,
    TrainingUpdated,
    TrainingStopped,
    TrainingResumed,
    TrainingCompleted,
    ObjectiveAgreed,
    ObjectiveChanged,
    ObjectiveRemoved,
    ObjectiveAttested,
    AttestationWithdrawn,
    TaskStarted,
    TaskSubmitted,
    SubmissionTakenBack,
    TaskDemonstrated,
    TaskNotYet,
    TaskReopened,
    Comment,
    GuestInvited,
    InvitationWithdrawn,

    /// <summary>What was done in a second training, under another record of the trainee, was added.</summary>
    TrainingsJoined,
}

/// <summary>What a trainee hands in (R5.3).</summary>
/// <param name="Note">What was done.</param>
/// <param name="Feedback">How it went, and what would have helped; may be empty.</param>
/// <param name="Links">Addresses of what shows it, one a line; may be empty.</param>
/// <param name="Files">Photos and documents that show it; may be empty.</param>
internal sealed record Submission(string Note, string Feedback, string Links, IReadOnlyList<StoredFile> Files)
{
    public Submission(string note, string feedback, string links)
        : this(note, feedback, links, [])
    {
    }

    public bool ShowsNothing => string.IsNullOrWhiteSpace(Note) && string.IsNullOrWhiteSpace(Links) && Files.Count == 0;
}
