namespace CompetencyModular.Sdk.Activities;

/// <summary>An activity as a step on a way of several.</summary>
/// <param name="Activity">The step.</param>
/// <param name="Way">All steps in order; the same list for each step of a page.</param>
public sealed record PathStop(ActivityRef Activity, IReadOnlyList<ActivityRef> Way);
