using System.Reflection;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Components;
using Module = CompetencyModular.Sdk.Modules.Module;

namespace CompetencyModular.Host.Modules;

/// <summary>Where a module comes from: a folder beside the host, or an assembly that is loaded already (the host itself, and tests).</summary>
internal sealed record ModuleSource(string? Folder, Assembly? Assembly)
{
    public static ModuleSource FromFolder(string folder) => new(folder, null);

    public static ModuleSource FromAssembly(Assembly assembly) => new(null, assembly);

    /// <summary>The folders below <c>modules/</c>, in order of their names.</summary>
    public static IEnumerable<ModuleSource> Beside(string directory)
    {
        var modules = Path.Combine(directory, "modules");
        return Directory.Exists(modules) ? Directory.GetDirectories(modules).Order(StringComparer.Ordinal).Select(FromFolder) : [];
    }
}

/// <summary>How a module fares in this installation.</summary>
internal enum ModuleState
{
    /// <summary>It runs.</summary>
    Active,

    /// <summary>It was built for another SDK or other Contracts.</summary>
    Incompatible,

    /// <summary>A module that it requires is not there or does not run.</summary>
    MissingDependency,

    /// <summary>It threw, or broke a rule that the host checks.</summary>
    Faulted,
}

/// <summary>Thrown while a module is looked at; ends in quarantine with the reason.</summary>
internal sealed class ModuleRefusedException(ModuleState state, string reason) : Exception(reason)
{
    public ModuleState State { get; } = state;
}

/// <summary>A module of this installation, running or in quarantine.</summary>
internal sealed class InstalledModule(string id, string source)
{
    public string Id { get; } = id;

    /// <summary>The folder or assembly it came from.</summary>
    public string Source { get; } = source;

    public ModuleState State { get; private set; } = ModuleState.Active;

    /// <summary>Why it does not run; empty while it does.</summary>
    public string Reason { get; private set; } = "";

    public ModuleManifest? Manifest { get; init; }

    public Assembly? Assembly { get; set; }

    public Module? Entry { get; set; }

    public Contributions Contributions { get; } = new();

    /// <summary>The types of the assembly, or those that could be loaded.</summary>
    public IReadOnlyList<Type> Types { get; set; } = [];

    public void Quarantine(ModuleState state, string reason) => (State, Reason) = (state, reason);

    /// <summary>The module's messages.</summary>
    public IEnumerable<Type> Messages => Types.Where(t => !t.IsAbstract && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IUseCase<>)));

    /// <summary>The module's pages.</summary>
    public IEnumerable<Type> Pages => Types.Where(t => t.IsAssignableTo(typeof(IComponent)) && t.GetCustomAttributes<RouteAttribute>().Any());

    /// <summary>The module's REST endpoints.</summary>
    public IEnumerable<Type> Endpoints => Types.Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(IEndpoint)));

    /// <summary>The files that the module offers in the browser.</summary>
    public IEnumerable<Type> Downloads => Types.Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(IDownload)));
}

/// <summary>All modules of this installation. A bad one is put into quarantine with its reason; the others run (M2).</summary>
internal sealed class ModuleCatalog
{
    private readonly List<InstalledModule> modules = [];

    /// <summary>All modules, those in quarantine too; the host itself first, then by dependency.</summary>
    public IReadOnlyList<InstalledModule> All => modules;

    /// <summary>The modules that run, each after those it requires or uses.</summary>
    public IEnumerable<InstalledModule> Active => modules.Where(m => m.State == ModuleState.Active);

    public IEnumerable<FeatureDeclaration> Features => Active.SelectMany(m => m.Manifest!.Features);

    public IEnumerable<PermissionDeclaration> Permissions => Active.SelectMany(m => m.Manifest!.Permissions);

    /// <summary>The permission declaration by id; null for an unknown one.</summary>
    public PermissionDeclaration? Permission(string id) =>
        (permissions ??= Permissions.ToDictionary(p => p.Id)).GetValueOrDefault(id);

    private Dictionary<string, PermissionDeclaration>? permissions;

    /// <summary>The active module an assembly belongs to; null for others.</summary>
    public InstalledModule? Of(Assembly assembly) => Active.FirstOrDefault(m => m.Assembly == assembly);

    /// <summary>Loads the modules and lets each register its services; what goes wrong stays with the module it went wrong in.</summary>
    public static ModuleCatalog Load(IEnumerable<ModuleSource> sources, IServiceCollection services)
    {
        var catalog = new ModuleCatalog();
        var contracts = new SharedContracts();
        var found = sources.Select(s => catalog.Examine(s, contracts)).ToList();
        foreach (var duplicate in found.GroupBy(m => m.Id, StringComparer.OrdinalIgnoreCase).SelectMany(g => g.Skip(1)))
            duplicate.Quarantine(ModuleState.Faulted, $"Another module has the id {duplicate.Id}.");

        foreach (var module in ByDependency(found))
        {
            catalog.modules.Add(module);
            if (module.State == ModuleState.Active) catalog.Start(module, contracts, services);
        }

        return catalog;
    }

    private InstalledModule Examine(ModuleSource source, SharedContracts contracts)
    {
        var name = source.Folder is { } folder ? Path.GetFileName(folder) : source.Assembly!.GetName().Name!;
        try
        {
            if (source.Folder is not null) contracts.Collect(source.Folder);
            var manifest = source.Assembly is { } loaded
                ? ModuleManifest.Read(loaded.Location)
                : Directory.EnumerateFiles(source.Folder!, "*.dll").Order(StringComparer.Ordinal).Select(ReadOrNull).FirstOrDefault(m => m is not null);
            if (manifest is null) throw new ModuleRefusedException(ModuleState.Faulted, "No assembly in it declares a module.");
            if (!SdkAssembly.Carries(manifest.SdkVersion))
                throw new ModuleRefusedException(ModuleState.Incompatible, $"It was built for SDK {manifest.SdkVersion.ToString(2)}; this host carries {SdkAssembly.Version.ToString(2)}.");
            return new InstalledModule(manifest.Id, source.Folder ?? name) { Manifest = manifest, Assembly = source.Assembly };
        }
        catch (Exception exception)
        {
            var refused = new InstalledModule(name, source.Folder ?? name);
            refused.Quarantine((exception as ModuleRefusedException)?.State ?? ModuleState.Faulted, exception.Message);
            return refused;
        }
    }

    private static ModuleManifest? ReadOrNull(string path)
    {
        try
        {
            return ModuleManifest.Read(path);
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    private void Start(InstalledModule module, SharedContracts contracts, IServiceCollection services)
    {
        try
        {
            var manifest = module.Manifest!;
            foreach (var required in manifest.Requires.Where(r => !Active.Any(m => m.Id == r)))
                throw new ModuleRefusedException(ModuleState.MissingDependency, $"It requires {required}, which is not here or does not run.");

            module.Assembly ??= new ModuleLoadContext(module.Id, Path.GetDirectoryName(manifest.AssemblyPath)!, contracts).LoadFromAssemblyPath(manifest.AssemblyPath);
            module.Types = module.Assembly.GetTypes();
            module.Entry = module.Types.Where(t => t.IsAssignableTo(typeof(Module)) && !t.IsAbstract).ToList() is [var entry]
                ? (Module)Activator.CreateInstance(entry)!
                : throw new ModuleRefusedException(ModuleState.Faulted, $"It must have exactly one public class derived from {nameof(Module)}.");
            ModuleRules.Check(module, this);

            var own = new ServiceCollection();
            module.Entry.ConfigureServices(own);
            module.Entry.Contribute(module.Contributions);
            foreach (var service in own) services.Add(service);
        }
        catch (Exception exception)
        {
            module.Quarantine((exception as ModuleRefusedException)?.State ?? ModuleState.Faulted, Describe(exception));
        }
    }

    private static string Describe(Exception exception) => exception switch
    {
        ModuleRefusedException => exception.Message,
        ReflectionTypeLoadException types => $"Its types could not be loaded: {types.LoaderExceptions.FirstOrDefault()?.Message}",
        TargetInvocationException { InnerException: { } inner } => Describe(inner),
        _ => $"{exception.GetType().Name}: {exception.Message}",
    };

    /// <summary>Orders modules after what they require or use; a circle is refused.</summary>
    private static List<InstalledModule> ByDependency(List<InstalledModule> found)
    {
        var ordered = new List<InstalledModule>();
        var waiting = new List<InstalledModule>(found);
        while (waiting.Count > 0)
        {
            var next = waiting.FirstOrDefault(m => m.Manifest is null || !m.Manifest.Requires.Concat(m.Manifest.Uses).Any(d => waiting.Any(w => w != m && w.Id == d)));
            if (next is null)
            {
                foreach (var stuck in waiting) stuck.Quarantine(ModuleState.MissingDependency, "It is part of a circle of dependencies.");
                ordered.AddRange(waiting);
                break;
            }

            waiting.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }
}
