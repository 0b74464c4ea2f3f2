using System.Globalization;
using System.Text.Json.Serialization;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Paths.Domain;

/// <summary>
/// One occurrence of somebody taking a course. It goes from enrolled over under way to mastered; there is no other end (N1).
/// Taking a course again later is a further occurrence, and what was mastered before stays a fact (N3), unless a task that it rests on is opened again.
/// </summary>
internal sealed class Enrolment : IVersioned
{
    private readonly List<ItemProgress> progress = [];
    private readonly List<Try> tries = [];

    private Enrolment()
    {
    }

    public Guid Id { get; private set; }

    public Guid PersonId { get; private set; }

    public Guid CourseId { get; private set; }

    /// <summary>1 for the first time, 2 for the second.</summary>
    public int Occurrence { get; private set; }

    public EnrolmentState State { get; private set; }

    /// <summary>Why, as a stable code such as <c>own-choice</c> or <c>gap-plan</c>.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Who asked for it; null for the system.</summary>
    public Guid? RequestedById { get; private set; }

    public DateTimeOffset EnrolledAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>The last time something happened; what one does next begins with the latest.</summary>
    public DateTimeOffset TouchedAt { get; private set; }

    public DateTimeOffset? MasteredAt { get; private set; }

    /// <summary>The edition of the course that was mastered.</summary>
    public int? MasteredEdition { get; private set; }

    public DateTimeOffset? LeftAt { get; private set; }

    /// <summary>How often its mastery was taken back.</summary>
    public int Reopenings { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<ItemProgress> Progress => progress;

    public IReadOnlyList<Try> Tries => tries;

    /// <summary>The number that the next try will have.</summary>
    public int NextTry => tries.Count == 0 ? 1 : tries.Max(t => t.Number) + 1;

    public bool IsMastered => MasteredAt is not null;

    private string OccurrenceKey => Reopenings == 0 ? Id.ToString() : string.Create(CultureInfo.InvariantCulture, $"{Id}-{Reopenings + 1}");

    /// <summary>The fact to tell others, where this unit of work made it true; null otherwise.</summary>
    public ActivityCompleted? Completion { get; private set; }

    /// <summary>Enrols somebody in a published course.</summary>
    /// <param name="latest">The person's latest occurrence of this course, if any: one that is open is taken up again, with all progress.</param>
    /// <param name="course">The course.</param>
    /// <param name="personId">Who.</param>
    /// <param name="reason">Why.</param>
    /// <param name="requestedById">Who asked for it.</param>
    /// <param name="now">The time.</param>
    public static Result<Enrolment> In(Course course, Enrolment? latest, Guid personId, string reason, Guid? requestedById, DateTimeOffset now)
    {
        if (latest is { State: EnrolmentState.Enrolled or EnrolmentState.InProgress }) return latest;
        if (course.State is not CourseState.Published) return PathsErrors.CourseNotOpen;
        if (latest is { State: EnrolmentState.Left })
        {
            latest.State = latest.StartedAt is null ? EnrolmentState.Enrolled : EnrolmentState.InProgress;
            latest.LeftAt = null;
            latest.TouchedAt = now;
            return latest;
        }

        return new Enrolment
        {
            Id = Guid.CreateVersion7(now),
            PersonId = personId,
            CourseId = course.Id,
            Occurrence = (latest?.Occurrence ?? 0) + 1,
            Reason = reason,
            RequestedById = requestedById,
            EnrolledAt = now,
            TouchedAt = now,
        };
    }

    /// <summary>Marks a piece of content as done. The last one shows mastery where nothing else is asked for.</summary>
    public Result<Done> Finish(CourseItem item, Course course, DateTimeOffset now)
    {
        if (Closed() is { } closed) return closed;
        if (item.IsTask) return SubmissionErrors.IsJudged;
        Do(item, now);
        if (course.CompletedBy is CompletedBy.AllItems && HasDoneAll(course)) Master(course, now);
        return Done.Value;
    }

    /// <summary>A person has judged a practical task as mastered. Where it was the last thing missing, the course is mastered with it.</summary>
    public void MasterTask(CourseItem task, Course course, DateTimeOffset now)
    {
        Do(task, now);
        SeeWhetherAllIsThere(course, now);
    }

    /// <summary>What shows mastery came from elsewhere than the learner's own steps. Where nothing is missing, and it does not wait for the learner's word, the course is mastered.</summary>
    public void SeeWhetherAllIsThere(Course course, DateTimeOffset now)
    {
        if (State is not EnrolmentState.Left && course.CompletedBy is not CompletedBy.OwnConfirmation && IsComplete(course)) Master(course, now);
    }

    /// <summary>The judgement of a practical task was taken back, and with it a mastery of the course that rested on it (N3).</summary>
    /// <param name="isLatest">Whether the person goes on with this one; otherwise they have begun the course anew since.</param>
    /// <returns>The fact to tell others; null where no mastery rested on it.</returns>
    public ActivityRevoked? ReopenTask(Guid itemId, bool isLatest, string reason, Guid by, DateTimeOffset now)
    {
        if (progress.Find(p => p.ItemId == itemId) is not { } done) return null;
        progress.Remove(done);
        TouchedAt = now;
        // A task that was added later than the mastery carries none of it.
        if (MasteredAt is null || done.DoneAt > MasteredAt) return null;
        var revoked = new ActivityRevoked(PersonId, CourseRef.Of(CourseId), OccurrenceKey, reason, by, now);
        (MasteredAt, MasteredEdition) = (null, null);
        (State, LeftAt) = isLatest ? (EnrolmentState.InProgress, (DateTimeOffset?)null) : (EnrolmentState.Left, now);
        Reopenings++;
        return revoked;
    }

    /// <summary>Something was begun or handed in that says nothing of mastery yet.</summary>
    public Result<Done> Work(DateTimeOffset now)
    {
        if (Closed() is { } closed) return closed;
        Touch(now);
        return Done.Value;
    }

    /// <summary>Records a try. As many as one likes: a "not yet" bars neither the next one nor anything that was mastered (N2, N3).</summary>
    public Result<Try> Submit(Guid tryId, IReadOnlyDictionary<Guid, IReadOnlySet<Guid>> answers, Course course, DateTimeOffset now)
    {
        if (Closed() is { } closed) return closed;
        if (course.CompletedBy is not CompletedBy.Check || course.Questions.Count == 0) return PathsErrors.NoCheck;
        var made = Try.Of(tryId, Id, NextTry, course, answers, now);
        tries.Add(made);
        Touch(now);
        if (IsComplete(course)) Master(course, now);
        return made;
    }

    /// <summary>The learner's own word that all is done, where the course takes it or all it asks for is there; content that is there comes first.</summary>
    public Result<Done> Confirm(Course course, DateTimeOffset now)
    {
        if (Closed() is { } closed) return closed;
        if (course.CompletedBy is CompletedBy.Check && !HasMasteredCheck) return PathsErrors.CheckFirst;
        if (!IsComplete(course)) return PathsErrors.ItemsFirst;
        Touch(now);
        Master(course, now);
        return Done.Value;
    }

    /// <summary>Sets it aside. Nothing is lost: enrolling again takes it up where it was.</summary>
    public Result<Done> Leave(DateTimeOffset now)
    {
        if (IsMastered) return PathsErrors.AlreadyMastered;
        if (State is EnrolmentState.Left) return Done.Value;
        (State, LeftAt, TouchedAt) = (EnrolmentState.Left, now, now);
        return Done.Value;
    }

    public bool HasDone(Guid itemId) => progress.Exists(p => p.ItemId == itemId);

    public bool HasDoneAll(Course course) => course.Items.All(i => HasDone(i.Id));

    public bool HasMasteredCheck => tries.Exists(t => t.Outcome is TryOutcome.Mastered);

    /// <summary>
    /// Whether all that mastery rests on is there: practical tasks always, besides them the check or else all of the content. Whoever masters the check
    /// need not have read the content; a task shows what no question can.
    /// </summary>
    private bool IsComplete(Course course) => course.CompletedBy is CompletedBy.Check
        ? HasMasteredCheck && course.Items.Where(i => i.IsTask).All(i => HasDone(i.Id))
        : HasDoneAll(course);

    private Error? Closed() => State is EnrolmentState.Left ? PathsErrors.NotEnrolled : null;

    private void Do(CourseItem item, DateTimeOffset now)
    {
        if (!HasDone(item.Id)) progress.Add(new ItemProgress(Id, item.Id, now));
        Touch(now);
    }

    private void Touch(DateTimeOffset now)
    {
        StartedAt ??= now;
        TouchedAt = now;
        if (State is EnrolmentState.Enrolled) State = EnrolmentState.InProgress;
    }

    private void Master(Course course, DateTimeOffset now)
    {
        if (IsMastered) return;
        (State, MasteredAt, MasteredEdition) = (EnrolmentState.Mastered, now, course.Edition);
        Completion = new ActivityCompleted(PersonId, CourseRef.Of(course.Id), OccurrenceKey, course.Title, now);
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<EnrolmentState>))]
internal enum EnrolmentState
{
    Enrolled,
    InProgress,
    Mastered,

    /// <summary>Set aside by the learner.</summary>
    Left,
}

/// <summary>A piece of content that somebody has worked through.</summary>
internal sealed class ItemProgress(Guid enrolmentId, Guid itemId, DateTimeOffset doneAt)
{
    public Guid EnrolmentId { get; private set; } = enrolmentId;

    public Guid ItemId { get; private set; } = itemId;

    public DateTimeOffset DoneAt { get; private set; } = doneAt;
}

/// <summary>Why somebody is enrolled, where this module itself knows.</summary>
internal static class Reasons
{
    public const string OwnChoice = "own-choice";
    public const string Demo = "demo";
}

/// <summary>How other modules name a course.</summary>
internal static class CourseRef
{
    public const string Module = "Paths";
    public const string Kind = "course";

    public static ActivityRef Of(Guid courseId) => new(Module, Kind, courseId);

    public static bool IsCourse(this ActivityRef activity) => activity is { Module: Module, Kind: Kind };
}
