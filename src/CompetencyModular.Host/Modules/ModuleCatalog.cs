using System.Collections.Frozen;
using System.Reflection;

namespace CompetencyModular.Host.Modules;

/// <summary>All modules of this installation. A bad one is put into quarantine with its reason and leaves no trace in the host; the others run (M2).</summary>
internal sealed class ModuleCatalog
{
    private readonly List<InstalledModule> modules = [];
    private FrozenDictionary<string, PermissionDeclaration> permissions = FrozenDictionary<string, PermissionDeclaration>.Empty;

    /// <summary>All modules, those in quarantine too; the host itself first, then by dependency.</summary>
    public IReadOnlyList<InstalledModule> All => modules;

    /// <summary>The modules that run, each after those it requires.</summary>
    public IEnumerable<InstalledModule> Active => modules.Where(m => m.State == ModuleState.Active);

    public IEnumerable<FeatureDeclaration> Features => Active.SelectMany(m => m.Manifest!.Features);

    public IEnumerable<PermissionDeclaration> Permissions => Active.SelectMany(m => m.Manifest!.Permissions);

    /// <summary>The permission declaration by id; null for an unknown one.</summary>
    public PermissionDeclaration? Permission(string id) => permissions.GetValueOrDefault(id);

    /// <summary>The active module an assembly belongs to; null for others.</summary>
    public InstalledModule? Of(Assembly assembly) => Active.FirstOrDefault(m => m.Assembly == assembly);

    /// <summary>
    /// Loads the modules and lets each register its services; what goes wrong stays with the module it went wrong in. First all declarations are
    /// checked, which runs no code; then the Contracts of those that passed are collected; then each is started, after those it requires.
    /// </summary>
    /// <param name="sources">The host itself first.</param>
    /// <param name="services">The host's services, all of them: a module is tried against what is there.</param>
    public void Load(IEnumerable<ModuleSource> sources, IServiceCollection services)
    {
        modules.AddRange(ByDependency([.. sources.Select(Examine)]));
        foreach (var module in modules) Try(module, () => ModuleRules.CheckDeclaration(module, Before(module)));

        var contracts = CollectContracts();
        var registry = new ModuleServices(services);
        foreach (var module in modules) Try(module, () => Start(module, contracts, registry));
        permissions = Permissions.ToFrozenDictionary(p => p.Id);
    }

    /// <summary>Collects the Contracts of all modules that fit each other; a module that does not is refused, and what it brings reaches nobody.</summary>
    private SharedContracts CollectContracts()
    {
        while (true)
        {
            var contracts = new SharedContracts();
            var fromFolders = Active.Where(m => m.Folder is not null).ToList();
            foreach (var module in fromFolders) Try(module, () => contracts.Collect(module.Folder!));
            foreach (var module in fromFolders) Try(module, () => contracts.Check(module.Manifest!));
            if (fromFolders.All(m => m.State == ModuleState.Active)) return contracts;
        }
    }

    private static InstalledModule Examine(ModuleSource source)
    {
        var name = source.Folder is { } folder ? Path.GetFileName(folder) : source.Assembly!.GetName().Name!;
        try
        {
            var manifest = source.Assembly is { } loaded
                ? ModuleManifest.Read(loaded.Location)
                : Directory.EnumerateFiles(source.Folder!, "*.dll").Order(StringComparer.Ordinal).Select(ReadOrNull).FirstOrDefault(m => m is not null);
            if (manifest is not { Id.Length: > 0, Prefix.Length: > 0 }) throw new ModuleRefusedException(ModuleState.Faulted, "No assembly in it declares a module.");
            return new InstalledModule(manifest.Id, source.Folder ?? name) { Manifest = manifest, Folder = source.Folder, Assembly = source.Assembly };
        }
        catch (Exception exception)
        {
            var refused = new InstalledModule(name, source.Folder ?? name);
            Refuse(refused, exception);
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

    private void Start(InstalledModule module, SharedContracts contracts, ModuleServices registry)
    {
        var (manifest, before) = (module.Manifest!, Before(module));
        ModuleRules.CheckRequired(manifest, before);
        module.Assembly ??= new ModuleLoadContext(module.Id, module.Folder!, contracts).LoadFromAssemblyPath(manifest.AssemblyPath);
        module.Open();
        ModuleRules.CheckCode(module, before);

        var own = new ServiceCollection();
        module.Entry!.ConfigureServices(own);
        module.Entry.Contribute(module.Contributions);
        ModuleRules.CheckContributions(module, before);

        var accepted = registry.Sift(module, own);
        var trial = registry.Try(module, accepted);
        module.Routes = ModuleRoutes.Map(module, trial);
        module.Routes.Check(module, before);
        registry.Add(accepted);
    }

    /// <summary>The running modules before one in the order of dependency.</summary>
    private IReadOnlyList<InstalledModule> Before(InstalledModule module) => [.. modules.TakeWhile(m => m != module).Where(m => m.State == ModuleState.Active)];

    private static void Try(InstalledModule module, Action step)
    {
        if (module.State != ModuleState.Active) return;
        try
        {
            step();
        }
        catch (Exception exception)
        {
            Refuse(module, exception);
        }
    }

    private static void Refuse(InstalledModule module, Exception exception) =>
        module.Quarantine((exception as ModuleRefusedException)?.State ?? ModuleState.Faulted, Describe(exception));

    private static string Describe(Exception exception) => exception switch
    {
        ModuleRefusedException => exception.Message,
        ReflectionTypeLoadException types => $"Its types could not be loaded: {types.LoaderExceptions.FirstOrDefault()?.Message}",
        TargetInvocationException or TypeInitializationException when exception.InnerException is { } inner => Describe(inner),
        _ => $"{exception.GetType().Name}: {exception.Message}",
    };

    /// <summary>Orders modules after what they require, and after what they use where that is possible; a circle of what is required is refused.</summary>
    private static List<InstalledModule> ByDependency(List<InstalledModule> found)
    {
        var ordered = new List<InstalledModule>();
        var waiting = new List<InstalledModule>(found);
        while (waiting.Count > 0)
        {
            var next = waiting.FirstOrDefault(m => !Waits(m, d => [.. d.Requires, .. d.Uses])) ?? waiting.FirstOrDefault(m => !Waits(m, d => d.Requires));
            if (next is null)
            {
                var circle = string.Join(", ", waiting.Select(m => m.Id));
                foreach (var stuck in waiting) stuck.Quarantine(ModuleState.MissingDependency, $"It is in, or waits for, a circle of dependencies: {circle}.");
                next = waiting[0];
            }

            waiting.Remove(next);
            ordered.Add(next);
        }

        return ordered;

        bool Waits(InstalledModule module, Func<ModuleManifest, IReadOnlyList<string>> on) =>
            module is { State: ModuleState.Active, Manifest: { } manifest } && on(manifest).Any(id => waiting.Any(w => w != module && w.State == ModuleState.Active && w.Id == id));
    }
}
