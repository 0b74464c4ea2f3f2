using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;

namespace CompetencyModular.Sdk.Ui;

/// <summary>A group of the side navigation.</summary>
/// <param name="Label">What one wants to do; the first group needs none.</param>
/// <param name="Items">The pages.</param>
public sealed record NavGroup(string? Label, IReadOnlyList<NavItem> Items);

/// <summary>An entry of the side navigation.</summary>
/// <param name="Href">The page, relative to the application's root.</param>
/// <param name="Icon">An icon's name.</param>
/// <param name="Text">Its name.</param>
public sealed record NavItem(string Href, string Icon, string Text);

/// <summary>The side navigation as ready markup: it is on every page and nearly always the same, so that it is written once and kept.</summary>
public static class SideNavigation
{
    /// <summary>Writes the groups.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="current">The entry that one is on, by its address.</param>
    /// <param name="assets">The component's assets.</param>
    public static MarkupString Of(IEnumerable<NavGroup> groups, string? current, ResourceAssetCollection assets)
    {
        var markup = new StringBuilder();
        foreach (var (label, items) in groups)
        {
            markup.Append("""<div class="nav-group">""");
            if (label is { Length: > 0 })
            {
                var id = Markup.Id("nav", label);
                markup.Append($"""<p class="nav-label" id="{id}">{Encoded(label)}</p><ul aria-labelledby="{id}">""");
            }
            else
            {
                markup.Append("<ul>");
            }

            foreach (var (href, icon, text) in items)
                markup.Append($"""<li><a class="nav-item" href="{Encoded(href)}"{(href == current ? " aria-current=\"page\"" : "")}>{Sprite.Icon(assets, icon)}<span>{Encoded(text)}</span></a></li>""");
            markup.Append("</ul></div>");
        }

        return new MarkupString(markup.ToString());
    }

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
