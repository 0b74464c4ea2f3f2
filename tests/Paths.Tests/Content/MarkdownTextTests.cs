using CompetencyModular.Paths.Content;

namespace CompetencyModular.Paths.Tests.Content;

public class MarkdownTextTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "<script")]
    [InlineData("[x](javascript:alert(1))", "javascript:")]
    [InlineData("<img src=x onerror=alert(1)>", "<img")]
    [InlineData("![pixel](https://elsewhere.example/pixel.png)", "<img")]
    [InlineData("<form action=/x><button>go</button></form>", "<form")]
    [InlineData("<p style=\"position:fixed\">x</p>", "<p style")]
    [InlineData("[x](data:text/html,hello)", "href=\"data:")]
    public void What_could_harm_does_not_pass(string markdown, string harm) => Html(markdown).ShouldNotContain(harm, Case.Insensitive);

    [Fact]
    public void What_authors_write_passes()
    {
        var html = Html("# Title\n\n**bold** and [a link](https://example.org)\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |");
        html.ShouldContain("<h2>Title</h2>");
        html.ShouldContain("<strong>bold</strong>");
        html.ShouldContain("href=\"https://example.org\"");
        html.ShouldContain("<li>one</li>");
        html.ShouldContain("<td>1</td>");
    }

    private static string Html(string markdown) => MarkdownText.Html(markdown).Value;
}
