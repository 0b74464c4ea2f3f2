using System.Reflection;
using CompetencyModular.Host.Modules;
using CompetencyModular.Sdk.Modules;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing.Template;

namespace CompetencyModular.Host.Notices;

/// <summary>Which permission the page at an address asks for, for those who are told of the page and do not stand before it.</summary>
internal sealed class PageDoors(ModuleCatalog catalog)
{
    // What is spelled out goes before what fits anything, as with routing itself.
    private readonly Lazy<IReadOnlyList<Door>> doors = new(() =>
    [
        .. (from page in catalog.Active.SelectMany(m => m.Pages)
            let permission = page.GetCustomAttribute<RequiresAttribute>()?.Permission
            where permission is not null && catalog.Permission(permission) is { OpenToAll: false }
            from route in page.GetCustomAttributes<RouteAttribute>()
            select new Door(TemplateParser.Parse(route.Template), permission)).OrderBy(d => d.Template.Parameters.Count),
    ]);

    /// <summary>The permission; null where no page is at the address, or one that is open to all.</summary>
    /// <param name="link">With or without query and fragment.</param>
    public string? PermissionOf(string link)
    {
        var path = "/" + link.Split('?', '#')[0].Trim('/');
        return doors.Value.FirstOrDefault(d => d.Fits(path))?.Permission;
    }

    private sealed record Door(RouteTemplate Template, string Permission)
    {
        private readonly TemplateMatcher matcher = new(Template, []);

        public bool Fits(string path)
        {
            var values = new RouteValueDictionary();
            return matcher.TryMatch(path, values)
                && Template.Parameters.All(p => p.InlineConstraints.All(c => c.Constraint != "guid" || Guid.TryParse(values[p.Name!] as string, out _)));
        }
    }
}
