using System.Reflection;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Mediator;
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

    /// <summary>The folder it lies in; null for an assembly that was loaded already.</summary>
    public string? Folder { get; init; }

    public Assembly? Assembly { get; set; }

    public Module? Entry { get; private set; }

    public Contributions Contributions { get; } = new();

    /// <summary>What it maps for the API and for files; null before it was mapped.</summary>
    public ModuleRoutes? Routes { get; set; }

    public IReadOnlyList<Type> Types { get; private set; } = [];

    /// <summary>The module's messages: whatever its mediator would take.</summary>
    public IReadOnlyList<Type> Messages { get; private set; } = [];

    /// <summary>The module's pages.</summary>
    public IReadOnlyList<Type> Pages { get; private set; } = [];

    /// <summary>The module's REST endpoints.</summary>
    public IReadOnlyList<Type> Endpoints { get; private set; } = [];

    /// <summary>The files that the module offers in the browser.</summary>
    public IReadOnlyList<Type> Downloads { get; private set; } = [];

    /// <summary>Those of the module's classes that say what is on offer for a person.</summary>
    public IReadOnlyList<Type> ActivitySources { get; private set; } = [];

    /// <summary>Finds what the assembly consists of, once: requests ask for it.</summary>
    public void Open()
    {
        Types = Assembly!.GetTypes();
        var classes = Types.Where(t => !t.IsAbstract).ToList();
        Messages = [.. classes.Where(t => t.IsAssignableTo(typeof(IMessage)))];
        Pages = [.. classes.Where(t => t.IsAssignableTo(typeof(IComponent)) && t.GetCustomAttributes<RouteAttribute>().Any())];
        Endpoints = [.. classes.Where(t => t.IsAssignableTo(typeof(IEndpoint)))];
        Downloads = [.. classes.Where(t => t.IsAssignableTo(typeof(IDownload)))];
        ActivitySources = [.. classes.Where(t => t.IsAssignableTo(typeof(IActivitySource)))];
        Entry = classes.Where(t => t.IsAssignableTo(typeof(Module))).ToList() is [var entry]
            ? (Module)Activator.CreateInstance(entry)!
            : throw new ModuleRefusedException(ModuleState.Faulted, $"It must have exactly one public class derived from {nameof(Module)}.");
    }

    public void Quarantine(ModuleState state, string reason) => (State, Reason) = (state, reason);

    public override string ToString() => Id;
}
