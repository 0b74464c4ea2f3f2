using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.GapClosure.Domain;

/// <summary>A plan that somebody accepted. Its steps stay as they were accepted; how far one is, the activities themselves tell (N3).</summary>
internal sealed class AcceptedPlan : IVersioned
{
    private readonly List<AcceptedStep> steps = [];

    private AcceptedPlan()
    {
    }

    public AcceptedPlan(Guid personId, Guid? profileId, string goal, DateTimeOffset acceptedAt, IEnumerable<(ActivityRef Activity, string Title, int Minutes)> steps)
    {
        (PersonId, ProfileId, Goal, AcceptedAt) = (personId, profileId, goal, acceptedAt);
        this.steps.AddRange(steps.Select((s, i) => new AcceptedStep(i + 1, s.Activity, s.Title, s.Minutes)));
    }

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid PersonId { get; private init; }

    /// <summary>The future profile it leads to; null where it closes the gaps of the current ones.</summary>
    public Guid? ProfileId { get; private init; }

    /// <summary>The profile's name when the plan was accepted; empty for the current ones.</summary>
    public string Goal { get; private init; } = "";

    public DateTimeOffset AcceptedAt { get; private init; }

    /// <summary>When a newer plan for the same goal took its place, or the person put it aside; null while it is followed.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<AcceptedStep> Steps => steps;

    public void End(DateTimeOffset at) => EndedAt ??= at;
}

/// <summary>A step of an accepted plan.</summary>
internal sealed class AcceptedStep
{
    private AcceptedStep()
    {
    }

    public AcceptedStep(int place, ActivityRef activity, string title, int minutes) =>
        (Place, Module, Kind, ActivityId, Title, Minutes) = (place, activity.Module, activity.Kind, activity.Id, title, minutes);

    /// <summary>From 1.</summary>
    public int Place { get; private init; }

    public string Module { get; private init; } = "";

    public string Kind { get; private init; } = "";

    public Guid ActivityId { get; private init; }

    /// <summary>As it was when the plan was accepted; the activity may be renamed or gone later.</summary>
    public string Title { get; private init; } = "";

    public int Minutes { get; private init; }

    public ActivityRef Activity => new(Module, Kind, ActivityId);
}
