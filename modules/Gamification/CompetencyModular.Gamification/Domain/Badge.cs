using System.Text.Json.Serialization;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Gamification.Domain;

/// <summary>A badge, and what it is given for. Whoever has it keeps it, also when it is given no more or asks for something else later (N3).</summary>
internal sealed class Badge : IVersioned
{
    public Guid Id { get; private init; }

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    public string Icon { get; private set; } = BadgeIcons.Usual;

    public CriterionKind Kind { get; private set; }

    /// <summary>How many different activities, or how many points; for a skill the level's ordinal.</summary>
    public int Target { get; private set; }

    /// <summary>Only activities of this sort; empty for all.</summary>
    public string ActivityKind { get; private set; } = "";

    public Guid? SkillId { get; private set; }

    /// <summary>Whether it is given at present.</summary>
    public bool IsOn { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public int Version { get; private set; }

    public Criterion Criterion => new(Kind, Target, ActivityKind, SkillId);

    public static Badge Of(Guid id, BadgeTerms terms, DateTimeOffset now)
    {
        var badge = new Badge { Id = id, CreatedAt = now };
        badge.Change(terms);
        return badge;
    }

    public void Change(BadgeTerms terms)
    {
        (Name, Description, Icon, IsOn) = (terms.Name.Trim(), terms.Description.Trim(), terms.Icon, terms.IsOn);
        (Kind, Target) = (terms.Criterion.Kind, terms.Criterion.Target);
        ActivityKind = Kind is CriterionKind.Activities ? terms.Criterion.ActivityKind : "";
        SkillId = Kind is CriterionKind.SkillLevel ? terms.Criterion.SkillId : null;
    }
}

/// <summary>What a badge says.</summary>
internal sealed record BadgeTerms(string Name, string Description, string Icon, Criterion Criterion, bool IsOn);

/// <summary>What a badge is given for.</summary>
internal sealed record Criterion(CriterionKind Kind, int Target, string ActivityKind, Guid? SkillId)
{
    /// <summary>How far somebody is, at most <see cref="Target"/>.</summary>
    public int Progress(IEnumerable<Deed> deeds, IEnumerable<LedgerEntry> entries) => (int)Math.Clamp(Kind switch
    {
        CriterionKind.Challenge => 0,
        CriterionKind.Activities => Activities(deeds).Count(),
        CriterionKind.SkillLevel => Levels(deeds).Select(d => d.Ordinal).DefaultIfEmpty().Max(),
        _ => Ledger.Total(entries),
    }, 0, Target);

    /// <summary>The instant at which it was met first; null while it is not yet.</summary>
    public DateTimeOffset? MetAt(IEnumerable<Deed> deeds, IEnumerable<LedgerEntry> entries)
    {
        switch (Kind)
        {
            case CriterionKind.Challenge:
                return null;
            case CriterionKind.Activities:
                var firsts = Activities(deeds).Order().ToList();
                return firsts.Count >= Target ? firsts[Target - 1] : null;
            case CriterionKind.SkillLevel:
                var reached = Levels(deeds).Where(d => d.Ordinal >= Target).Select(d => d.OccurredAt).Order().ToList();
                return reached.Count > 0 ? reached[0] : null;
            default:
                // A reversal bears the instant of what it takes back: the two cancel out before the sum goes on.
                var total = 0L;
                foreach (var instant in entries.GroupBy(e => e.OccurredAt).OrderBy(g => g.Key))
                {
                    total += Ledger.Total(instant);
                    if (total >= Target) return instant.Key;
                }

                return null;
        }
    }

    /// <summary>When each activity was completed for the first time: doing one again does not count again.</summary>
    private IEnumerable<DateTimeOffset> Activities(IEnumerable<Deed> deeds) => deeds
        .Where(d => d is { Kind: DeedKind.ActivityCompleted, WithdrawnAt: null } && (ActivityKind.Length == 0 || d.SubjectKind == ActivityKind))
        .GroupBy(d => d.Subject).Select(g => g.Min(d => d.OccurredAt));

    private IEnumerable<Deed> Levels(IEnumerable<Deed> deeds) => deeds.Where(d => d is { Kind: DeedKind.SkillReached, WithdrawnAt: null } && d.SkillId == SkillId);
}

[JsonConverter(typeof(JsonStringEnumConverter<CriterionKind>))]
internal enum CriterionKind
{
    /// <summary>A number of different activities.</summary>
    Activities,

    /// <summary>A level of a skill.</summary>
    SkillLevel,

    /// <summary>A total of points.</summary>
    Points,

    /// <summary>Nothing that can be counted: challenges give it to those who reach their goal.</summary>
    Challenge,
}

/// <summary>The pictures that a badge can have, by their names in the design system.</summary>
internal static class BadgeIcons
{
    public const string Usual = "award";

    public static IReadOnlyList<string> All { get; } = [Usual, "trophy", "star", "skill", "path", "mentor", "shield", "compass"];
}

/// <summary>A badge that somebody earned.</summary>
internal sealed class BadgeAward : IVersioned
{
    public Guid Id { get; private init; }

    public Guid BadgeId { get; private init; }

    public Guid PersonId { get; private init; }

    public DateTimeOffset AwardedAt { get; private init; }

    /// <summary>The secret part of the public link, while the person shows it to the world; else null. A new link is a new secret.</summary>
    public string? ShareKey { get; private set; }

    public DateTimeOffset? SharedAt { get; private set; }

    public int Version { get; private set; }

    public static BadgeAward Of(Guid badgeId, Guid personId, DateTimeOffset awardedAt) =>
        new() { Id = Guid.CreateVersion7(), BadgeId = badgeId, PersonId = personId, AwardedAt = awardedAt };

    /// <param name="key">Beyond guessing.</param>
    /// <param name="now">The time.</param>
    public void Share(string key, DateTimeOffset now)
    {
        if (ShareKey is null) (ShareKey, SharedAt) = (key, now);
    }

    public void StopSharing() => (ShareKey, SharedAt) = (null, null);
}
