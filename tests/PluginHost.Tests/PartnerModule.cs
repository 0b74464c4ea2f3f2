using System.Diagnostics;

namespace CompetencyModular.PluginHost.Tests;

/// <summary>The sample module of build/samples/PartnerModule, built once per run as its author would: by itself, outside the solution.</summary>
internal static class PartnerModule
{
    private static readonly Lazy<Task<string>> Built = new(BuildAsync);

    /// <summary>The folder that an administrator drops into <c>modules/</c>.</summary>
    public static Task<string> FolderAsync() => Built.Value;

    private static async Task<string> BuildAsync()
    {
        var output = Path.Combine(Places.Temp, "partner", "SafetyWalks");
        var start = new ProcessStartInfo("dotnet", ["build", Path.Combine(Places.Root, "build", "samples", "PartnerModule"), "-c", Places.Configuration, "-o", output, "-p:BuildProjectReferences=false", "--nologo", "-v", "q"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var build = Process.Start(start)!;
        var said = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        return build.ExitCode == 0 ? output : throw new InvalidOperationException(said);
    }
}
