namespace CompetencyModular.Sdk.Activities;

/// <summary>
/// Answers what a module has on offer for a person. A module that registers one takes part in gap plans (R4.1) without anybody knowing it.
/// What completing an activity awards is not said here: the award rules belong to SkillsAnalysis.
/// </summary>
public interface IActivitySource
{
    /// <summary>The module's activities as they stand for one person, seen and unseen ones, so that a plan can tell "none" from "none visible to you" (P1).</summary>
    Task<IReadOnlyList<ActivityOffer>> OffersForAsync(Guid personId, CancellationToken cancellationToken);

    /// <summary>Titles and links of activities by reference; those that are not of this module or are gone are left out.</summary>
    Task<IReadOnlyDictionary<ActivityRef, ActivityLink>> DescribeAsync(IReadOnlyCollection<ActivityRef> activities, CancellationToken cancellationToken);

    /// <summary>Where this module holds an activity, of whichever module, as a part of something of its own. For the person who asks: what they may not open has no link.</summary>
    Task<IReadOnlyList<ActivityUse>> UsesOfAsync(ActivityRef activity, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ActivityUse>>([]);
}

/// <summary>Something that holds an activity as a part, such as a course with a medium in it.</summary>
/// <param name="By">What holds it.</param>
/// <param name="Link">Its title and page; null where the person who asks may not open it.</param>
public sealed record ActivityUse(ActivityRef By, ActivityLink? Link);

/// <summary>How an activity is shown where another module speaks of it.</summary>
/// <param name="Title">In the language it was written in.</param>
/// <param name="Url">A path within the application.</param>
/// <param name="KindKey">What kind of thing it is, in lower case, such as <c>course</c> or <c>event</c>.</param>
public sealed record ActivityLink(string Title, string Url, string KindKey);

/// <summary>An activity as it stands for one person.</summary>
/// <param name="Activity">Which one.</param>
/// <param name="Link">Its title and page.</param>
/// <param name="Minutes">The working time it takes; at least 0.</param>
/// <param name="Money">What it costs, in the tenant's currency; at least 0.</param>
/// <param name="Visibility">Whether this person may take it.</param>
/// <param name="Prerequisites">All of them must hold before it starts (P2).</param>
/// <param name="EndsAt">The end of the next session for events; null for what is done at one's own pace.</param>
/// <param name="Excludes">Activities that may not be taken beside it.</param>
/// <param name="EquivalentTo">Activities that count as this one where it is a prerequisite.</param>
/// <param name="Progress">How far this person is.</param>
public sealed record ActivityOffer(
    ActivityRef Activity,
    ActivityLink Link,
    int Minutes,
    decimal Money,
    OfferVisibility Visibility,
    IReadOnlyList<Prerequisite> Prerequisites,
    DateTimeOffset? EndsAt = null,
    IReadOnlyList<ActivityRef>? Excludes = null,
    IReadOnlyList<ActivityRef>? EquivalentTo = null,
    OfferProgress Progress = OfferProgress.NotStarted);

/// <summary>Whether a person may take an activity.</summary>
public enum OfferVisibility
{
    /// <summary>It can be taken.</summary>
    Open,

    /// <summary>It exists, and this person may not see it.</summary>
    Hidden,

    /// <summary>An event without a free seat; there is a waiting list.</summary>
    Full,
}

/// <summary>How far a person is with an activity.</summary>
public enum OfferProgress
{
    /// <summary>Not begun.</summary>
    NotStarted,

    /// <summary>Enrolled or under way.</summary>
    Started,

    /// <summary>Completed; whether its award still counts is decided by SkillsAnalysis (P3).</summary>
    Completed,
}

/// <summary>A condition that must hold before an activity starts: another activity completed, or a skill held at a level. Exactly one of the two is set.</summary>
public sealed record Prerequisite
{
    private Prerequisite() { }

    /// <summary>The activity that must be completed first.</summary>
    public ActivityRef? Activity { get; private init; }

    /// <summary>The level that must be held first.</summary>
    public SkillLevel? Skill { get; private init; }

    /// <summary>Another activity comes first.</summary>
    public static Prerequisite Completed(ActivityRef activity) => new() { Activity = activity };

    /// <summary>A skill at a level comes first.</summary>
    public static Prerequisite Held(Guid skillId, int ordinal) => new() { Skill = new SkillLevel(skillId, ordinal) };
}
