using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Microsoft.Extensions.Localization;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace CompetencyModular.Sdk.Imports;

/// <summary>
/// Reads tables that people bring in whatever form their programs write: XLSX, or CSV as UTF-8, UTF-16 or Windows-1252 with commas, semicolons or tabs.
/// The first row holds the headings. What is wrong with a file goes to the log, in words for people; the module checks the meaning.
/// </summary>
public sealed class Spreadsheets(CsvFiles csv, IStringLocalizer<Spreadsheets> texts)
{
    /// <summary>The largest file.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>The most rows below the headings.</summary>
    public const int MaxRows = 50_000;

    /// <summary>The most columns.</summary>
    public const int MaxColumns = 1_000;

    /// <summary>For the <c>accept</c> attribute of an input.</summary>
    public const string Accept = ".xlsx,.csv,.txt";

    // A few kilobytes of XLSX can unpack to gigabytes, and one cell at the far end makes a table of billions. The effort for a row grows with
    // the square of its width: 50,000 rows of 100 columns are read in seconds, and so are 2,000 of 500.
    private const long MaxUnpacked = 200L * 1024 * 1024;
    private const long MaxEffort = 500_000_000;

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly OpenXmlConfiguration InMemory = new() { EnableSharedStringCache = false };

    /// <summary>Reads a table.</summary>
    /// <param name="content">The file.</param>
    /// <param name="name">Its name, for the log; what it is is told from its content.</param>
    /// <param name="log">Takes the errors.</param>
    /// <param name="sheet">The sheet of an XLSX file, whatever the case; null for the first.</param>
    /// <returns>The table; null when it cannot be read, which then is in the log.</returns>
    public Sheet? Read(byte[] content, string name, ImportLog log, string? sheet = null)
    {
        string? refused = null;
        if (content.Length > MaxBytes) refused = texts["TooLarge", MaxBytes / 1024 / 1024];
        else if (content is [0xD0, 0xCF, 0x11, 0xE0, ..]) refused = texts["OldOrLocked"];
        else if (content is [(byte)'P', (byte)'K', ..]) return ReadXlsx(content, name, log, sheet);
        if (refused is null && TextOf(content) is { } text) return Checked(csv.Parse(StrictUtf8.GetBytes(text), name, [], log), name, log);
        log.Error(name, 0, "", refused ?? texts["NoTable"]);
        return null;
    }

    /// <summary>The names of the sheets of an XLSX file, in their order; none for anything else.</summary>
    public IReadOnlyList<string> SheetNames(byte[] content)
    {
        if (content is not [(byte)'P', (byte)'K', ..] || content.Length > MaxBytes || !UnpacksWithinReason(content)) return [];
        try
        {
            using var stream = new MemoryStream(content, writable: false);
            return stream.GetSheetNames();
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            return [];
        }
    }

    private static string? TextOf(byte[] content)
    {
        if (content is [0xFF, 0xFE, ..]) return Encoding.Unicode.GetString(content.AsSpan(2));
        if (content is [0xFE, 0xFF, ..]) return Encoding.BigEndianUnicode.GetString(content.AsSpan(2));
        if (content.AsSpan().Contains((byte)0)) return null;
        var bytes = content.AsSpan(content is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0);
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
    }

    private Sheet? ReadXlsx(byte[] content, string name, ImportLog log, string? sheet)
    {
        string reason = texts["Broken"];
        try
        {
            if (!UnpacksWithinReason(content)) reason = texts["TooMuch"];
            else
            {
                using var stream = new MemoryStream(content, writable: false);
                var names = stream.GetSheetNames();
                var wanted = sheet is null ? names.FirstOrDefault() : names.FirstOrDefault(n => string.Equals(n, sheet, StringComparison.OrdinalIgnoreCase));
                if (wanted is not null) return Checked(RowsOf(stream, wanted, name, log), name, log);
                reason = texts["NoSheet", sheet ?? "", string.Join(", ", names)];
            }
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            // The reason stands already: what a library found wrong inside the file helps nobody who looks at a table.
        }

        log.Error(name, 0, "", reason);
        return null;
    }

    private Sheet? RowsOf(MemoryStream stream, string sheet, string file, ImportLog log)
    {
        Dictionary<string, int>? headings = null;
        var (rows, number, width, errors) = (new List<ImportRow>(), 0, 0, log.Errors.Count);
        foreach (IDictionary<string, object?> cells in stream.Query(useHeaderRow: false, sheetName: sheet, excelType: ExcelType.XLSX, configuration: InMemory))
        {
            number++;
            var fields = cells.Values.Select(Written).ToArray();
            if (cells.Count > MaxColumns || (long)number * cells.Count * cells.Count > MaxEffort)
            {
                log.Error(file, number, "", cells.Count > MaxColumns ? texts["TooWide", MaxColumns] : texts["TooMuch"]);
                return null;
            }

            if (headings is not null)
            {
                if (fields.Length < width) Array.Resize(ref fields, width);
                rows.Add(new ImportRow(file, number, headings, Array.ConvertAll(fields, f => f ?? "")));
            }
            else if (Array.Exists(fields, f => f.Length > 0))
            {
                (headings, width) = (new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase), fields.Length);
                for (var i = 0; i < width; i++)
                {
                    if (fields[i].Length > 0 && !headings.TryAdd(fields[i], i)) log.Error(file, number, fields[i], texts["TwiceColumn"]);
                }
            }

            if (rows.Count > MaxRows && !rows[^1].IsBlank) break;
        }

        if (headings is null) log.Error(file, 0, "", texts["NoRows"]);
        return headings is null || log.Errors.Count > errors ? null : new Sheet([.. headings.OrderBy(h => h.Value).Select(h => h.Key)], rows);
    }

    private Sheet? Checked(Sheet? sheet, string name, ImportLog log)
    {
        if (sheet is null) return null;
        List<ImportRow> rows = [.. sheet.Rows.Where(r => !r.IsBlank).Select(r => r.Bare())];
        var refused = rows.Count > MaxRows ? texts["TooLong", MaxRows].Value : sheet.Columns.Count > MaxColumns ? texts["TooWide", MaxColumns].Value : null;
        if (refused is null) return sheet with { Rows = rows };
        log.Error(name, 0, "", refused);
        return null;
    }

    /// <summary>Unpacks all of it once and throws it away: what a file says of its own size may be a lie.</summary>
    private static bool UnpacksWithinReason(byte[] content)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content, writable: false));
            var (left, buffer) = (MaxUnpacked, new byte[81920]);
            foreach (var entry in archive.Entries)
            {
                using var stream = entry.Open();
                for (int read; (read = stream.Read(buffer)) > 0;)
                {
                    if ((left -= read) < 0) return false;
                }
            }

            return true;
        }
        catch (InvalidDataException)
        {
            return true; // Broken, not too large: reading it says so.
        }
    }

    /// <summary>What a broken or foreign file makes the libraries throw; they promise nothing about it.</summary>
    private static bool IsBroken(Exception exception) => exception is InvalidDataException or XmlException or FormatException or InvalidOperationException
        or NullReferenceException or ArgumentException or IndexOutOfRangeException or KeyNotFoundException or OverflowException or IOException or NotSupportedException or InvalidCastException;

    private static string Written(object? value) => value switch
    {
        null => "",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()?.Trim() ?? "",
    };
}

/// <summary>A table that was read.</summary>
/// <param name="Columns">The headings in their order; columns without one are left out.</param>
/// <param name="Rows">The rows that are not blank. Dates are written 2026-03-31, numbers with a point.</param>
public sealed record Sheet(IReadOnlyList<string> Columns, IReadOnlyList<ImportRow> Rows);
