using Microsoft.AspNetCore.Components;

namespace CompetencyModular.Sdk.Ui;

/// <summary>A column of a <see cref="DataTable{TRow}"/>: its content per row is the child content, or the text that <see cref="Value"/> gives.</summary>
public sealed class Column<TRow> : ComponentBase, IDisposable
{
    /// <summary>The column's heading; on a phone it stands before the value.</summary>
    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>The key by which the page sorts this column; without one it cannot be sorted.</summary>
    [Parameter] public string? Sort { get; set; }

    /// <summary>Numbers: aligned to the end, with digits of one width.</summary>
    [Parameter] public bool Numeric { get; set; }

    /// <summary>Names the row: the row's heading, and the card's title on a phone. The first column, if none says so.</summary>
    [Parameter] public bool Primary { get; set; }

    /// <summary>Buttons or a menu: aligned to the end, the heading is only spoken.</summary>
    [Parameter] public bool Actions { get; set; }

    /// <summary>The cell's text.</summary>
    [Parameter] public Func<TRow, object?>? Value { get; set; }

    /// <summary>The cell's content.</summary>
    [Parameter] public RenderFragment<TRow>? ChildContent { get; set; }

    /// <summary>The table.</summary>
    [CascadingParameter] public DataTable<TRow>? Table { get; set; }

    internal string? Css => Actions ? "row-actions" : Numeric ? "numeric" : null;

    internal RenderFragment Cell(TRow row) => ChildContent?.Invoke(row) ?? (builder => builder.AddContent(0, Value?.Invoke(row)?.ToString()));

    /// <inheritdoc />
    protected override void OnInitialized() => Table?.Add(this);

    /// <inheritdoc />
    public void Dispose() => Table?.Remove(this);
}
