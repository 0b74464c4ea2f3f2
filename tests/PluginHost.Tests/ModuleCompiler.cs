using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompetencyModular.PluginHost.Tests;

/// <summary>Makes a module's folder out of a few lines of code, in a moment.</summary>
internal static class ModuleCompiler
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using CompetencyModular.Sdk.Access;
        global using CompetencyModular.Sdk.Activities;
        global using CompetencyModular.Sdk.Events;
        global using CompetencyModular.Sdk.Messaging;
        global using CompetencyModular.Sdk.Modules;
        global using CompetencyModular.Sdk.Rest;
        global using Microsoft.AspNetCore.Components;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.DependencyInjection;
        """;

    private static readonly Dictionary<string, MetadataReference> Platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).DistinctBy(p => Path.GetFileNameWithoutExtension(p)).ToDictionary(p => Path.GetFileNameWithoutExtension(p), p => (MetadataReference)MetadataReference.CreateFromFile(p));

    /// <summary>Compiles a module into a folder of its name.</summary>
    /// <param name="modules">The folder of all modules.</param>
    /// <param name="id">The module's id and the name of its folder; its assembly is called <c>Partner.{id}</c> unless told otherwise.</param>
    /// <param name="code">The module's code, beginning with its assembly attributes.</param>
    /// <param name="assembly">The assembly's name.</param>
    /// <param name="extra">Assemblies it is compiled against and that lie beside it only if asked for.</param>
    public static string Compile(string modules, string id, string code, string? assembly = null, params Library[] extra)
    {
        var folder = Directory.CreateDirectory(Path.Combine(modules, id)).FullName;
        var references = Platform.Where(p => extra.All(e => e.Name != p.Key)).Select(p => p.Value).Concat(extra.Select(e => MetadataReference.CreateFromImage(e.Image)));
        File.WriteAllBytes(Path.Combine(folder, $"{assembly ?? $"Partner.{id}"}.dll"), Emit(assembly ?? $"Partner.{id}", references, Usings, code));
        foreach (var beside in extra.Where(e => e.LiesBeside)) File.WriteAllBytes(Path.Combine(folder, $"{beside.Name}.dll"), beside.Image);
        return folder;
    }

    /// <summary>Compiles a library that modules refer to.</summary>
    public static Library Library(string name, string code, bool liesBeside) => new(name, Emit(name, Platform.Values, code), liesBeside);

    private static byte[] Emit(string name, IEnumerable<MetadataReference> references, params string[] code)
    {
        var compilation = CSharpCompilation.Create(name, code.Select(c => CSharpSyntaxTree.ParseText(c)), references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        return result.Success ? stream.ToArray() : throw new InvalidOperationException(string.Join(Environment.NewLine, result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
    }
}

/// <summary>A compiled library.</summary>
internal sealed record Library(string Name, byte[] Image, bool LiesBeside);
