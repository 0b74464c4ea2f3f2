using System.Globalization;
using System.Text;

namespace CompetencyModular.Sdk.Rest;

/// <summary>A list as a file for spreadsheets and other programs: UTF-8 with a mark, commas, dates as 2026-03-31, numbers with a point.</summary>
public static class CsvDownload
{
    /// <summary>Writes the rows.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="columns">The headings, in the person's language.</param>
    /// <param name="rows">One value per column: texts, numbers, dates, null for nothing.</param>
    public static FileDownload Of(string name, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var text = new StringBuilder();
        Line(text, columns);
        foreach (var row in rows) Line(text, row);
        return new FileDownload(name, "text/csv; charset=utf-8", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())]);
    }

    private static void Line(StringBuilder text, IEnumerable<object?> values) =>
        text.AppendJoin(',', values.Select(v => v is string s ? Quoted(Safe(s)) : Quoted(Written(v)))).Append("\r\n");

    private static string Written(object? value) => value switch
    {
        null => "",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>A text that a spreadsheet would take for a formula stays a text.</summary>
    private static string Safe(string text) => text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(',', '"', ';') >= 0 || text.AsSpan().IndexOfAny('\r', '\n') >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
