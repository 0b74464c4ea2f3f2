using System.Globalization;
using System.Text;

namespace CompetencyModular.Sdk.Rest;

/// <summary>
/// Writes lists as comma-separated files for spreadsheets: UTF-8 with a byte order mark, numbers and dates the same everywhere. A cell that a
/// spreadsheet would take for a formula gets an apostrophe before it.
/// </summary>
public static class CsvExport
{
    /// <summary>A file of the given rows.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="headings">The first row.</param>
    /// <param name="rows">A cell for each heading; null is an empty cell.</param>
    public static FileDownload Of(string name, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var text = new StringBuilder().Append('\uFEFF').AppendJoin(',', headings.Select(Cell)).Append("\r\n");
        foreach (var row in rows) text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return new FileDownload(name, "text/csv; charset=utf-8", Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string Cell(object? value)
    {
        var text = value switch
        {
            null => "",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            string words when words is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] => "'" + words,
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return text.AsSpan().IndexOfAny(",\"\r\n;") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
