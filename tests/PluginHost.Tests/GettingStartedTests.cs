using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.PluginHost.Tests;

/// <summary>R7.2: what docs/module-authors/getting-started.md says works, to the letter.</summary>
public sealed partial class GettingStartedTests : IDisposable
{
    /// <summary>A version of this run alone, so that NuGet takes nothing out of its cache and nobody's packages are touched.</summary>
    private readonly string version = $"0.1.0-test.r{Guid.NewGuid():N}"[..24];

    private readonly string work = Directory.CreateDirectory(Path.Combine(Places.Temp, "getting started")).FullName;

    [Fact]
    public async Task R7_2_Who_follows_getting_started_word_by_word_has_a_module_that_runs()
    {
        var modules = Directory.CreateDirectory(Path.Combine(work, "host", "modules")).FullName;
        var document = await File.ReadAllTextAsync(Path.Combine(Places.Root, "docs", "module-authors", "getting-started.md"));
        // The first part; what follows it shows pieces of the sample.
        document = document[..document.IndexOf("## 2.", StringComparison.Ordinal)];
        var blocks = Blocks().Matches(document);
        // Two builds in one folder at once would stumble over each other.
        await PartnerModule.FolderAsync();

        var (here, said) = (work, new List<string>());
        foreach (Match block in blocks)
        {
            var output = "";
            if (block.Groups["language"].Value == "bash") (here, output) = await RunAsync(block.Groups["text"].Value, here);
            else await WriteAsync(Path.Combine(here, block.Groups["file"].Value), block.Groups["text"].Value);
            said.Add(output);
        }

        blocks.Select(b => b.Groups["language"].Value).ShouldBe(["bash", "bash", "csharp", "csharp", "bash", "bash"]);
        said[4].ShouldContain("failed: 0");
        var made = Path.Combine(modules, "VisitorDesk");
        Directory.GetFiles(made, "CompetencyModular.*.dll").ShouldBeEmpty("The host brings the SDK.");
        ZipFile.ExtractToDirectory(Path.Combine(here, "ready", "VisitorDesk-0.1.0.zip"), Path.Combine(work, "unpacked"));
        FilesOf(Path.Combine(work, "unpacked", "VisitorDesk")).ShouldBe(FilesOf(made));

        await using var host = await RunningHost.StartAsync(Database.Sqlite, made);
        var (learner, manager, api, admin) = (await host.SignInAsync("learner"), await host.SignInAsync("manager"), await host.ApiAsync("learner"), await host.SignInAsync("admin"));
        using var added = await manager.SubmitAsync("/visitor-desk", ("Command.Title", "The plumber"));
        var page = await learner.GetPageAsync("/visitor-desk");
        learner.DefaultRequestHeaders.Add("Accept-Language", "de");
        var german = await learner.GetPageAsync("/visitor-desk");

        added.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        page.QuerySelector("h1")!.TextContent.ShouldBe("VisitorDesk");
        page.QuerySelector("table")!.TextContent.ShouldContain("The plumber");
        page.QuerySelector("nav a[href='visitor-desk']").ShouldNotBeNull();
        german.Body!.TextContent.ShouldContain("Was Sie hier finden");
        var count = await api.GetFromJsonAsync<JsonElement>("/api/v1/visitor-desk/entries/count");
        (count.GetProperty("entries").GetInt32(), count.GetProperty("left").GetInt32()).ShouldBe((1, 0));
        (await admin.GetPageAsync("/admin/modules")).QuerySelectorAll("section.card").ShouldContain(c => c.TextContent.Contains("VisitorDesk, version 0.1.0"));
    }

    /// <summary>The template names its packages with their versions, because a partner has no central list of them.</summary>
    [Fact]
    public void The_template_takes_the_same_packages_as_the_product()
    {
        var central = PackagesOf(Path.Combine(Places.Root, "Directory.Packages.props"), "PackageVersion");

        var own = Directory.GetFiles(Path.Combine(Places.Root, "build", "templates", "competency-module"), "*.csproj", SearchOption.AllDirectories)
            .SelectMany(project => PackagesOf(project, "PackageReference")).Where(p => !p.Key.StartsWith("CompetencyModular.", StringComparison.Ordinal)).ToList();

        own.ShouldNotBeEmpty();
        own.Where(p => central.GetValueOrDefault(p.Key) != p.Value).ShouldBeEmpty();
    }

    public void Dispose()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var name in new[] { "competencymodular.sdk", "competencymodular.host", "competencymodular.sdk.testing" })
        {
            var mine = Path.Combine(packages, name, version);
            if (Directory.Exists(mine)) Directory.Delete(mine, recursive: true);
        }
    }

    /// <summary>Runs a block where the one before ended.</summary>
    private async Task<(string Here, string Said)> RunAsync(string commands, string here)
    {
        var place = Path.Combine(work, "place");
        var start = new ProcessStartInfo("bash", ["-euc", $"{commands}\npwd > '{place}'"]) { WorkingDirectory = here, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["COMPETENCY"] = Places.Root;
        start.Environment["COMPETENCY_HOST"] = Path.Combine(work, "host");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // What is built already is taken as it is, and packed under a version that no cache knows.
        start.Environment["Configuration"] = Places.Configuration;
        start.Environment["DOTNET_CLI_DISABLE_PUBLISH_AND_PACK_RELEASE"] = "true";
        start.Environment["PackageVersion"] = version;
        // The templates of whoever runs this stay as they are.
        start.Environment["BASH_ENV"] = await TemplatesOfThisRunAsync();
        using var process = Process.Start(start)!;
        var said = string.Concat(await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()));
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{commands}{Environment.NewLine}{said}");
        return ((await File.ReadAllTextAsync(place)).Trim(), said);
    }

    /// <summary>
    /// Moves the templates' home alone: NuGet looks for its sources where it also finds the command line's home. And tests are built and run as they are by
    /// themselves: of a solution's tests "dotnet test" runs what was built for debugging, whatever the environment says.
    /// </summary>
    private async Task<string> TemplatesOfThisRunAsync()
    {
        var path = Path.Combine(work, "environment.sh");
        await File.WriteAllTextAsync(path, $$"""
            dotnet() {
              case "$1" in
                new) DOTNET_CLI_HOME="{{work}}/home" command dotnet "$@" ;;
                test) env -u Configuration dotnet "$@" ;;
                *) command dotnet "$@" ;;
              esac
            }

            """);
        return path;
    }

    private static async Task WriteAsync(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
    }

    private static IEnumerable<string> FilesOf(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal);

    private static Dictionary<string, string> PackagesOf(string project, string element) =>
        XDocument.Load(project).Descendants(element).ToDictionary(e => (string)e.Attribute("Include")!, e => (string)e.Attribute("Version")!);

    [GeneratedRegex(@"(?:file `(?<file>[^`]+)`:\n\n)?```(?<language>bash|csharp)\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
