using System.Reflection;
using System.Xml.Linq;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Mono.Cecil;
using Module = CompetencyModular.Sdk.Modules.Module;

namespace CompetencyModular.Architecture.Tests;

/// <summary>The modules as they lie in their folders, as they were compiled and as they declare themselves.</summary>
internal sealed class Product
{
    private Product(IEnumerable<string> moduleFolders) => Modules = [.. moduleFolders.Order(StringComparer.Ordinal).Select(folder => new ModuleUnderTest(folder))];

    public static string Root { get; } = FindRoot();

    /// <summary>What is in <c>modules/</c>.</summary>
    public static Product Real { get; } = new(Directory.GetDirectories(Path.Combine(Root, "modules")));

    /// <summary>The same with a module that breaks every rule.</summary>
    public static Product WithBadModule { get; } = new([.. Directory.GetDirectories(Path.Combine(Root, "modules")), Path.Combine(Root, "tests", "BadModule")]);

    public IReadOnlyList<ModuleUnderTest> Modules { get; }

    /// <summary>All pairs of two different modules, each in both orders.</summary>
    public IEnumerable<(ModuleUnderTest One, ModuleUnderTest Other)> Pairs =>
        from one in Modules from other in Modules where one != other select (one, other);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CompetencyModular.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run below the repository.");
    }
}

/// <summary>One module: two projects, two assemblies.</summary>
internal sealed class ModuleUnderTest
{
    private readonly Lazy<Module> entry;
    private readonly Lazy<ServiceCollection> services;

    public ModuleUnderTest(string folder)
    {
        Folder = folder;
        Projects = [.. Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories)];
        var project = Projects.Single(p => !IsContracts(p));
        Implementation = Assembly.Load(Path.GetFileNameWithoutExtension(project));
        Project = project;
        ContractsProject = Projects.SingleOrDefault(IsContracts);
        Contracts = ContractsProject is null ? null : Assembly.Load(Path.GetFileNameWithoutExtension(ContractsProject));
        Declaration = Implementation.GetCustomAttribute<ModuleAttribute>() ?? throw new InvalidOperationException($"{project} declares no module.");
        Code = ModuleDefinition.ReadModule(Implementation.Location);
        entry = new Lazy<Module>(() => (Module)Activator.CreateInstance(Implementation.GetTypes().Single(t => t.IsAssignableTo(typeof(Module))))!);
        services = new Lazy<ServiceCollection>(() =>
        {
            var collection = new ServiceCollection();
            entry.Value.ConfigureServices(collection);
            return collection;
        });
    }

    public string Folder { get; }

    public IReadOnlyList<string> Projects { get; }

    public string Project { get; }

    public string? ContractsProject { get; }

    public Assembly Implementation { get; }

    public Assembly? Contracts { get; }

    /// <summary>The implementation's metadata and instructions.</summary>
    public ModuleDefinition Code { get; }

    public ModuleAttribute Declaration { get; }

    public string Id => Declaration.Id;

    public IEnumerable<Assembly> Assemblies => Contracts is null ? [Implementation] : [Implementation, Contracts];

    /// <summary>Types that people wrote: not what compilers and generators did.</summary>
    public IEnumerable<TypeDefinition> WrittenTypes => Code.WrittenTypes();

    public IEnumerable<string> Permissions => Implementation.GetCustomAttributes<PermissionAttribute>().Select(p => p.Id);

    public IEnumerable<string> Features => Implementation.GetCustomAttributes<FeatureAttribute>().Select(f => f.Id).Prepend(Id);

    /// <summary>The module's database contexts; empty for a module without tables.</summary>
    public IEnumerable<ModuleDbTypes> Databases => services.Value.Where(s => s.ServiceType == typeof(ModuleDbTypes)).Select(s => (ModuleDbTypes)s.ImplementationInstance!);

    public Contributions Contributions
    {
        get
        {
            var contributions = new Contributions();
            entry.Value.Contribute(contributions);
            return contributions;
        }
    }

    /// <summary>The names of the projects that a project file references.</summary>
    public static IEnumerable<string> ReferencesOf(string project) => XDocument.Load(project).Descendants("ProjectReference")
        .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

    /// <summary>The names of the product's assemblies that an assembly was compiled against.</summary>
    public static IEnumerable<string> ReferencesOf(Assembly assembly) => assembly.GetReferencedAssemblies().Select(r => r.Name!).Where(n => n.StartsWith("CompetencyModular.", StringComparison.Ordinal));

    public override string ToString() => Id;

    private static bool IsContracts(string project) => project.EndsWith(".Contracts.csproj", StringComparison.Ordinal);
}
