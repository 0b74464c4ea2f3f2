using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Gamification.Domain;

/// <summary>A time in which points are counted anew. Half-open (X4): it begins with its first instant and ends before the next one's.</summary>
internal sealed class Season : IVersioned
{
    /// <summary>The key under which all points count, whenever they were earned.</summary>
    public static readonly Guid AllTime = Guid.Empty;

    public Guid Id { get; private init; }

    public string Name { get; private set; } = "";

    public DateTimeOffset StartsAt { get; private set; }

    public DateTimeOffset EndsAt { get; private set; }

    public int Version { get; private set; }

    public static Result<Season> Of(Guid id, string name, DateTimeOffset startsAt, DateTimeOffset endsAt, IEnumerable<Season> others)
    {
        var season = new Season { Id = id };
        return season.Change(name, startsAt, endsAt, others).Error is { } error ? error : season;
    }

    /// <summary>Sets name and time. Two seasons share no instant, so that a point counts in one season.</summary>
    public Result<Done> Change(string name, DateTimeOffset startsAt, DateTimeOffset endsAt, IEnumerable<Season> others)
    {
        if (endsAt <= startsAt) return GamificationErrors.SeasonEndsBeforeItStarts;
        if (others.Any(o => o.Id != Id && o.StartsAt < endsAt && startsAt < o.EndsAt)) return GamificationErrors.SeasonsOverlap;
        (Name, StartsAt, EndsAt) = (name.Trim(), startsAt, endsAt);
        return Done.Value;
    }

    public bool Contains(DateTimeOffset instant) => StartsAt <= instant && instant < EndsAt;
}
