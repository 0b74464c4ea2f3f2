namespace CompetencyModular.PluginHost.Tests;

/// <summary>Where things lie in the repository, and a place for what this run makes.</summary>
internal static class Places
{
    static Places() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Temp, recursive: true);

    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Configuration { get; } = Environment.GetEnvironmentVariable("COMPETENCY_TEST_CONFIGURATION") ?? "Debug";

    /// <summary>The host as it was built, with the first-party modules beside it.</summary>
    public static string Host { get; } = Path.Combine(Root, "src", "CompetencyModular.Host", "bin", Configuration, "net10.0");

    public static string Temp { get; } = Directory.CreateTempSubdirectory("competency-plugins-").FullName;

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("The tests run from within the repository.") : File.Exists(Path.Combine(folder.FullName, "CompetencyModular.sln")) ? folder.FullName : Find(folder.Parent);
}
