using System.Text.Json.Serialization;

namespace CompetencyModular.Paths.Domain;

/// <summary>Where somebody is on a path. It is derived from what was completed and what is held now, never stored (N3).</summary>
internal sealed class PathStanding
{
    private PathStanding(IReadOnlyList<StepStanding> steps) => Steps = steps;

    public IReadOnlyList<StepStanding> Steps { get; }

    public int Done => Steps.Count(s => s.State is StepState.Mastered or StepState.Held);

    public bool IsComplete => Steps.Count > 0 && Done == Steps.Count;

    /// <summary>What comes next: what is under way before what is open.</summary>
    public StepStanding? Next => Steps.FirstOrDefault(s => s.State is StepState.UnderWay) ?? Steps.FirstOrDefault(s => s.State is StepState.Open);

    /// <summary>Puts together how far each step is. In a strict path a step that is not yet mastered keeps those after it closed (N2); what was mastered elsewhere counts all the same.</summary>
    public static PathStanding Of(PathOrder order, IEnumerable<PathStep> steps, Func<PathStep, StepProgress> progress)
    {
        var standings = new List<StepStanding>();
        PathStep? waitsFor = null;
        foreach (var step in steps.OrderBy(s => s.Position))
        {
            var made = progress(step);
            var state = made switch
            {
                { DoneAt: not null } => StepState.Mastered,
                { IsHeld: true } => StepState.Held,
                _ when order is PathOrder.Strict && waitsFor is not null => StepState.Locked,
                { IsBegun: true } => StepState.UnderWay,
                _ => StepState.Open,
            };
            standings.Add(new StepStanding(step, state, made.DoneAt, state is StepState.Locked ? waitsFor : null));
            if (state is not StepState.Mastered and not StepState.Held) waitsFor ??= step;
        }

        return new PathStanding(standings);
    }
}

/// <param name="DoneAt">When the activity was first completed.</param>
/// <param name="IsHeld">Whether all that it awards is held now (test-out by evidence).</param>
/// <param name="IsBegun">Whether it is under way.</param>
internal sealed record StepProgress(DateTimeOffset? DoneAt, bool IsHeld, bool IsBegun);

/// <param name="WaitsFor">The step that is to be mastered first, where it is locked.</param>
internal sealed record StepStanding(PathStep Step, StepState State, DateTimeOffset? DoneAt, PathStep? WaitsFor);

[JsonConverter(typeof(JsonStringEnumConverter<StepState>))]
internal enum StepState
{
    Open,
    UnderWay,
    Locked,

    /// <summary>Its levels are held already; the evidence shows it.</summary>
    Held,
    Mastered,
}
