using System.Reflection;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.Architecture.Tests;

/// <summary>The product as it stands in the repository: modules are found by their folders, so that a new one is examined without being named.</summary>
internal static class Tree
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static IReadOnlyList<string> ModuleIds { get; } = [.. Directory.GetDirectories(Path.Combine(Root, "modules")).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    public static Assembly Module(string id) => Assembly.Load($"CompetencyModular.{id}");

    public static Assembly Host { get; } = Assembly.Load("CompetencyModular.Host");

    public static IEnumerable<Assembly> Assemblies => ModuleIds.Select(Module).Prepend(Host).Append(typeof(ModuleAttribute).Assembly);

    public static IEnumerable<Assembly> Contracts => ModuleIds.Where(id => Directory.Exists(Path.Combine(Root, "modules", id, $"CompetencyModular.{id}.Contracts"))).Select(id => Assembly.Load($"CompetencyModular.{id}.Contracts"));

    public static string Text(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    public static string ProjectOf(string id) => Text("modules", id, $"CompetencyModular.{id}", $"CompetencyModular.{id}.csproj");

    public static IEnumerable<string> Files(string pattern) => new[] { "src", "modules" }
        .SelectMany(part => Directory.EnumerateFiles(Path.Combine(Root, part), pattern, SearchOption.AllDirectories))
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("The tests run from within the repository.") : File.Exists(Path.Combine(folder.FullName, "CompetencyModular.sln")) ? folder.FullName : Find(folder.Parent);
}
