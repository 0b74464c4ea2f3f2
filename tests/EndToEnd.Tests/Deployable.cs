using System.Diagnostics;
using System.Text.RegularExpressions;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.EndToEnd.Tests;

/// <summary>The deployable as it is built, on a data folder and a port of its own.</summary>
public sealed partial class Deployable : IAsyncDisposable
{
    public const string Password = "journey of a thousand steps";

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("competency-journey-");
    private Process? process;

    public string Address { get; private set; } = "";

    /// <summary>Serves until it is told to stop.</summary>
    public async Task ServeAsync(params string[] arguments)
    {
        process = Start([.. arguments, "--urls", "http://127.0.0.1:0"]);
        Address = "";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Ready().Match(line) is not { Success: true } match) continue;
            Address = $"http://localhost:{match.Groups[1].Value}";
            break;
        }

        Address.ShouldNotBeEmpty("The host ended before it was ready.");
        // What is said later is read too, or the host would wait for it.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
    }

    /// <summary>Runs one command to its end, which must be a good one; returns what it printed.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        using var command = Start(arguments);
        var (said, complained) = (command.StandardOutput.ReadToEndAsync(), command.StandardError.ReadToEndAsync());
        await command.WaitForExitAsync();
        command.ExitCode.ShouldBe(0, $"{string.Join(' ', arguments)}: {await complained}{await said}");
        return await said;
    }

    public async Task StopAsync()
    {
        if (process is null) return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        data.Delete(recursive: true);
    }

    private Process Start(string[] arguments)
    {
        var configuration = Environment.GetEnvironmentVariable("COMPETENCY_TEST_CONFIGURATION") ?? "Debug";
        var program = Path.Combine(Repository.Root, "src", "CompetencyModular.Host", "bin", configuration, "net10.0", "CompetencyModular.Host");
        var start = new ProcessStartInfo(program, [.. arguments, "--data", data.FullName]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["COMPETENCY_DEMO_PASSWORD"] = Password;
        return Process.Start(start)!;
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
