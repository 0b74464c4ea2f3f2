using System.Text.Json.Serialization;
using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.Gamification.Domain;

/// <summary>
/// Something that somebody did, as an event of another module told it. Points follow from it by the rules of the day and are kept in the ledger;
/// the deed itself stays, for badges and for trying out rules.
/// </summary>
internal sealed class Deed
{
    public const string SkillSubject = "skill";

    public const string ChallengeSubject = "challenge";

    public Guid Id { get; private init; }

    public Guid PersonId { get; private init; }

    public DeedKind Kind { get; private init; }

    /// <summary>What it was done with: an activity as <c>Paths/course/0198…</c>, or a skill as <c>skill/0198…</c>.</summary>
    public string Subject { get; private init; } = "";

    /// <summary>The sort of subject: <c>Paths/course</c>, or <c>skill</c>.</summary>
    public string SubjectKind { get; private init; } = "";

    /// <summary>The level that was reached; 0 where there is none.</summary>
    public int Ordinal { get; private init; }

    /// <summary>Tells doing it again from hearing of it twice.</summary>
    public string OccurrenceKey { get; private init; } = "";

    /// <summary>The activity's title at that time; empty for a skill, which is named when it is shown.</summary>
    public string Title { get; private init; } = "";

    public DateTimeOffset OccurredAt { get; private init; }

    /// <summary>The team in which the person was then.</summary>
    public Guid? TeamId { get; private init; }

    /// <summary>When somebody found that it had not been so. What follows from it is taken back by further rows, never changed.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    public Guid? SkillId => Kind is DeedKind.SkillReached && Guid.TryParse(Subject.AsSpan(SkillSubject.Length + 1), out var id) ? id : null;

    public static Deed Completed(Guid personId, ActivityRef activity, string occurrenceKey, string title, DateTimeOffset at, Guid? teamId) => new()
    {
        Id = Guid.CreateVersion7(),
        PersonId = personId,
        Kind = DeedKind.ActivityCompleted,
        Subject = activity.ToString(),
        SubjectKind = KindOf(activity),
        OccurrenceKey = occurrenceKey,
        Title = title,
        OccurredAt = at,
        TeamId = teamId,
    };

    public static Deed Reached(Guid personId, Guid skillId, int ordinal, Guid evidenceId, DateTimeOffset at, Guid? teamId) => new()
    {
        Id = Guid.CreateVersion7(),
        PersonId = personId,
        Kind = DeedKind.SkillReached,
        Subject = SubjectOf(skillId),
        SubjectKind = SkillSubject,
        Ordinal = ordinal,
        OccurrenceKey = evidenceId.ToString(),
        OccurredAt = at,
        TeamId = teamId,
    };

    /// <summary>A challenge was met.</summary>
    /// <param name="challenge">Which one.</param>
    /// <param name="personId">By whom.</param>
    /// <param name="occurrenceKey">As <see cref="ChallengeReward"/> makes it.</param>
    /// <param name="teamId">The team in which the person is or for which they did it.</param>
    public static Deed Met(Challenge challenge, Guid personId, string occurrenceKey, Guid? teamId) => new()
    {
        Id = Guid.CreateVersion7(),
        PersonId = personId,
        Kind = DeedKind.ChallengeMet,
        Subject = challenge.Source,
        SubjectKind = ChallengeSubject,
        OccurrenceKey = occurrenceKey,
        Title = challenge.Title,
        // The last instant that counts, so that it belongs to the season in which it was done.
        OccurredAt = challenge.EndsAt.AddTicks(-1),
        TeamId = teamId,
    };

    public static string KindOf(ActivityRef activity) => $"{activity.Module}/{activity.Kind}";

    public static string SubjectOf(Guid skillId) => $"{SkillSubject}/{skillId}";

    public void Withdraw(DateTimeOffset at) => WithdrawnAt ??= at;
}

[JsonConverter(typeof(JsonStringEnumConverter<DeedKind>))]
internal enum DeedKind
{
    /// <summary>An activity of any module was completed.</summary>
    ActivityCompleted,

    /// <summary>Accepted evidence shows a level of a skill.</summary>
    SkillReached,

    /// <summary>The goal of a challenge was reached, or its first place. No rule rewards it: the challenge says what it gives.</summary>
    ChallengeMet,
}
