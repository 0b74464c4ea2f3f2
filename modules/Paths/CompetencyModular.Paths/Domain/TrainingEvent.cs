using System.Text.Json.Serialization;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Paths.Domain;

/// <summary>Something that is taught at a time and a place: what it is about. When it takes place is said by its sessions.</summary>
internal sealed class TrainingEvent : IVersioned
{
    private readonly List<TrainingEventTag> tags = [];
    private readonly List<TrainingEventUnit> units = [];
    private readonly List<EventPrerequisite> prerequisites = [];

    private TrainingEvent()
    {
    }

    public Guid Id { get; private set; }

    public string Title { get; private set; } = "";

    public string Summary { get; private set; } = "";

    /// <summary>Markdown.</summary>
    public string Agenda { get; private set; } = "";

    public int Minutes { get; private set; }

    public decimal Money { get; private set; }

    public string Language { get; private set; } = "";

    public TrainingEventState State { get; private set; }

    /// <summary>False where only people of some units may take part.</summary>
    public bool IsForEverybody { get; private set; }

    public string SearchText { get; private set; } = "";

    public DateTimeOffset ChangedAt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<TrainingEventTag> Tags => tags;

    public IReadOnlyList<TrainingEventUnit> Units => units;

    public IReadOnlyList<EventPrerequisite> Prerequisites => prerequisites;

    public static TrainingEvent Draft(Guid id, TrainingEventDetails details, DateTimeOffset now)
    {
        var made = new TrainingEvent { Id = id };
        made.Take(details, now);
        return made;
    }

    public TrainingEventDetails Details() =>
        new(Title, Summary, Agenda, Minutes, Money, Language, new Words(tags.Select(t => t.Tag)), new Words(units.Select(u => u.Unit)));

    public Result<Done> Describe(TrainingEventDetails details, DateTimeOffset now)
    {
        if (State is TrainingEventState.Published && details.Summary.Length == 0) return PathsErrors.SummaryNeeded;
        Take(details, now);
        return Done.Value;
    }

    /// <summary>A skill at a level comes first (P2). A skill stands there once: another level replaces the former.</summary>
    public void Require(LevelOfSkill level, DateTimeOffset now)
    {
        prerequisites.RemoveAll(p => p.SkillId == level.SkillId);
        prerequisites.Add(EventPrerequisite.Of(Id, level));
        ChangedAt = now;
    }

    public Result<Done> RemovePrerequisite(Guid prerequisiteId, DateTimeOffset now)
    {
        if (prerequisites.RemoveAll(p => p.Id == prerequisiteId) == 0) return Error.NotFound();
        ChangedAt = now;
        return Done.Value;
    }

    public Result<Done> Publish(DateTimeOffset now)
    {
        if (State is TrainingEventState.Published) return Done.Value;
        if (Summary.Length == 0) return PathsErrors.SummaryNeeded;
        (State, ChangedAt) = (TrainingEventState.Published, now);
        return Done.Value;
    }

    /// <summary>Takes it out of the catalogue. Sessions that people are registered for take place.</summary>
    public Result<Done> Retire(DateTimeOffset now)
    {
        if (State is not TrainingEventState.Published) return EventErrors.NotPublished;
        (State, ChangedAt) = (TrainingEventState.Retired, now);
        return Done.Value;
    }

    private void Take(TrainingEventDetails details, DateTimeOffset now)
    {
        (Title, Summary, Agenda) = (details.Title, details.Summary, details.Agenda);
        (Minutes, Money, Language) = (details.Minutes, details.Money, details.Language);
        tags.RemoveAll(t => !details.Tags.Contains(t.Tag));
        tags.AddRange(details.Tags.Except(tags.Select(t => t.Tag)).Select(t => new TrainingEventTag(Id, t)));
        units.RemoveAll(u => !details.Units.Contains(u.Unit));
        units.AddRange(details.Units.Except(units.Select(u => u.Unit)).Select(u => new TrainingEventUnit(Id, u)));
        IsForEverybody = units.Count == 0;
        SearchText = Sdk.Persistence.SearchText.Of([Title, Summary, .. details.Tags]);
        ChangedAt = now;
    }
}

/// <summary>What an event says about itself.</summary>
/// <param name="Title">In the language of the event.</param>
/// <param name="Summary">A few sentences; needed before it is published.</param>
/// <param name="Agenda">What happens there, in Markdown.</param>
/// <param name="Minutes">The working time it takes.</param>
/// <param name="Money">What a seat costs, in the tenant's currency.</param>
/// <param name="Language">An ISO 639-1 code in lower case.</param>
/// <param name="Tags">To find it by.</param>
/// <param name="Units">The units whose people may take part, by name; none means everybody.</param>
internal sealed record TrainingEventDetails(string Title, string Summary, string Agenda, int Minutes, decimal Money, string Language, Words Tags, Words Units);

/// <summary>A word to find an event by.</summary>
internal sealed class TrainingEventTag(Guid eventId, string tag)
{
    public Guid EventId { get; private set; } = eventId;

    public string Tag { get; private set; } = tag;
}

/// <summary>A unit whose people may take part in an event.</summary>
internal sealed class TrainingEventUnit(Guid eventId, string unit)
{
    public Guid EventId { get; private set; } = eventId;

    public string Unit { get; private set; } = unit;
}

/// <summary>A skill at a level that somebody holds before they register for an event (P2).</summary>
internal sealed class EventPrerequisite
{
    private EventPrerequisite()
    {
    }

    public Guid Id { get; private set; }

    public Guid EventId { get; private set; }

    public Guid SkillId { get; private set; }

    /// <summary>On the scale version noted beside it (L1).</summary>
    public int Ordinal { get; private set; }

    public int ScaleVersion { get; private set; }

    public LevelOfSkill Level => new(SkillId, ScaleVersion, Ordinal);

    public static EventPrerequisite Of(Guid eventId, LevelOfSkill level) =>
        new() { Id = Guid.CreateVersion7(), EventId = eventId, SkillId = level.SkillId, ScaleVersion = level.ScaleVersion, Ordinal = level.Ordinal };
}

[JsonConverter(typeof(JsonStringEnumConverter<TrainingEventState>))]
internal enum TrainingEventState
{
    Draft,
    Published,
    Retired,
}

/// <summary>How other modules name a training event.</summary>
internal static class EventRef
{
    public const string Kind = "event";

    public static ActivityRef Of(Guid eventId) => new(CourseRef.Module, Kind, eventId);

    public static bool IsEvent(this ActivityRef activity) => activity is { Module: CourseRef.Module, Kind: Kind };
}

/// <summary>The expected refusals about events. Their texts stand in the module's resx under the code.</summary>
internal static class EventErrors
{
    public static Error NotPublished { get; } = Conflict("paths.event-not-published");

    public static Error NotOpen { get; } = Conflict("paths.event-not-open");

    public static Error PrerequisitesFirst { get; } = Conflict("paths.event-prerequisites-first");

    public static Error RegisteredElsewhere { get; } = Conflict("paths.event-registered-elsewhere");

    public static Error DeadlinePassed { get; } = Conflict("paths.session-deadline-passed");

    public static Error SessionCancelled { get; } = Conflict("paths.session-cancelled");

    public static Error SessionBegan { get; } = Conflict("paths.session-began");

    public static Error SessionNotBegun { get; } = Conflict("paths.session-not-begun");

    public static Error SeatsTaken { get; } = Conflict("paths.session-seats-taken");

    public static Error NotAttended { get; } = Conflict("paths.session-not-attended");

    private static Error Conflict(string code) => Error.Conflict(code, "");
}
