using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;

namespace CompetencyModular.Sdk.Ui;

/// <summary>
/// Icons as ready markup. A page has a hundred of them, alike but for the name; as components of elements and attributes they cost more than all its texts.
/// </summary>
internal static class Sprite
{
    private const int Most = 2_000;
    private static readonly ConcurrentDictionary<(string File, string Name), MarkupString> known = new();

    /// <summary>An icon that is decoration beside a text.</summary>
    public static MarkupString Icon(ResourceAssetCollection assets, string name)
    {
        var key = (assets["_content/sdk/icons.svg"], name);
        if (known.TryGetValue(key, out var icon)) return icon;
        if (known.Count >= Most) known.Clear();
        return known[key] = new MarkupString(
            $"""<svg class="icon" width="20" height="20" viewBox="0 0 24 24" focusable="false" aria-hidden="true"><use href="{key.Item1}#{HtmlEncoder.Default.Encode(name)}"></use></svg>""");
    }
}
