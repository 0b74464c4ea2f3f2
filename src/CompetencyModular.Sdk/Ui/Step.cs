namespace CompetencyModular.Sdk.Ui;

/// <summary>A step of a <see cref="Stepper"/>.</summary>
/// <param name="Text">What is done in it.</param>
/// <param name="State">Where one is with it.</param>
/// <param name="Href">Where it is done.</param>
/// <param name="Note">A line under it; the state in words if not given.</param>
public sealed record Step(string Text, StepState State, string? Href = null, string? Note = null);

/// <summary>Where one is with a step.</summary>
public enum StepState
{
    /// <summary>Still to come.</summary>
    Upcoming,

    /// <summary>Under way.</summary>
    Current,

    /// <summary>Behind one.</summary>
    Done,
}
