using Microsoft.AspNetCore.Components;

namespace CompetencyModular.Sdk.Ui;

/// <summary>Text in a drawing. Razor keeps the element's name for itself, so it cannot stand in markup.</summary>
internal static class SvgText
{
    /// <summary>Lines centred on a height.</summary>
    public static RenderFragment Lines(double x, double y, string anchor, IReadOnlyList<string> lines, string css = "label") => builder =>
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", css);
        builder.AddAttribute(2, "text-anchor", anchor);
        for (var i = 0; i < lines.Count; i++)
        {
            builder.OpenElement(3, "tspan");
            builder.AddAttribute(4, "x", Markup.N(x));
            builder.AddAttribute(5, "y", Markup.N(y));
            builder.AddAttribute(6, "dy", $"{Markup.N(0.34 + (1.15 * (i - ((lines.Count - 1) / 2.0))))}em");
            builder.AddContent(7, lines[i]);
            builder.CloseElement();
        }

        builder.CloseElement();
    };
}
