using System.Diagnostics;
using System.Text.RegularExpressions;
using CompetencyModular.Sdk.Testing;
using Microsoft.Playwright;

namespace CompetencyModular.EndToEnd.Tests;

/// <summary>The deployable as it is built, with the demo organisation, on a port of its own; and one real browser.</summary>
public sealed partial class DemoHost : IAsyncLifetime
{
    public const string Password = "journey of a thousand steps";

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("competency-journey-");
    private Process? process;
    private IPlaywright? playwright;

    public string Address { get; private set; } = "";

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (TestEnvironment.MissingChromium is not null) return;
        var configuration = Environment.GetEnvironmentVariable("COMPETENCY_TEST_CONFIGURATION") ?? "Debug";
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "src", "CompetencyModular.Host", "bin", configuration, "net10.0", "CompetencyModular.Host"),
            ["--demo", "--data", data.FullName, "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true };
        start.Environment["COMPETENCY_DEMO_PASSWORD"] = Password;
        process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Ready().Match(line) is not { Success: true } match) continue;
            Address = $"http://localhost:{match.Groups[1].Value}";
            break;
        }

        Address.ShouldNotBeEmpty("The host ended before it was ready.");
        // What is said later is read too, or the host would wait for it.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = TestEnvironment.Chromium, Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        playwright?.Dispose();
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        data.Delete(recursive: true);
    }

    [GeneratedRegex(@"is ready on http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Ready();
}

internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("The tests run from within the repository.") : File.Exists(Path.Combine(folder.FullName, "CompetencyModular.sln")) ? folder.FullName : Find(folder.Parent);
}
