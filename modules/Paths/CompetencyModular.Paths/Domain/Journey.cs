using System.Globalization;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Paths.Domain;

/// <summary>Somebody on a learning path. How far they are is derived; that it was mastered, when and in which edition, is a fact that stays (N3).</summary>
internal sealed class Journey : IVersioned
{
    private Journey()
    {
    }

    public Guid Id { get; private set; }

    public Guid PersonId { get; private set; }

    public Guid PathId { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset? MasteredAt { get; private set; }

    public int? MasteredEdition { get; private set; }

    /// <summary>When it was set aside.</summary>
    public DateTimeOffset? LeftAt { get; private set; }

    /// <summary>How often it was mastered: more than once only where a mastery was taken back.</summary>
    public int Masteries { get; private set; }

    public int Version { get; private set; }

    private string OccurrenceKey => string.Create(CultureInfo.InvariantCulture, $"{Id}-{Masteries}");

    public static Journey Begin(Guid pathId, Guid personId, DateTimeOffset now) => new() { Id = Guid.CreateVersion7(now), PathId = pathId, PersonId = personId, StartedAt = now };

    /// <summary>Takes it up again after it was set aside.</summary>
    public void Resume() => LeftAt = null;

    /// <summary>Sets it aside. Nothing is lost: what was mastered of it is not kept here.</summary>
    public Result<Done> Leave(DateTimeOffset now)
    {
        if (MasteredAt is not null) return LearningPathErrors.AlreadyMastered;
        LeftAt ??= now;
        return Done.Value;
    }

    /// <summary>Records that all steps are mastered.</summary>
    /// <returns>The fact to tell others; null where it was recorded before.</returns>
    public ActivityCompleted? Master(LearningPath path, DateTimeOffset now)
    {
        if (MasteredAt is not null) return null;
        (MasteredAt, MasteredEdition, LeftAt) = (now, path.Edition, null);
        Masteries++;
        return new ActivityCompleted(PersonId, PathRef.Of(PathId), OccurrenceKey, path.Title, now);
    }

    /// <summary>Takes the mastery back, because a completion that it rested on was corrected (N3).</summary>
    /// <returns>The fact to tell others; null where there was no mastery.</returns>
    public ActivityRevoked? Reopen(ActivityRevoked because)
    {
        if (MasteredAt is null) return null;
        (MasteredAt, MasteredEdition) = (null, null);
        return new ActivityRevoked(PersonId, PathRef.Of(PathId), OccurrenceKey, because.Reason, because.RevokedById, because.RevokedAt);
    }
}

/// <summary>Something other than a course that somebody completed: what steps of paths are, or may become, is known from here.</summary>
internal sealed class DoneActivity(Guid personId, ActivityRef activity, string occurrenceKey, DateTimeOffset doneAt)
{
    public Guid PersonId { get; private set; } = personId;

    public ActivityRef Activity { get; private set; } = activity;

    public string OccurrenceKey { get; private set; } = occurrenceKey;

    public DateTimeOffset DoneAt { get; private set; } = doneAt;
}

/// <summary>
/// A path given to a person, to a unit with those below it, or to the holders of a job profile. Who that is at a moment is asked at that moment: whoever
/// joins a unit has its paths, and nothing is copied for 100,000 people.
/// </summary>
internal sealed class PathAssignment
{
    private PathAssignment()
    {
    }

    public Guid Id { get; private set; }

    public Guid PathId { get; private set; }

    public AssigneeKind Kind { get; private set; }

    /// <summary>The person, unit or job profile.</summary>
    public Guid TargetId { get; private set; }

    public Guid AssignedById { get; private set; }

    public DateTimeOffset AssignedAt { get; private set; }

    public DateOnly? DueOn { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public static Result<PathAssignment> Of(LearningPath path, AssigneeKind kind, Guid targetId, Guid assignedById, DateOnly? dueOn, DateTimeOffset now) => path.State is PathState.Published
        ? new PathAssignment { Id = Guid.CreateVersion7(now), PathId = path.Id, Kind = kind, TargetId = targetId, AssignedById = assignedById, AssignedAt = now, DueOn = dueOn }
        : LearningPathErrors.NotOpen;

    public void End(DateTimeOffset now) => EndedAt ??= now;
}

internal enum AssigneeKind
{
    Person,
    Unit,
    Profile,
}
