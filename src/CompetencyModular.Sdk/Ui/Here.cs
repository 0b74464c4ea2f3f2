using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace CompetencyModular.Sdk.Ui;

/// <summary>Addresses relative to the page one is on. With a base element, a bare "#id" or "?page=2" would lead to the start page.</summary>
internal static class Here
{
    public static string Path(NavigationManager navigation) => new Uri(navigation.Uri).AbsolutePath;

    public static string Fragment(NavigationManager navigation, string id) => $"{new Uri(navigation.Uri).PathAndQuery}#{id}";

    public static string With(NavigationManager navigation, IReadOnlyDictionary<string, object?> changes) =>
        new Uri(navigation.GetUriWithQueryParameters(changes)).PathAndQuery;

    public static IEnumerable<(string Name, string Value)> Query(NavigationManager navigation)
    {
        foreach (var pair in new Uri(navigation.Uri).Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = at < 0 ? (pair, "") : (pair[..at], pair[(at + 1)..]);
            yield return (Decode(name), Decode(value));
        }

        static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
    }

    /// <summary>Whether an address of the application leads to this page or to one above it; "" is the start page and matches only itself.</summary>
    public static bool IsWithin(NavigationManager navigation, string href)
    {
        var here = navigation.ToBaseRelativePath(navigation.Uri).Split('?', '#')[0].Trim('/');
        var there = navigation.ToBaseRelativePath(navigation.ToAbsoluteUri(href).AbsoluteUri).Split('?', '#')[0].Trim('/');
        return here.Equals(there, StringComparison.OrdinalIgnoreCase)
            || (there.Length > 0 && here.StartsWith(there + "/", StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>Numbers as SVG attributes want them, and ids as HTML wants them.</summary>
internal static class Markup
{
    public static string N(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    public static string Id(params ReadOnlySpan<string?> parts)
    {
        var id = new StringBuilder();
        foreach (var part in parts)
        {
            if (string.IsNullOrEmpty(part)) continue;
            if (id.Length > 0) id.Append('-');
            foreach (var c in part) id.Append(char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '-');
        }

        return id.ToString();
    }
}
