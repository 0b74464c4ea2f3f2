using System.Globalization;
using CompetencyModular.Sdk.Imports;
using CsvHelper;

namespace CompetencyModular.Paths.Features.ImportCourses;

/// <summary>The rows of a CSV file with a heading, each of which knows its place, so that it can say what is wrong with it.</summary>
internal static class CsvTable
{
    /// <summary>Reads all rows; none where the file or one of the columns is missing, which the log then says.</summary>
    public static IReadOnlyList<CsvRow> Read(ImportFiles files, string file, IReadOnlyList<string> columns, ImportLog log, bool mustExist)
    {
        using var stream = files.Open(file);
        if (stream is null)
        {
            if (mustExist) log.Error(file, 0, "", "The file is missing.");
            return [];
        }

        using var csv = CsvReader.Create(stream, new CsvReaderOptions { TrimWhitespace = true, TrackLineNumbers = true });
        var rows = new List<CsvRow>();
        try
        {
            csv.ReadHeader();
            var missing = columns.Where(c => !csv.TryGetFieldIndex(c, out _)).ToList();
            foreach (var column in missing) log.Error(file, 1, column, "The column is missing.");
            if (missing.Count > 0) return [];

            var places = columns.ToDictionary(c => c, csv.GetFieldIndex);
            while (csv.Read())
            {
                var values = places.ToDictionary(p => p.Key, p => p.Value < csv.FieldCount ? csv.GetString(p.Value) : "");
                rows.Add(new CsvRow(file, (int)csv.LineNumber, values, log));
            }
        }
        catch (CsvFormatException malformed)
        {
            log.Error(file, (int)malformed.LineNumber, "", "The quotation marks do not match.");
        }

        return rows;
    }
}

/// <summary>A row of a <see cref="CsvTable"/>.</summary>
internal sealed class CsvRow(string file, int line, IReadOnlyDictionary<string, string> values, ImportLog log)
{
    public string this[string column] => values[column];

    /// <summary>A text that must be there; null, and an error in the log, where it is not or is too long.</summary>
    public string? Text(string column, int maxLength)
    {
        var value = this[column];
        if (value.Length == 0)
        {
            log.Error(file, line, column, "The value is missing.");
            return null;
        }

        if (value.Length <= maxLength) return value;
        log.Error(file, line, column, string.Create(CultureInfo.InvariantCulture, $"The value is longer than {maxLength} characters."));
        return null;
    }

    /// <summary>A whole number; null, and an error in the log, where there is none within the bounds.</summary>
    public int? Number(string column, int least, int most)
    {
        if (int.TryParse(this[column], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Wrong(column, string.Create(CultureInfo.InvariantCulture, $"is not a whole number from {least} to {most}"));
        return null;
    }

    /// <summary>Says in the log what is wrong with a value.</summary>
    public void Wrong(string column, string reason) => log.Error(file, line, column, $"“{this[column]}” {reason}.");
}
