using System.Text;
using CompetencyModular.Paths.Content;

namespace CompetencyModular.Paths.Tests.Content;

public sealed class ICalendarTests
{
    [Fact]
    public void Text_is_escaped_so_that_it_stays_one_property()
    {
        var lines = Lines(Entry(title: "Ropes, knots; and C:\\\r\nEND:VEVENT"));

        lines.ShouldContain("SUMMARY:Ropes\\, knots\\; and C:\\\\\\nEND:VEVENT");
        lines.Count(l => l == "END:VEVENT").ShouldBe(1);
    }

    [Theory]
    [InlineData("https://meet.example.org/a\r\nSTATUS:CANCELLED")]
    [InlineData("https://meet.example.org/a\nSTATUS:CANCELLED")]
    [InlineData("https://meet.example.org/Höhe b")]
    public void A_link_is_written_as_an_address_and_brings_in_no_line_of_its_own(string link)
    {
        var lines = Lines(Entry(link: link));

        lines.Single(l => l.StartsWith("URL:", StringComparison.Ordinal)).ShouldAllBe(c => c > ' ' && c < 127);
        lines.Where(l => l.StartsWith("STATUS:", StringComparison.Ordinal)).ShouldBe(["STATUS:CONFIRMED"]);
    }

    [Fact]
    public void A_long_line_is_folded_between_characters_and_unfolds_to_what_was_written()
    {
        var title = string.Concat(Enumerable.Repeat("Höhenrettung 🧗 ", 20));
        var text = Encoding.UTF8.GetString(ICalendar.Of([Entry(title: title)], Builders.Now));

        text.Split("\r\n").ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= 75);
        text.ShouldNotContain('\uFFFD');
        text.Replace("\r\n ", "", StringComparison.Ordinal).ShouldContain($"SUMMARY:{title}\r\n");
    }

    private static CalendarEntry Entry(string title = "Ropes", string link = "") =>
        new("1@here", 0, Builders.Now, Builders.Now.AddHours(1), title, "", "", link, false, false);

    private static string[] Lines(CalendarEntry entry) =>
        Encoding.UTF8.GetString(ICalendar.Of([entry], Builders.Now)).Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");
}
