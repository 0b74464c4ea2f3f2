using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace CompetencyModular.Host.Modules;

/// <summary>
/// Loads a module's private assemblies. Which class an assembly belongs to is decided by its name before anything is probed:
/// framework, SDK and the SDK's packages come from the host; Contracts are shared by all modules; the rest is the module's own.
/// </summary>
internal sealed class ModuleLoadContext(string moduleId, string folder, SharedContracts contracts)
    : AssemblyLoadContext($"module {moduleId}", isCollectible: false)
{
    private readonly AssemblyDependencyResolver? resolver = ResolverFor(folder, moduleId);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        if (assemblyName.CultureName is { Length: > 0 } culture) return LoadTexts(name, culture);
        if (HostAssemblies.Owns(name)) return Default.LoadFromAssemblyName(assemblyName);
        if (SharedContracts.IsContracts(name)) return contracts.Load(assemblyName);
        var path = resolver?.ResolveAssemblyToPath(assemblyName) ?? Path.Combine(folder, name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    private Assembly? LoadTexts(string name, string culture)
    {
        var path = Path.Combine(folder, culture, name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        var path = resolver?.ResolveUnmanagedDllToPath(unmanagedDllName) ?? NativeCandidates(unmanagedDllName).FirstOrDefault(File.Exists);
        return path is null ? IntPtr.Zero : LoadUnmanagedDllFromPath(path);
    }

    private IEnumerable<string> NativeCandidates(string name)
    {
        var rid = RuntimeInformation.RuntimeIdentifier;
        foreach (var directory in new[] { folder, Path.Combine(folder, "runtimes", rid, "native") })
        {
            yield return Path.Combine(directory, name);
            yield return Path.Combine(directory, $"lib{name}.so");
            yield return Path.Combine(directory, $"{name}.so");
            yield return Path.Combine(directory, $"lib{name}.dylib");
            yield return Path.Combine(directory, $"{name}.dylib");
            yield return Path.Combine(directory, $"{name}.dll");
        }
    }

    private static AssemblyDependencyResolver? ResolverFor(string folder, string moduleId)
    {
        var main = Directory.EnumerateFiles(folder, "*.deps.json")
            .Select(deps => deps[..^".deps.json".Length] + ".dll")
            .FirstOrDefault(dll => File.Exists(dll) && Path.GetFileNameWithoutExtension(dll).EndsWith(moduleId, StringComparison.OrdinalIgnoreCase));
        return main is null ? null : new AssemblyDependencyResolver(main);
    }
}

/// <summary>What the host brings along: everything on its own list of trusted assemblies.</summary>
internal static class HostAssemblies
{
    private static readonly HashSet<string> Names = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(path => Path.GetFileNameWithoutExtension(path)!)
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    public static bool Owns(string assemblyName) =>
        (Names.Contains(assemblyName) && !SharedContracts.IsContracts(assemblyName)) || assemblyName == SdkAssembly.Name;
}

/// <summary>
/// The Contracts of all modules, each loaded once, so that lookups and events mean the same type to everybody. Of several copies the
/// highest version of the same major wins; a module that needs another major is refused.
/// </summary>
internal sealed class SharedContracts
{
    private readonly Dictionary<string, (Version Version, string Path)> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly AssemblyLoadContext context = new("module contracts");
    private readonly Lock gate = new();

    public SharedContracts() => context.Resolving += (_, name) => IsContracts(name.Name!) ? Load(name) : null;

    public static bool IsContracts(string assemblyName) => assemblyName.EndsWith(".Contracts", StringComparison.Ordinal);

    /// <summary>Notes the Contracts that lie in a module's folder, all of them or none; call it for every folder before the first load, and for no module that was refused.</summary>
    /// <exception cref="ModuleRefusedException">A copy of another major version is known already.</exception>
    public void Collect(string folder)
    {
        var copies = Directory.EnumerateFiles(folder, "*.Contracts.dll").Select(path => (Path: path, Name: AssemblyName.GetAssemblyName(path))).ToList();
        foreach (var (_, name) in copies)
            if (known.TryGetValue(name.Name!, out var other) && other.Version.Major != name.Version!.Major)
                throw new ModuleRefusedException(ModuleState.Incompatible, $"It brings {name.Name} {name.Version}; another module already brings {other.Version}.");
        foreach (var (path, name) in copies)
            if (!known.TryGetValue(name.Name!, out var other) || other.Version < name.Version) known[name.Name!] = (name.Version!, path);
    }

    /// <summary>Checks that what a module was built against is what it would meet; call it when all folders are collected.</summary>
    /// <exception cref="ModuleRefusedException">It was built against another major, or a newer version than any that is here.</exception>
    public void Check(ModuleManifest manifest)
    {
        foreach (var built in manifest.Contracts)
            if (known.TryGetValue(built.Name!, out var here) && (here.Version.Major != built.Version!.Major || here.Version < built.Version))
                throw new ModuleRefusedException(ModuleState.Incompatible, $"It was built for {built.Name} {built.Version}; the one that is here is {here.Version}.");
    }

    public Assembly? Load(AssemblyName name)
    {
        lock (gate)
        {
            // Modules that run in the host's own context (tests) have their Contracts there too.
            if (AssemblyLoadContext.Default.Assemblies.FirstOrDefault(a => a.GetName().Name == name.Name) is { } inHost) return inHost;
            return context.Assemblies.FirstOrDefault(a => a.GetName().Name == name.Name)
                ?? (known.TryGetValue(name.Name!, out var found) ? context.LoadFromAssemblyPath(found.Path) : null);
        }
    }
}
