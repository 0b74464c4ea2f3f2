using System.Text.RegularExpressions;

namespace CompetencyModular.Architecture.Tests;

/// <summary>docs/requirements.md names pages, slices and tests that are there.</summary>
public sealed partial class RequirementsTests
{
    private static readonly string[] Rows = [.. File.ReadLines(Path.Combine(Product.Root, "docs", "requirements.md")).Where(l => l.StartsWith("| R", StringComparison.Ordinal))];

    [Fact]
    public void Every_requirement_is_listed_once() =>
        Rows.Select(r => Cells(r)[0]).ShouldBe([
            "R0.1", "R0.2", "R1.1", "R1.2", "R1.3", "R1.4", "R2.1", "R2.2", "R2.3", "R2.4", "R2.5", "R2.6", "R3.1", "R3.2", "R3.3", "R3.4", "R3.5", "R4.1", "R4.2", "R4.3", "R4.4", "R4.5",
            "R5.1", "R5.2", "R5.3", "R5.4", "R6.1", "R6.2", "R6.3", "R6.4", "R6.5", "R6.6", "R6.7", "R6.8", "R6.9", "R6.10", "R7.1", "R7.2"]);

    [Fact]
    public void The_pages_slices_and_tests_that_it_names_are_there()
    {
        var pages = Files("src", "*.razor").Concat(Files("modules", "*.razor")).SelectMany(f => Page().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).ToHashSet();
        var tests = Files("tests", "*.cs").SelectMany(f => Test().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).ToHashSet();

        var missing = Rows.SelectMany(row =>
        {
            var cells = Cells(row);
            return new[] { (cells[0], cells[2], pages.Contains(cells[2])), (cells[0], cells[3], IsSlice(cells[3])), (cells[0], cells[4], tests.Contains(cells[4])) };
        }).Where(named => named.Item2.Length > 0 && !named.Item3).Select(named => $"{named.Item1}: {named.Item2}").ToList();

        missing.ShouldBeEmpty();
        pages.ShouldNotBeEmpty();
    }

    [Fact]
    public void What_has_no_page_is_not_called_met() =>
        Rows.Where(r => Cells(r)[2].Length > 0 && Cells(r)[3].Length == 0).ShouldBeEmpty("a page that no slice stands behind shows nothing");

    private static bool IsSlice(string named) => named.Split('/') switch
    {
        ["Host", var folder] => Directory.Exists(Path.Combine(Product.Root, "src", "CompetencyModular.Host", folder)),
        [var module, var slice] => Directory.Exists(Path.Combine(Product.Root, "modules", module, $"CompetencyModular.{module}", "Features", slice)),
        _ => false,
    };

    private static string[] Cells(string row) => [.. row.Trim().Trim('|').Split('|').Select(c => c.Trim().Trim('`'))];

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Product.Root, folder), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [GeneratedRegex("""^@page "([^"]+)"$""", RegexOptions.Multiline)]
    private static partial Regex Page();

    [GeneratedRegex(@"public (?:async Task|void|Task) (\w+)\(")]
    private static partial Regex Test();
}
