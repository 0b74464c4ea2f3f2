namespace CompetencyModular.Sdk.Ui;

/// <summary>An axis of a <see cref="Radar"/>.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Held">What is held, 0 to 1 of the axis.</param>
/// <param name="Required">What is asked for, 0 to 1 of the axis.</param>
/// <param name="Text">Both in words ("Applies, goal Guides"); percentages if not given.</param>
public sealed record RadarAxis(string Label, double Held, double? Required = null, string? Text = null);

/// <summary>A bar of <see cref="Bars"/>.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Value">Its length, not below 0.</param>
/// <param name="Text">The value in words; the number if not given.</param>
/// <param name="Goal">A mark on the bar.</param>
/// <param name="Href">Where the details are.</param>
public sealed record Bar(string Label, double Value, string? Text = null, double? Goal = null, string? Href = null);

/// <summary>A line of a <see cref="Line"/> chart.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">One value per label; null leaves a gap.</param>
public sealed record LineSeries(string Name, IReadOnlyList<double?> Values);

/// <summary>A part of a <see cref="Donut"/>.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Value">Its size, not below 0.</param>
/// <param name="Kind">Gives the part a meaning and its colour; null takes the next colour of the series.</param>
public sealed record Slice(string Label, double Value, BadgeKind? Kind = null);

/// <summary>A column of a <see cref="Heatmap"/>.</summary>
/// <param name="Text">Its heading.</param>
/// <param name="Href">Where the details are.</param>
public sealed record HeatColumn(string Text, string? Href = null);

/// <summary>A row of a <see cref="Heatmap"/>.</summary>
/// <param name="Text">Its heading.</param>
/// <param name="Cells">One per column.</param>
/// <param name="Href">Where the details are.</param>
public sealed record HeatRow(string Text, IReadOnlyList<HeatCell> Cells, string? Href = null);

/// <summary>A cell of a <see cref="Heatmap"/>.</summary>
/// <param name="Symbol">One to three characters, readable without the colour.</param>
/// <param name="Heat">The colour.</param>
/// <param name="Text">What it means in words: spoken, and shown on pointing.</param>
/// <param name="Href">Where the details are.</param>
public sealed record HeatCell(string Symbol, Heat Heat, string Text, string? Href = null);

/// <summary>The colours of a <see cref="Heatmap"/>.</summary>
public enum Heat
{
    /// <summary>Nothing asked, nothing held.</summary>
    None,

    /// <summary>Far from what is asked.</summary>
    Low,

    /// <summary>On the way.</summary>
    Medium,

    /// <summary>As asked.</summary>
    High,

    /// <summary>More than asked.</summary>
    Full,

    /// <summary>As asked, but not for much longer.</summary>
    Warn,
}
