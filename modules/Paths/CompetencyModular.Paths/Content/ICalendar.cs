using System.Globalization;
using System.Text;

namespace CompetencyModular.Paths.Content;

/// <summary>
/// Writes calendar files (RFC 5545). All times are in UTC, so that no zone has to be described: that leaves ten lines, for which a library would bring a
/// zone database of its own.
/// </summary>
internal static class ICalendar
{
    private const int MostOctets = 75;

    public static byte[] Of(IEnumerable<CalendarEntry> entries, DateTimeOffset stamp)
    {
        var text = new StringBuilder();
        foreach (var line in (string[])["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CompetencyModular//Paths//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]) Fold(text, line);
        foreach (var entry in entries)
        {
            Fold(text, "BEGIN:VEVENT");
            Fold(text, $"UID:{entry.Uid}");
            Fold(text, $"DTSTAMP:{Utc(stamp)}");
            Fold(text, $"SEQUENCE:{entry.Sequence.ToString(CultureInfo.InvariantCulture)}");
            Fold(text, $"DTSTART:{Utc(entry.StartsAt)}");
            Fold(text, $"DTEND:{Utc(entry.EndsAt)}");
            Fold(text, $"SUMMARY:{Escape(entry.Title)}");
            if (entry.Description.Length > 0) Fold(text, $"DESCRIPTION:{Escape(entry.Description)}");
            if (entry.Place.Length > 0) Fold(text, $"LOCATION:{Escape(entry.Place)}");
            if (entry.Link.Length > 0) Fold(text, $"URL:{new Uri(entry.Link).AbsoluteUri}");
            Fold(text, $"STATUS:{(entry.IsCancelled ? "CANCELLED" : entry.IsTentative ? "TENTATIVE" : "CONFIRMED")}");
            Fold(text, "END:VEVENT");
        }

        Fold(text, "END:VCALENDAR");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\n", StringComparison.Ordinal);

    /// <summary>A line has at most 75 octets; it goes on after a line break and a space, and never breaks within a character (3.1).</summary>
    private static void Fold(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}

/// <summary>One date in a calendar.</summary>
/// <param name="Uid">The same for the same date, for ever, so that a second import changes the first.</param>
/// <param name="Sequence">Raised with each change.</param>
/// <param name="IsTentative">While one waits for a seat.</param>
internal sealed record CalendarEntry(
    string Uid, int Sequence, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Title, string Description, string Place, string Link, bool IsTentative, bool IsCancelled);
