using System.IO.Compression;
using System.Text;
using CompetencyModular.Paths.Domain;

namespace CompetencyModular.Paths.Tests.Domain;

public class FileKindsTests
{
    [Fact]
    public void A_pdf_is_kept() => FileKinds.ContentTypeOf("a.PDF", "%PDF-1.7"u8.ToArray()).ShouldBe("application/pdf");

    [Fact]
    public void A_page_that_calls_itself_a_pdf_is_refused() => FileKinds.ContentTypeOf("a.pdf", "<html>"u8.ToArray()).ShouldBeNull();

    [Theory]
    [InlineData("a.html")]
    [InlineData("a.svg")]
    [InlineData("a.xml")]
    [InlineData("a.docm")]
    [InlineData("pdf")]
    public void What_is_on_no_list_is_refused(string name) => FileKinds.ContentTypeOf(name, "text"u8.ToArray()).ShouldBeNull();

    [Fact]
    public void Text_with_control_characters_is_refused() => FileKinds.ContentTypeOf("a.txt", [65, 0, 66]).ShouldBeNull();

    [Fact]
    public void Text_with_umlauts_is_kept() => FileKinds.ContentTypeOf("a.txt", Encoding.UTF8.GetBytes("Grüße\n")).ShouldNotBeNull();

    [Fact]
    public void A_document_is_kept() => FileKinds.ContentTypeOf("a.docx", Zip("[Content_Types].xml", "word/document.xml")).ShouldNotBeNull();

    [Fact]
    public void A_spreadsheet_that_calls_itself_a_document_is_refused() => FileKinds.ContentTypeOf("a.docx", Zip("[Content_Types].xml", "xl/workbook.xml")).ShouldBeNull();

    [Fact]
    public void A_document_with_macros_is_refused() => FileKinds.ContentTypeOf("a.docx", Zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")).ShouldBeNull();

    private static byte[] Zip(params string[] names)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create)) foreach (var name in names) zip.CreateEntry(name);
        return stream.ToArray();
    }
}
