namespace CompetencyModular.Sdk.Ui;

/// <summary>A step of the way to a page.</summary>
/// <param name="Text">Its name, in the person's language.</param>
/// <param name="Href">Where it leads; null for the page one is on.</param>
public sealed record Crumb(string Text, string? Href = null);

/// <summary>A choice of a select, a radio group or a group of check boxes.</summary>
/// <param name="Value">What is posted.</param>
/// <param name="Text">What is shown.</param>
/// <param name="Group">Options of the same group stand under this heading (select only).</param>
public sealed record Option(string Value, string Text, string? Group = null);
