using System.Text.Json.Serialization;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Gamification.Domain;

/// <summary>
/// Something that people or teams set out to do between two days, for as long as they like to (R6.8). What is done in these days counts, also what was
/// done before somebody joined; nobody takes part who did not ask to. It counts what the ledger and the deeds say, and keeps no account of its own.
/// </summary>
internal sealed class Challenge : IVersioned
{
    public const int MostItems = 50;

    public const int MostPoints = 10_000;

    private readonly List<ChallengeItem> items = [];

    public Guid Id { get; private init; }

    public string Title { get; private set; } = "";

    public string Description { get; private set; } = "";

    public ChallengeBy By { get; private set; }

    public ChallengeGoal Goal { get; private set; }

    /// <summary>How many points; or how many of the activities, 0 for all of them.</summary>
    public int Target { get; private set; }

    /// <summary>How a team's score is made of its members' (X3). Kept with the challenge: the target means nothing without it.</summary>
    public TeamScore TeamScore { get; private set; }

    public DateTimeOffset StartsAt { get; private set; }

    /// <summary>Half-open like a season (X4): the first instant that counts no more.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>Given to everybody who reaches the goal; null for none.</summary>
    public Guid? BadgeId { get; private set; }

    /// <summary>Points for everybody who reaches the goal; 0 for none.</summary>
    public int GoalPoints { get; private set; }

    /// <summary>Further points for those on the first place; 0 for none.</summary>
    public int FirstPoints { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? PublishedAt { get; private set; }

    public DateTimeOffset? CancelledAt { get; private set; }

    /// <summary>Why it was called off, for those who took part.</summary>
    public string CancelReason { get; private set; } = "";

    /// <summary>When it was settled and those who took part were told.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public string SearchText { get; private set; } = "";

    public int Version { get; private set; }

    /// <summary>What counts: the sorts of deeds for points, none for all of them; else the activities to complete.</summary>
    public IReadOnlyList<ChallengeItem> Items => items;

    /// <summary>What a score is compared with: points, or a number of activities.</summary>
    public int Needed => Goal is ChallengeGoal.Activities && Target == 0 ? items.Count : Target;

    public string Source => SourceOf(Id);

    public static string SourceOf(Guid id) => $"{Deed.ChallengeSubject}/{id}";

    public static Challenge Of(Guid id, ChallengeTerms terms, DateTimeOffset now)
    {
        var challenge = new Challenge { Id = id, CreatedAt = now };
        challenge.Set(terms);
        return challenge;
    }

    public ChallengeStage StageAt(DateTimeOffset now) => this switch
    {
        { CancelledAt: not null } => ChallengeStage.Cancelled,
        { PublishedAt: null } => ChallengeStage.Draft,
        _ when now < StartsAt => ChallengeStage.Coming,
        _ => now < EndsAt ? ChallengeStage.Running : ChallengeStage.Over,
    };

    /// <summary>Writes it anew, as long as it has not begun. What is published stays fit to be published.</summary>
    /// <param name="terms">What it says.</param>
    /// <param name="boards">Whether the organisation has boards, on which teams can stand.</param>
    /// <param name="today">The first instant of the organisation's day.</param>
    /// <param name="now">The time.</param>
    public Result<Done> Change(ChallengeTerms terms, BoardMode boards, DateTimeOffset today, DateTimeOffset now)
    {
        if (!MayChange(now)) return GamificationErrors.ChallengeHasBegun;
        if (terms.EndsAt <= terms.StartsAt) return GamificationErrors.ChallengeEndsBeforeItStarts;
        var count = terms.Goal == Goal ? items.Count : 0;
        if (PublishedAt is not null && WhyNot(terms, count, boards, today) is { } error) return error;
        Set(terms);
        return Done.Value;
    }

    public Result<Done> Publish(BoardMode boards, DateTimeOffset today, DateTimeOffset now)
    {
        if (PublishedAt is not null || CancelledAt is not null) return GamificationErrors.ChallengePublishedAlready;
        if (WhyNot(Terms, items.Count, boards, today) is { } error) return error;
        PublishedAt = now;
        return Done.Value;
    }

    /// <summary>Calls it off before its end. What people did stays done, and their points stay theirs.</summary>
    public Result<Done> Cancel(string reason, DateTimeOffset now)
    {
        if (StageAt(now) is not (ChallengeStage.Coming or ChallengeStage.Running)) return GamificationErrors.ChallengeIsOver;
        (CancelledAt, CancelReason) = (now, reason.Trim());
        return Done.Value;
    }

    /// <summary>Takes an activity in or out.</summary>
    public Result<Done> Choose(string activity, string title, bool isIn, DateTimeOffset now)
    {
        if (!MayChange(now)) return GamificationErrors.ChallengeHasBegun;
        if (Goal is not ChallengeGoal.Activities) return Error.NotFound();
        var there = items.Find(i => i.Key == activity);
        if (isIn)
        {
            if (there is not null) return Done.Value;
            if (items.Count >= MostItems) return GamificationErrors.ChallengeHasTooMany;
            items.Add(ChallengeItem.Of(activity, title));
            return Done.Value;
        }

        if (there is null) return Error.NotFound();
        if (PublishedAt is not null && WhyNot(Terms, items.Count - 1, BoardMode.OptOut, StartsAt) is { } error) return error;
        items.Remove(there);
        return Done.Value;
    }

    public bool MayJoin(DateTimeOffset now) => StageAt(now) is ChallengeStage.Coming or ChallengeStage.Running;

    public bool MayChange(DateTimeOffset now) => StageAt(now) is ChallengeStage.Draft or ChallengeStage.Coming;

    public bool Contains(DateTimeOffset instant) => StartsAt <= instant && instant < EndsAt;

    /// <summary>Settles it once, after its end.</summary>
    public bool Close(DateTimeOffset now)
    {
        if (ClosedAt is not null || StageAt(now) is not ChallengeStage.Over) return false;
        ClosedAt = now;
        return true;
    }

    /// <summary>Whether a deed is of those that count. What a challenge gave counts in none.</summary>
    public bool Counts(Deed deed) => deed.Kind is not DeedKind.ChallengeMet && Contains(deed.OccurredAt) && (Goal is ChallengeGoal.Points
        ? items.Count == 0 || items.Exists(i => i.Key == deed.SubjectKind)
        : deed is { Kind: DeedKind.ActivityCompleted, WithdrawnAt: null } && items.Exists(i => i.Key == deed.Subject));

    /// <summary>Whether a person's score reaches the goal.</summary>
    public bool IsReached(long total) => Needed > 0 && total >= Needed;

    /// <summary>Whether a team's does; an average is in hundredths.</summary>
    public bool IsReachedBy(TeamPlace team) => Needed > 0 && team.Score >= (TeamScore is TeamScore.Average ? Needed * 100L : Needed);

    public ChallengeTerms Terms => new(
        Title, Description, By, Goal, Target, TeamScore, Goal is ChallengeGoal.Points ? [.. items.Select(i => i.Key)] : [], StartsAt, EndsAt, BadgeId, GoalPoints, FirstPoints);

    private static Error? WhyNot(ChallengeTerms terms, int count, BoardMode boards, DateTimeOffset today)
    {
        if (terms.EndsAt <= terms.StartsAt) return GamificationErrors.ChallengeEndsBeforeItStarts;
        if (terms.StartsAt < today) return GamificationErrors.ChallengeStartsInThePast;
        if (terms.By is ChallengeBy.Team && boards is BoardMode.Off) return GamificationErrors.TeamsNeedBoards;
        if (terms.Goal is not ChallengeGoal.Activities) return null;
        if (count == 0) return GamificationErrors.ChallengeNeedsActivities;
        return terms.Target > count && (terms.By is ChallengeBy.Person || terms.TeamScore is TeamScore.Average) ? GamificationErrors.ChallengeAsksForTooMany : null;
    }

    private void Set(ChallengeTerms terms)
    {
        if (terms.Goal is ChallengeGoal.Points)
        {
            items.RemoveAll(i => Goal is not ChallengeGoal.Points || !terms.Kinds.Contains(i.Key));
            items.AddRange(terms.Kinds.Where(k => !items.Exists(i => i.Key == k)).Distinct().Select(k => ChallengeItem.Of(k, "")));
        }
        else if (Goal is ChallengeGoal.Points)
        {
            items.Clear();
        }

        (Title, Description, By, Goal, Target, TeamScore) = (terms.Title.Trim(), terms.Description.Trim(), terms.By, terms.Goal, terms.Target, terms.TeamScore);
        (StartsAt, EndsAt, BadgeId, GoalPoints, FirstPoints) = (terms.StartsAt, terms.EndsAt, terms.BadgeId, terms.GoalPoints, terms.FirstPoints);
        SearchText = Sdk.Persistence.SearchText.Of(Title, Description);
    }
}

/// <summary>What a challenge says.</summary>
/// <param name="Kinds">For points: the sorts of deeds that count, none for all.</param>
internal sealed record ChallengeTerms(
    string Title, string Description, ChallengeBy By, ChallengeGoal Goal, int Target, TeamScore TeamScore, IReadOnlyList<string> Kinds,
    DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid? BadgeId, int GoalPoints, int FirstPoints);

/// <summary>A sort of deeds whose points count, or an activity to complete.</summary>
internal sealed class ChallengeItem
{
    public Guid Id { get; private init; }

    /// <summary>A deed's sort such as <c>Paths/course</c>, or an activity such as <c>Paths/course/0198…</c>.</summary>
    public string Key { get; private init; } = "";

    /// <summary>The activity's title when it was chosen; it may be gone later.</summary>
    public string Title { get; private init; } = "";

    public static ChallengeItem Of(string key, string title) => new() { Id = Guid.CreateVersion7(), Key = key, Title = title };
}

/// <summary>Who plays.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChallengeBy>))]
internal enum ChallengeBy
{
    /// <summary>Everybody for themselves.</summary>
    Person,

    /// <summary>Teams, which are the organisation's units.</summary>
    Team,
}

[JsonConverter(typeof(JsonStringEnumConverter<ChallengeGoal>))]
internal enum ChallengeGoal
{
    /// <summary>To collect points.</summary>
    Points,

    /// <summary>To complete certain activities.</summary>
    Activities,
}

[JsonConverter(typeof(JsonStringEnumConverter<ChallengeStage>))]
internal enum ChallengeStage
{
    /// <summary>Nobody sees it but those who write it.</summary>
    Draft,

    /// <summary>Published; its first day is still to come.</summary>
    Coming,

    Running,

    Over,

    /// <summary>Called off before its end.</summary>
    Cancelled,
}
