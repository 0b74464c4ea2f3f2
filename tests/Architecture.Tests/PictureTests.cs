using System.Reflection;
using System.Text;

namespace CompetencyModular.Architecture.Tests;

/// <summary>docs/architecture.md shows the references as they are. Set <c>COMPETENCY_REWRITE_DOCS=1</c> to have the picture drawn anew.</summary>
public sealed class PictureTests
{
    private const string Start = "<!-- picture: drawn by Architecture.Tests -->";
    private const string End = "<!-- end of picture -->";

    private static readonly string Document = Path.Combine(Product.Root, "docs", "architecture.md");

    [Fact]
    public void The_picture_shows_the_references_as_they_are()
    {
        var text = File.ReadAllText(Document);
        var (start, end) = (text.IndexOf(Start, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        (start >= 0 && end > start).ShouldBeTrue($"{Document} needs the lines {Start} and {End}");
        var wanted = $"{text[..start]}{Start}\n{Draw()}{text[end..]}";
        if (Environment.GetEnvironmentVariable("COMPETENCY_REWRITE_DOCS") == "1") File.WriteAllText(Document, text = wanted);

        (text == wanted).ShouldBeTrue($"docs/architecture.md shows other references than there are. Run this test with COMPETENCY_REWRITE_DOCS=1, or put this between its marks:\n{Draw()}");
    }

    [Fact]
    public void A_new_module_changes_the_picture() => Draw(Product.WithBadModule).ShouldNotBe(Draw());

    private static string Draw() => Draw(Product.Real);

    private static string Draw(Product product)
    {
        var picture = new StringBuilder("```mermaid\nflowchart TB\n");
        picture.Append("  Host[\"Host\"]\n  Sdk[\"SDK\"]\n");
        foreach (var module in product.Modules)
        {
            picture.Append($"  subgraph {module}Module[\"{module}\"]\n    {module}[\"{module}\"]\n");
            if (module.Contracts is not null) picture.Append($"    {module}Contracts([\"{module}.Contracts\"])\n");
            picture.Append("  end\n");
        }

        picture.Append("  Host --> Sdk\n");
        foreach (var module in product.Modules) picture.Append($"  Host -. loads .-> {module}\n");
        foreach (var module in product.Modules)
        foreach (var assembly in module.Assemblies)
        foreach (var referenced in ModuleUnderTest.ReferencesOf(assembly).Order(StringComparer.Ordinal))
            picture.Append($"  {Node(assembly.GetName())} --> {Node(new AssemblyName(referenced))}\n");
        return picture.Append("```\n").ToString();
    }

    private static string Node(AssemblyName name) => name.Name!.Replace("CompetencyModular.", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
}
