namespace CompetencyModular.Media.Content;

/// <summary>Tags as people type them: words between commas.</summary>
internal static class TagList
{
    public static IReadOnlyList<string> Parse(string? text) =>
        [.. (text ?? "").Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    public static string Text(IEnumerable<string> tags) => string.Join(", ", tags.Order(StringComparer.Ordinal));
}
