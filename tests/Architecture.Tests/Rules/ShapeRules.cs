using System.Text.RegularExpressions;
using CompetencyModular.Sdk.Events;
using Mediator;
using Microsoft.AspNetCore.Components;
using Mono.Cecil;
using NetArchTest.Rules;
using Module = CompetencyModular.Sdk.Modules.Module;

namespace CompetencyModular.Architecture.Tests.Rules;

/// <summary>How code within a module looks.</summary>
internal static class ShapeRules
{
    /// <summary>The host looks for the module's class from outside, and the Razor compiler makes components public.</summary>
    public static void Types_are_internal(Product product, Findings findings) => Each(product, t => !t.IsNested, findings,
        t => t.IsPublic && !t.Is(typeof(Module)) && !t.Is(typeof(IComponent)), "is public");

    public static void Classes_are_sealed(Product product, Findings findings) => Each(product, t => t.IsClass && !t.IsValueType, findings,
        t => !t.IsSealed && !t.IsAbstract && !t.Is(typeof(IComponent)), "is not sealed");

    /// <summary>
    /// A page may send what other slices of its module offer, and read what comes back: it is where somebody goes from one to the next. Nothing else of
    /// theirs. Compiled code does not show constants; a source file that names the other slice does.
    /// </summary>
    public static void Slices_do_not_use_each_other(Product product, Findings findings)
    {
        foreach (var module in product.Modules)
        {
            foreach (var type in module.WrittenTypes.Where(t => SliceOf(t) is not null))
            {
                var isPage = IsWithinPage(type);
                var others = type.Mentions().Where(m => SliceOf(m) is { } slice && slice != SliceOf(type) && !(isPage && IsOffered(m))).Select(m => m.FullName).Distinct();
                findings.Look(type.FullName, others.Any(), $"uses {string.Join(", ", others)}");
            }

            foreach (var slice in Directory.EnumerateDirectories(module.Folder, "Features", SearchOption.AllDirectories).Where(d => !d.Contains("/obj/", StringComparison.Ordinal)).SelectMany(Directory.GetDirectories))
            foreach (var file in Directory.EnumerateFiles(slice, "*.*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".cs" or ".razor"))
            {
                var source = File.ReadAllText(file);
                var named = Regex.Matches(source, @"(?<!namespace [\w.]*)\bFeatures\.(\w+)").Select(m => m.Groups[1].Value)
                    .Where(s => s != Path.GetFileName(slice) && !(Path.GetExtension(file) is ".razor" && Regex.IsMatch(source, $@"\b{s}\.[A-Z]"))).Distinct();
                findings.Look(Path.GetRelativePath(Product.Root, file), named.Any(), $"names {string.Join(", ", named)}");
            }
        }
    }

    public static void The_domain_knows_neither_database_nor_web(Product product, Findings findings)
    {
        foreach (var module in product.Modules)
        {
            var domain = Types.InAssembly(module.Implementation).That().ResideInNamespaceContaining($"{module.Implementation.GetName().Name}.Domain");
            foreach (var type in domain.GetTypes()) findings.Look(type.FullName!, false, "");
            var result = domain.ShouldNot().HaveDependencyOnAny("Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore").GetResult();
            foreach (var type in result.FailingTypes ?? []) findings.Look(type.FullName!, true, "depends on Entity Framework or ASP.NET");
        }
    }

    /// <summary>The mediator's own interfaces mean another module's mediator as easily as one's own.</summary>
    public static void Modules_send_through_the_SDK_alone(Product product, Findings findings)
    {
        string[] forbidden = [typeof(IMediator).FullName!, typeof(ISender).FullName!, typeof(IPublisher).FullName!];
        Each(product, _ => true, findings, t => t.Mentions().Any(m => forbidden.Contains(m.FullName)), "uses IMediator, ISender or IPublisher");
    }

    public static void There_is_no_static_mutable_state(Product product, Findings findings)
    {
        foreach (var module in product.Modules)
        foreach (var field in module.WrittenTypes.SelectMany(t => t.Fields).Where(f => f.IsStatic && !f.IsLiteral))
        {
            var isCache = field.Name.StartsWith("<>", StringComparison.Ordinal) || field.Name.Contains("CachedAnonymous", StringComparison.Ordinal);
            findings.Look(field.FullName, !isCache && (!field.IsInitOnly || IsMutable(field.FieldType)), "is static and can be changed");
        }
    }

    public static void Time_comes_from_the_TimeProvider(Product product, Findings findings) => Each(product, _ => true, findings,
        t => t.Calls().Any(c => (c.DeclaringType.FullName is "System.DateTime" or "System.DateTimeOffset" && c.Name is "get_Now" or "get_UtcNow" or "get_Today")
            || (c.DeclaringType.FullName == "System.TimeProvider" && c.Name == "get_System")), "asks the machine's clock");

    public static void Consumers_are_named_When(Product product, Findings findings) => Each(product, t => t.Is(typeof(IConsumer<>)), findings,
        t => !t.Name.StartsWith("When", StringComparison.Ordinal), "consumes an event and is not named When…");

    private static void Each(Product product, Func<TypeDefinition, bool> which, Findings findings, Func<TypeDefinition, bool> isWrong, string reason)
    {
        foreach (var type in product.Modules.SelectMany(m => m.WrittenTypes).Where(t => t.Name != "_Imports" && which(t))) findings.Look(type.FullName, isWrong(type), reason);
    }

    private static bool IsWithinPage(TypeDefinition type)
    {
        while (type.DeclaringType is not null) type = type.DeclaringType;
        return type.Is(typeof(IComponent));
    }

    /// <summary>A message or what comes back: nested in the slice's static class, and none of its working parts; or a choice that is part of a message.</summary>
    private static bool IsOffered(TypeReference type)
    {
        if (type.Resolve() is not { } found) return false;
        var outer = found;
        while (outer.DeclaringType is not null) outer = outer.DeclaringType;
        return found.IsEnum || (outer is { IsAbstract: true, IsSealed: true } && !found.Name.EndsWith("Handler", StringComparison.Ordinal) && found.Name is not ("Validator" or "Endpoint" or "Download"));
    }

    private static string? SliceOf(TypeReference type)
    {
        var outer = type;
        while (outer.DeclaringType is not null) outer = outer.DeclaringType;
        return Regex.Match(outer.Namespace, @"^CompetencyModular\.\w+\.Features\.\w+") is { Success: true } match ? match.Value : null;
    }

    private static bool IsMutable(TypeReference type) => Regex.IsMatch(type.GetElementType().FullName, @"^System\.Collections\.(Generic\.(List|Dictionary|HashSet|Queue|Stack)|Concurrent\.)");
}
