using System.Text.Json;
using System.Xml.Linq;

namespace CompetencyModular.Architecture.Tests;

/// <summary>Whoever hosts the product may use all that it is made of: the restored packages' own words, against a list.</summary>
public sealed class LicenceTests
{
    private static readonly string[] Allowed = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PostgreSQL", "MS-PL", "ISC", "0BSD", "Unlicense", "MPL-2.0"];

    /// <summary>Packages that bring their licence as a file or address; somebody read it.</summary>
    private static readonly Dictionary<string, string> Read = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Mediator.Abstractions"] = "MIT",
        ["Mediator.SourceGenerator"] = "MIT",
        ["Mono.Cecil"] = "MIT",
        ["NetArchTest.Rules"] = "MIT",
    };

    /// <summary>From this major version on their licence does not suit every organisation.</summary>
    private static readonly Dictionary<string, int> Denied = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SixLabors.ImageSharp"] = 3, ["MassTransit"] = 9, ["MediatR"] = 13, ["AutoMapper"] = 15, ["FluentAssertions"] = 8, ["EPPlus"] = 5, ["QuestPDF"] = 0, ["Duende"] = 0,
    };

    [Fact]
    public void All_restored_packages_have_a_licence_that_suits_everybody()
    {
        var packages = Restored().ToList();

        packages.Count.ShouldBeGreaterThan(30, "nothing was restored");
        packages.Where(p => !IsAllowed(p)).Select(p => $"{p.Id} {p.Version}: {p.Licence}").Distinct().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("MediatR", "13.0.0", "Apache-2.0", false)]
    [InlineData("MediatR", "12.5.0", "Apache-2.0", true)]
    [InlineData("Duende.IdentityServer", "7.0.0", "MIT", false)]
    [InlineData("Anything", "1.0.0", "GPL-3.0-only", false)]
    [InlineData("Anything", "1.0.0", "MIT AND GPL-3.0-only", false)]
    [InlineData("Anything", "1.0.0", "GPL-3.0-only OR MIT", true)]
    [InlineData("Anything", "1.0.0", "file: LICENSE", false)]
    public void A_licence_that_does_not_suit_everybody_is_found(string id, string version, string licence, bool isAllowed) =>
        IsAllowed(new Package(id, version, licence)).ShouldBe(isAllowed);

    private static bool IsAllowed(Package package)
    {
        var isDenied = Denied.Any(d => (package.Id.Equals(d.Key, StringComparison.OrdinalIgnoreCase) || package.Id.StartsWith(d.Key + ".", StringComparison.OrdinalIgnoreCase)) && package.Major >= d.Value);
        var licence = Read.GetValueOrDefault(package.Id, package.Licence);
        // "A OR B" leaves the choice to us; of "A AND B" both must do.
        return !isDenied && licence.Split(" OR ").Any(choice => choice.Trim('(', ')').Split(" AND ").All(part => Allowed.Contains(part.Trim())));
    }

    private static IEnumerable<Package> Restored()
    {
        var assets = new[] { "src", "modules", "tests" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Product.Root, f), "project.assets.json", SearchOption.AllDirectories));
        foreach (var file in assets)
        {
            using var restored = JsonDocument.Parse(File.ReadAllText(file));
            var folders = restored.RootElement.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name).ToList();
            foreach (var library in restored.RootElement.GetProperty("libraries").EnumerateObject().Where(l => l.Value.GetProperty("type").GetString() == "package"))
            {
                var path = library.Value.GetProperty("path").GetString()!;
                var specification = folders.Select(f => Path.Combine(f, path)).Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*.nuspec")).First();
                yield return Describe(library.Name.Split('/'), specification);
            }
        }
    }

    private static Package Describe(string[] name, string specification)
    {
        var metadata = XDocument.Load(specification).Root!.Elements().First(e => e.Name.LocalName == "metadata");
        var licence = metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "license");
        var address = metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "licenseUrl")?.Value;
        return new Package(name[0], name[1], licence is null ? $"address: {address ?? "none"}" : licence.Attribute("type")?.Value == "expression" ? licence.Value : $"file: {licence.Value}");
    }

    private sealed record Package(string Id, string Version, string Licence)
    {
        public int Major => int.Parse(Version.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
