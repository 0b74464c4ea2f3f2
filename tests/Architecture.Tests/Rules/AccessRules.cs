using System.Reflection;
using CompetencyModular.Host.Modules;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.AspNetCore.Components;

namespace CompetencyModular.Architecture.Tests.Rules;

/// <summary>Nothing can be reached of which nobody said who may.</summary>
internal static class AccessRules
{
    private static readonly string[] OfTheHost = [.. typeof(ModuleCatalog).Assembly.GetCustomAttributes<PermissionAttribute>().Select(p => p.Id)];

    public static void Every_message_requires_a_declared_permission(Product product, Findings findings) => Guarded(product, findings,
        t => !t.IsAbstract && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IUseCase<>)));

    public static void Every_page_requires_a_declared_permission(Product product, Findings findings) => Guarded(product, findings,
        t => t.IsAssignableTo(typeof(IComponent)) && t.IsDefined(typeof(RouteAttribute)) && !ModuleRules.IsOpenToAll(t));

    public static void Every_contribution_requires_a_declared_permission(Product product, Findings findings)
    {
        foreach (var module in product.Modules)
        {
            var declared = Declared(product, module);
            foreach (var entry in module.Contributions.NavigationEntries) findings.Look($"{module} {entry.Href}", !declared.Contains(entry.Permission), $"requires {entry.Permission}, which nobody declares");
            foreach (var entry in module.Contributions.WidgetEntries) findings.Look($"{module} {entry.Component.Name}", !declared.Contains(entry.Permission), $"requires {entry.Permission}, which nobody declares");
        }
    }

    public static void Every_permission_belongs_to_a_declared_feature(Product product, Findings findings)
    {
        foreach (var module in product.Modules)
        foreach (var permission in module.Implementation.GetCustomAttributes<PermissionAttribute>())
        {
            findings.Look(permission.Id, permission.Feature is { } feature && !module.Features.Contains(feature), $"belongs to {permission.Feature}, which {module} does not declare");
            findings.Look(permission.Id, !permission.Id.StartsWith(module.Id + ".", StringComparison.Ordinal), $"does not begin with {module}.");
        }
    }

    private static void Guarded(Product product, Findings findings, Func<Type, bool> which)
    {
        foreach (var module in product.Modules)
        {
            var declared = Declared(product, module);
            foreach (var type in module.Implementation.GetTypes().Where(which))
            {
                var permission = type.GetCustomAttribute<RequiresAttribute>()?.Permission;
                findings.Look(type.FullName!, permission is null || !declared.Contains(permission), $"requires {permission ?? "no permission"}; it takes one of its own, of the host or of what the module requires");
            }
        }
    }

    private static HashSet<string> Declared(Product product, ModuleUnderTest module) =>
        [.. OfTheHost, .. module.Permissions, .. product.Modules.Where(m => module.Declaration.Requires.Contains(m.Id)).SelectMany(m => m.Permissions)];
}
