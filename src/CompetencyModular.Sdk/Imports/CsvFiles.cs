using System.Text;
using CsvHelper;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Sdk.Imports;

/// <summary>
/// Reads comma-separated files for importers: UTF-8, one heading row, quoted fields over several lines, semicolons or tabs where a
/// spreadsheet wrote them. What is wrong with the form of a file goes to the log; the importer checks the meaning.
/// </summary>
public sealed class CsvFiles(IStringLocalizer<CsvFiles> texts)
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file's rows.</summary>
    /// <param name="files">The files of the import.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="columns">The headings that must be there, whatever their case and order; others may be.</param>
    /// <param name="log">Takes the errors.</param>
    /// <returns>The rows; null when the file is not there or its form is wrong, which then is in the log.</returns>
    public IReadOnlyList<ImportRow>? Read(ImportFiles files, string name, IReadOnlyCollection<string> columns, ImportLog log)
    {
        using var stream = files.Open(name);
        if (stream is null)
        {
            log.Error(name, 0, "", texts["Missing", string.Join(", ", columns)]);
            return null;
        }

        using var content = new MemoryStream();
        stream.CopyTo(content);
        try
        {
            StrictUtf8.GetCharCount(content.GetBuffer(), 0, (int)content.Length);
        }
        catch (DecoderFallbackException)
        {
            log.Error(name, 0, "", texts["NotUtf8"]);
            return null;
        }

        return Parse(content.ToArray(), name, columns, log)?.Rows;
    }

    /// <summary>Reads UTF-8 text of whatever separator.</summary>
    internal Sheet? Parse(byte[] content, string file, IReadOnlyCollection<string> columns, ImportLog log)
    {
        var sound = true;
        using var reader = CsvReader.Create(content, new CsvReaderOptions
        {
            HasHeader = false,
            TrackLineNumbers = true,
            TrimWhitespace = true,
            TrimInsideQuotes = true,
            FieldCountMismatch = CsvFieldCountHandling.Allow,
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = malformed => Refuse((int)malformed.LineNumber, texts[malformed.Reason is CsvMalformedReason.UnterminatedQuote ? "OpenQuote" : "StrayQuote"]),
        });
        if (!reader.Read())
        {
            log.Error(file, 0, "", columns.Count == 0 ? texts["NoRows"] : texts["Empty", string.Join(", ", columns)]);
            return null;
        }

        var headings = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < reader.FieldCount; i++)
        {
            // Programs leave empty columns at the end; there is nothing in them to ask for.
            if (reader.GetString(i).Length > 0 && !headings.TryAdd(reader.GetString(i), i)) Refuse(1, texts["TwiceColumn"], reader.GetString(i));
        }

        foreach (var column in columns.Where(c => !headings.ContainsKey(c))) Refuse(1, texts["MissingColumn", string.Join(", ", headings.Keys)], column);
        if (!sound) return null;

        var (rows, width) = (new List<ImportRow>(), reader.FieldCount);
        while (reader.Read())
        {
            if (reader.FieldCount != width) Refuse((int)reader.LineNumber, texts["Width", reader.FieldCount, width]);
            else rows.Add(new ImportRow(file, (int)reader.LineNumber, headings, [.. Enumerable.Range(0, width).Select(reader.GetString)]));
        }

        return sound ? new Sheet([.. headings.OrderBy(h => h.Value).Select(h => h.Key)], rows) : null;

        void Refuse(int line, string reason, string column = "")
        {
            sound = false;
            log.Error(file, line, column, reason);
        }
    }
}

/// <summary>A row of a file.</summary>
public sealed class ImportRow
{
    private readonly Dictionary<string, int> headings;
    private readonly string[] fields;

    internal ImportRow(string file, int line, Dictionary<string, int> headings, string[] fields) => (File, Line, this.headings, this.fields) = (file, line, headings, fields);

    /// <summary>The file's name.</summary>
    public string File { get; }

    /// <summary>The line of the file on which the row begins, the heading being 1.</summary>
    public int Line { get; }

    /// <summary>A field by its heading, without white space around it; empty where there is no such column.</summary>
    public string this[string column] => headings.TryGetValue(column, out var index) ? fields[index] : "";

    /// <summary>Whether nothing stands in it.</summary>
    internal bool IsBlank => Array.TrueForAll(fields, f => f.Length == 0);

    /// <summary>Takes away the apostrophe that keeps a spreadsheet from taking a text for a formula.</summary>
    internal ImportRow Bare() => new(File, Line, headings, Array.ConvertAll(fields, f => f is ['\'', '=' or '+' or '-' or '@', ..] ? f[1..] : f));

    /// <summary>Whether the file has the column.</summary>
    public bool Has(string column) => headings.ContainsKey(column);
}
