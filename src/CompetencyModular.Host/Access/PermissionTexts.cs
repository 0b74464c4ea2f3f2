using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Tenancy;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access;

/// <summary>What people call the permissions, and which of them there are to give: those of features that are on, and none that everybody holds.</summary>
internal sealed class PermissionTexts(ModuleCatalog catalog, ActingContext acting, IStringLocalizerFactory texts)
{
    public string Name(string permission) =>
        catalog.Active.FirstOrDefault(m => m.Id == ModuleOf(permission))?.Entry is { } entry && texts.Create(entry.GetType())[$"Permission.{permission}"] is { ResourceNotFound: false } name ? name : permission;

    public string Module(string permission) => texts.NameOf(catalog, ModuleOf(permission));

    /// <summary>In the order of the modules.</summary>
    public IEnumerable<PermissionDeclaration> Giveable => catalog.Permissions.Where(p => !p.OpenToAll && acting.IsEnabled(p.Feature));

    private static string ModuleOf(string permission) => permission.Split('.')[0];
}
