using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace CompetencyModular.Sdk.Rest;

/// <summary>
/// A list as an Excel workbook of one sheet: headings that stay in sight, numbers as numbers, dates as dates. Texts are texts, also those that a
/// spreadsheet would take for a formula.
/// </summary>
public static class XlsxDownload
{
    /// <summary>Its media type.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Writes the rows.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="sheet">The sheet's name; what Excel does not allow in one is replaced.</param>
    /// <param name="columns">The headings, in the person's language.</param>
    /// <param name="rows">One value per column: texts, numbers, dates, instants (as UTC), null for nothing.</param>
    public static FileDownload Of(string name, string sheet, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        // Rows are keyed by place: two columns may have one heading. The headings are a row of their own.
        string[] keys = [.. columns.Select((_, i) => $"c{i}")];
        var table = rows.Prepend([.. columns]).Select(row => keys.Select((key, i) => (key, row[i])).ToDictionary(c => c.key, c => Written(c.Item2)));
        using var content = new MemoryStream();
        content.SaveAs(table, printHeader: false, SheetName(sheet), ExcelType.XLSX, new OpenXmlConfiguration { AutoFilter = false, EnableAutoWidth = true, FastMode = true, MaxWidth = 60 });
        return new FileDownload(name, ContentType, content.ToArray());
    }

    private static object? Written(object? value) => value switch
    {
        DateOnly day => day.ToDateTime(TimeOnly.MinValue),
        DateTimeOffset instant => instant.UtcDateTime,
        Guid or Enum => value.ToString(),
        _ => value,
    };

    private static string SheetName(string name)
    {
        var allowed = string.Concat(name.Select(c => "[]:*?/\\'".Contains(c, StringComparison.Ordinal) || char.IsControl(c) ? ' ' : c)).Trim();
        return allowed.Length == 0 ? "1" : allowed.Length > 31 ? allowed[..31] : allowed;
    }
}
