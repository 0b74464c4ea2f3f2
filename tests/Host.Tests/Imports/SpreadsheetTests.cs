using System.IO.Compression;
using System.Text;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Rest;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Imports;

public sealed class SpreadsheetTests
{
    private readonly ImportLog log = new();
    private readonly Spreadsheets spreadsheets = new ServiceCollection().AddLogging().AddLocalization()
        .AddScoped<CsvFiles>().AddScoped<Spreadsheets>().BuildServiceProvider().GetRequiredService<Spreadsheets>();

    [Fact]
    public void What_was_written_as_a_workbook_is_read_back_with_texts_as_texts_and_dates_as_dates()
    {
        var file = XlsxDownload.Of("skills.xlsx", "Skills: [all]", ["Name", "Level", "Since", "Name 2"],
        [
            ["=1+1", 3, new DateOnly(2026, 3, 31), "-5"],
            ["00123", 2.5m, null, "@home <&> \"ä\""],
            [null, null, null, null],
            ["+49 30", -1, new DateTimeOffset(2026, 3, 31, 8, 30, 0, TimeSpan.Zero), "two\nlines"],
        ]);

        var sheet = spreadsheets.Read(file.Content, file.Name, log).ShouldNotBeNull();

        log.Errors.ShouldBeEmpty();
        sheet.Columns.ShouldBe(["Name", "Level", "Since", "Name 2"]);
        sheet.Rows.Select(r => (r.Line, r["name"], r["Level"], r["Since"], r["Name 2"])).ShouldBe(
        [
            (2, "=1+1", "3", "2026-03-31", "-5"),
            (3, "00123", "2.5", "", "@home <&> \"ä\""),
            (5, "+49 30", "-1", "2026-03-31T08:30:00", "two\nlines"),
        ]);
        Part(file.Content, "xl/worksheets/sheet1.xml").ShouldNotContain("<x:f>", Case.Insensitive, "nothing of it is a formula");
    }

    [Fact]
    public void What_was_written_as_CSV_is_read_back_without_the_apostrophe_that_guards_it()
    {
        var file = CsvDownload.Of("skills.csv", ["Name", "Note"], [["=1+1", "a,b;c"], ["-5", "two\nlines"], ["'tis", "x"]]);

        var sheet = spreadsheets.Read(file.Content, file.Name, log).ShouldNotBeNull();

        Encoding.UTF8.GetString(file.Content).ShouldContain("'=1+1");
        sheet.Rows.Select(r => (r["Name"], r["Note"])).ShouldBe([("=1+1", "a,b;c"), ("-5", "two\nlines"), ("'tis", "x")]);
    }

    [Fact]
    public void Shared_rich_and_inline_strings_formulas_gaps_and_other_sheets_are_read()
    {
        var content = Workbook(
            """
            <row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>Level</t></is></c></row>
            <row r="5"><c r="A5" t="s"><v>1</v></c><c r="B5"><v>7</v></c><c r="C5" t="str"><f>1+1</f><v>Expert</v></c></row>
            <row r="6"><c r="C6"><v>4</v></c></row>
            """, sharedStrings: """<si><t>Skill</t></si><si><r><t>Weld</t></r><r><t>ing</t></r></si>""");

        var sheet = spreadsheets.Read(content, "own.xlsx", log).ShouldNotBeNull();

        sheet.Columns.ShouldBe(["Skill", "Level"]);
        sheet.Rows.Select(r => (r.Line, r["Skill"], r["Level"])).ShouldBe([(5, "Welding", "Expert"), (6, "", "4")]);
        spreadsheets.SheetNames(content).ShouldBe(["First", "Second"]);
        spreadsheets.Read(content, "own.xlsx", log, "second").ShouldNotBeNull().Columns.ShouldBe(["Other"]);
        spreadsheets.Read(content, "own.xlsx", log, "third").ShouldBeNull();
        log.Errors.ShouldHaveSingleItem().Reason.ShouldContain("First, Second");
    }

    [Theory]
    [InlineData("utf-8", ",")]
    [InlineData("utf-16", ";")]
    [InlineData("utf-16BE", "\t")]
    [InlineData("windows-1252", ";")]
    public void CSV_is_read_whatever_program_wrote_it(string encoding, string separator)
    {
        var known = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        var text = $"Fähigkeit{separator}Stufe{separator}\r\nSchweißen{separator}Könner – sehr gut{separator}\r\n{separator}{separator}\r\nLöten{separator}{separator}\r\n";

        var sheet = spreadsheets.Read([.. known.Preamble, .. known.GetBytes(text)], "own.csv", log).ShouldNotBeNull();

        sheet.Columns.ShouldBe(["Fähigkeit", "Stufe"]);
        sheet.Rows.Select(r => (r.Line, r["Fähigkeit"], r["Stufe"])).ShouldBe([(2, "Schweißen", "Könner – sehr gut"), (4, "Löten", "")]);
    }

    [Fact]
    public void What_is_broken_locked_or_no_table_is_refused_with_a_way_out()
    {
        var whole = XlsxDownload.Of("a.xlsx", "a", ["Name"], [["x"]]).Content;

        Refused(whole[..(whole.Length / 2)]).ShouldContain("damaged");
        Refused(Zip(("readme.txt", "no workbook"))).ShouldContain("damaged");
        Refused(Zip(("xl/workbook.xml", "<not closed"), ("[Content_Types].xml", ""))).ShouldContain("damaged");
        Refused([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).ShouldContain("password");
        Refused([0x89, (byte)'P', (byte)'N', (byte)'G', 0, 0, 0]).ShouldContain("no table");
        Refused([]).ShouldContain("no rows");
        Refused(XlsxDownload.Of("a.xlsx", "a", [], []).Content).ShouldNotBeEmpty();
        Refused(XlsxDownload.Of("a.xlsx", "a", ["Name", "name"], [["x", "y"]]).Content).ShouldContain("Two columns");
        Refused(new byte[Spreadsheets.MaxBytes + 1]).ShouldContain("10 MB");
    }

    [Fact]
    public void A_small_file_that_unpacks_to_a_huge_one_is_refused_before_it_is_parsed()
    {
        var bomb = new MemoryStream();
        using (var archive = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 210; i++) entry.Write(zeros);
        }

        bomb.Length.ShouldBeLessThan(Spreadsheets.MaxBytes);
        Refused(bomb.ToArray()).ShouldContain("more than can be read");
        spreadsheets.SheetNames(bomb.ToArray()).ShouldBeEmpty();
    }

    [Fact]
    public void One_cell_at_the_far_end_does_not_make_a_table_of_billions()
    {
        Refused(Workbook("""<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>""")).ShouldContain("columns");
        Refused(Workbook("""<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1"><v>2</v></c></row><row r="1048576"><c r="ZZ1048576"><v>1</v></c></row>""")).ShouldContain("more than can be read");
    }

    [Fact]
    public void Too_many_rows_are_refused() =>
        Refused(Encoding.UTF8.GetBytes("Name\n" + string.Concat(Enumerable.Repeat("x\n", Spreadsheets.MaxRows + 1)))).ShouldContain("rows");

    [Fact]
    public void Workbooks_of_other_programs_are_read()
    {
        var folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../../shared/data"));
        Assert.SkipUnless(Directory.Exists(folder), "The published workbooks are not beside this repository.");

        var scales = spreadsheets.Read(File.ReadAllBytes(Path.Combine(folder, "onet/xlsx/Scales Reference.xlsx")), "scales.xlsx", log).ShouldNotBeNull();
        scales.Columns.ShouldBe(["Scale ID", "Scale Name", "Minimum", "Maximum"]);
        scales.Rows[0]["Maximum"].ShouldBe("5");

        var items = File.ReadAllBytes(Path.Combine(folder, "case/opensalt/spreadsheet_import_sample.xlsx"));
        spreadsheets.SheetNames(items).ShouldBe(["CF Doc", "CF Item", "CF Association"]);
        spreadsheets.Read(items, "items.xlsx", log, "CF Item").ShouldNotBeNull().Rows.Count.ShouldBeGreaterThan(1);
        log.Errors.ShouldBeEmpty();
    }

    private string Refused(byte[] content)
    {
        var own = new ImportLog();
        spreadsheets.Read(content, "own", own).ShouldBeNull();
        return own.Errors[0].Reason;
    }

    private static byte[] Workbook(string rows, string sharedStrings = "")
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", Rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string Packages = "http://schemas.openxmlformats.org/package/2006/relationships";
        return Zip(
            ("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"""),
            ("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Rel}"><sheets><sheet name="First" sheetId="1" r:id="rId1"/><sheet name="Second" sheetId="2" r:id="rId2"/></sheets></workbook>"""),
            ("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{Packages}"><Relationship Id="rId1" Type="{Rel}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Rel}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"""),
            ("xl/worksheets/sheet1.xml", $"""<worksheet xmlns="{Main}"><sheetData>{rows}</sheetData></worksheet>"""),
            ("xl/worksheets/sheet2.xml", $"""<worksheet xmlns="{Main}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Other</t></is></c></row></sheetData></worksheet>"""),
            ("xl/sharedStrings.xml", $"""<sst xmlns="{Main}">{sharedStrings}</sst>"""));
    }

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return content.ToArray();
    }

    private static string Part(byte[] content, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(content));
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
