using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Ui;

namespace CompetencyModular.Host.Shell;

/// <summary>Contributions of the running modules, seen by the person who is looking: one gate for navigation and widgets.</summary>
internal sealed class SlotContents(ModuleCatalog catalog, ActingContext acting) : ISlotContents
{
    public IReadOnlyList<Type> Of(string slot) =>
        [.. catalog.Active.SelectMany(m => m.Contributions.WidgetEntries).Where(w => w.Slot == slot && MaySee(w.Permission)).OrderBy(w => w.Order).Select(w => w.Component)];

    /// <summary>The navigation, each entry with the module whose texts name it.</summary>
    public ILookup<NavigationArea, (InstalledModule Module, NavigationEntry Entry)> Navigation() =>
        catalog.Active.SelectMany(m => m.Contributions.NavigationEntries.Select(e => (Module: m, Entry: e)))
            .Where(n => MaySee(n.Entry.Permission)).OrderBy(n => n.Entry.Order).ToLookup(n => n.Entry.Area);

    private bool MaySee(string permission) =>
        acting.Has(permission) && catalog.Permission(permission) is { } declared && acting.IsEnabled(declared.Feature);
}
