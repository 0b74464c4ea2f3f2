using System.Reflection;

namespace CompetencyModular.Architecture.Tests.Rules;

/// <summary>Who may know whom. Projects and assemblies are both looked at: a compiler drops a reference of which only constants are used.</summary>
internal static class ReferenceRules
{
    private const string Sdk = "CompetencyModular.Sdk";

    public static void A_module_uses_another_only_through_its_Contracts(Product product, Findings findings)
    {
        foreach (var (one, other) in product.Pairs)
        {
            var forbidden = other.Implementation.GetName().Name!;
            foreach (var project in one.Projects)
                findings.Look($"{Path.GetFileName(project)} > {other}", ModuleUnderTest.ReferencesOf(project).Contains(forbidden), $"references the project {forbidden}");
            foreach (var assembly in one.Assemblies)
                findings.Look($"{assembly.GetName().Name} > {other}", ModuleUnderTest.ReferencesOf(assembly).Contains(forbidden), $"was compiled against {forbidden}");
        }

        foreach (var module in product.Modules)
        foreach (var assembly in module.Assemblies)
            findings.Look(assembly.GetName().Name!, ModuleUnderTest.ReferencesOf(assembly).Contains("CompetencyModular.Host"), "was compiled against the host");
    }

    public static void Contracts_reference_only_the_SDK(Product product, Findings findings)
    {
        foreach (var module in product.Modules.Where(m => m.Contracts is not null))
        {
            foreach (var referenced in ModuleUnderTest.ReferencesOf(module.ContractsProject!))
                findings.Look(module.Contracts!.GetName().Name!, referenced != Sdk, $"references the project {referenced}");
            foreach (var referenced in module.Contracts!.GetReferencedAssemblies().Select(r => r.Name!))
                findings.Look(module.Contracts.GetName().Name!, referenced != Sdk && !referenced.StartsWith("System.", StringComparison.Ordinal), $"was compiled against {referenced}");
        }
    }

    public static void Contracts_hold_only_records_interfaces_and_constants(Product product, Findings findings)
    {
        foreach (var module in product.Modules.Where(m => m.Contracts is not null))
        foreach (var type in module.Contracts!.GetExportedTypes())
            findings.Look(type.FullName!, !IsRecord(type) && !type.IsInterface && !type.IsEnum && !(type.IsAbstract && type.IsSealed), "is neither record, interface, enum nor static");
    }

    public static void What_a_module_declares_is_what_it_references(Product product, Findings findings)
    {
        foreach (var (one, other) in product.Pairs)
        {
            var declares = one.Declaration.Requires.Concat(one.Declaration.Uses).Contains(other.Id);
            var references = other.Contracts?.GetName().Name is { } contracts && ModuleUnderTest.ReferencesOf(one.Project).Contains(contracts);
            findings.Look($"{one} > {other}", declares && !references && other.Contracts is not null, "is declared under Requires or Uses, but its Contracts are not referenced");
            findings.Look($"{one} > {other}", references && !declares, "its Contracts are referenced, but it is declared neither under Requires nor under Uses");
        }
    }

    public static void Dependencies_form_no_circle(Product product, Findings findings)
    {
        foreach (var module in product.Modules)
            findings.Look(module.Id, Reaches(product, module.Id, module.Id, []), "leads back to itself by what it requires or uses");
    }

    private static bool Reaches(Product product, string from, string wanted, HashSet<string> seen)
    {
        var next = product.Modules.Where(m => m.Id == from).SelectMany(m => m.Declaration.Requires.Concat(m.Declaration.Uses));
        return next.Any(n => n == wanted || (seen.Add(n) && Reaches(product, n, wanted, seen)));
    }

    internal static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance) is not null;
}
