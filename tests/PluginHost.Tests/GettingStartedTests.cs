using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.PluginHost.Tests;

/// <summary>R7.2: what docs/module-authors/getting-started.md says works, to the letter.</summary>
public sealed partial class GettingStartedTests
{
    [Fact]
    public async Task R7_2_Who_follows_getting_started_word_by_word_has_a_module_that_runs()
    {
        var work = Directory.CreateDirectory(Path.Combine(Places.Temp, "getting started")).FullName;
        var modules = Directory.CreateDirectory(Path.Combine(work, "host", "modules")).FullName;
        ForgetOldPackages();
        var document = await File.ReadAllTextAsync(Path.Combine(Places.Root, "docs", "module-authors", "getting-started.md"));
        // The first part; what follows it shows pieces of the sample.
        document = document[..document.IndexOf("## 2.", StringComparison.Ordinal)];
        var blocks = Blocks().Matches(document);

        foreach (Match block in blocks)
        {
            if (block.Groups["language"].Value == "bash") await RunAsync(block.Groups["text"].Value, work);
            else await WriteAsync(Path.Combine(work, block.Groups["file"].Value), block.Groups["text"].Value);
        }

        blocks.Select(b => b.Groups["language"].Value).ShouldBe(["bash", "bash", "csharp", "bash"]);
        await using var host = await RunningHost.StartAsync(Database.Sqlite, Path.Combine(modules, "VisitorDesk"));
        var (learner, api, admin) = (await host.SignInAsync("learner"), await host.ApiAsync("learner"), await host.SignInAsync("admin"));
        var page = await learner.GetPageAsync("/visitor-desk");
        learner.DefaultRequestHeaders.Add("Accept-Language", "de");
        var german = await learner.GetPageAsync("/visitor-desk");

        page.QuerySelector("h1")!.TextContent.ShouldBe("VisitorDesk");
        page.QuerySelector("nav a[href='visitor-desk']").ShouldNotBeNull();
        german.Body!.TextContent.ShouldContain("Guten Tag");
        (await api.GetFromJsonAsync<JsonElement>("/api/v1/visitor-desk/visitors")).GetProperty("visitors").GetInt32().ShouldBe(3);
        (await admin.GetPageAsync("/admin/modules")).QuerySelectorAll("section.card").ShouldContain(c => c.TextContent.Contains("VisitorDesk, version 0.1.0"));
        Directory.GetFiles(Path.Combine(modules, "VisitorDesk"), "CompetencyModular.*.dll").ShouldBeEmpty("The host brings the SDK.");
    }

    private static async Task RunAsync(string commands, string work)
    {
        var start = new ProcessStartInfo("bash", ["-euc", commands]) { WorkingDirectory = work, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["COMPETENCY"] = Places.Root;
        start.Environment["COMPETENCY_HOST"] = Path.Combine(work, "host");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // The templates of whoever runs this stay as they are.
        start.Environment["BASH_ENV"] = await TemplatesOfThisRunAsync(work);
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{commands}{Environment.NewLine}{string.Concat(said)}");
    }

    /// <summary>Moves the templates' home alone: NuGet looks for its sources where it also finds the command line's home.</summary>
    private static async Task<string> TemplatesOfThisRunAsync(string work)
    {
        var path = Path.Combine(work, "environment.sh");
        await File.WriteAllTextAsync(path, $"dotnet() {{ if [ \"$1\" = new ]; then DOTNET_CLI_HOME=\"{work}/home\" command dotnet \"$@\"; else command dotnet \"$@\"; fi; }}\n");
        return path;
    }

    private static async Task WriteAsync(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
    }

    /// <summary>The SDK of an earlier run has the same version; NuGet would take it.</summary>
    private static void ForgetOldPackages()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var old = Path.Combine(packages, "competencymodular.sdk");
        if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
    }

    [GeneratedRegex(@"(?:file `(?<file>[^`]+)`:\n\n)?```(?<language>bash|csharp)\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
