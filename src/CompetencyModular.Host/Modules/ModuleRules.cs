using System.Reflection;
using CompetencyModular.Sdk.Modules;
using Microsoft.AspNetCore.Components;

namespace CompetencyModular.Host.Modules;

/// <summary>What the host checks of a module before it runs. A message or page that nobody guards never gets as far as a request.</summary>
internal static class ModuleRules
{
    public static void Check(InstalledModule module, ModuleCatalog others)
    {
        var manifest = module.Manifest!;
        if (others.Active.FirstOrDefault(m => m != module && m.Manifest!.Prefix == manifest.Prefix) is { } taken)
            Refuse($"Its prefix {manifest.Prefix} belongs to {taken.Id}.");

        foreach (var permission in manifest.Permissions.Where(p => manifest.Features.All(f => f.Id != p.Feature)))
            Refuse($"Its permission {permission.Id} names the feature {permission.Feature}, which it does not declare.");

        var declared = manifest.Permissions.Select(p => p.Id).Concat(others.Permissions.Select(p => p.Id)).ToHashSet();
        foreach (var guarded in module.Messages.Concat(module.Pages.Where(p => !IsOpenToAll(p))))
        {
            var requires = guarded.GetCustomAttribute<RequiresAttribute>();
            if (requires is null) Refuse($"{guarded.FullName} does not say which permission it requires.");
            else if (!declared.Contains(requires.Permission)) Refuse($"{guarded.FullName} requires {requires.Permission}, which nobody declares.");
        }

        var routes = others.Active.Where(m => m != module).SelectMany(m => m.Pages).SelectMany(RoutesOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var route in module.Pages.SelectMany(RoutesOf))
        {
            if (!routes.Add(route)) Refuse($"The route {route} is taken.");
            if (module.Assembly != typeof(ModuleRules).Assembly && route != $"/{manifest.Prefix}" && !route.StartsWith($"/{manifest.Prefix}/", StringComparison.OrdinalIgnoreCase))
                Refuse($"The route {route} does not begin with /{manifest.Prefix}/.");
        }
    }

    /// <summary>Whether a page is for people who are not signed in.</summary>
    public static bool IsOpenToAll(Type page) => page.IsDefined(typeof(Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute), inherit: false);

    private static IEnumerable<string> RoutesOf(Type page) => page.GetCustomAttributes<RouteAttribute>().Select(r => r.Template);

    private static void Refuse(string reason) => throw new ModuleRefusedException(ModuleState.Faulted, reason);
}
