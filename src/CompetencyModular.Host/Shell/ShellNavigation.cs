using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.CompilerServices;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Shell;

/// <summary>
/// The side navigation as somebody sees it. It depends on what they may do, on the features that are on, on the language and on where they are, and on nothing else;
/// it is kept under these. A change of features or permissions comes as a new set, and what was kept under the old one is never found again.
/// </summary>
internal sealed class ShellNavigation(IStringLocalizerFactory texts, IStringLocalizer<MainLayout> words)
{
    private readonly ConditionalWeakTable<FrozenSet<string>, ConcurrentDictionary<(FrozenSet<string> Features, string Language), Seen>> known = new();

    public MarkupString For(ActingContext acting, SlotContents contents, string path, ResourceAssetCollection assets)
    {
        var seen = known.GetOrCreateValue(acting.Permissions).GetOrAdd((acting.Tenant.Features, CultureInfo.CurrentUICulture.Name), _ => new Seen([.. Groups(contents)]));
        return seen.At(path, assets);
    }

    private IEnumerable<NavGroup> Groups(SlotContents contents)
    {
        yield return new NavGroup(null, [new NavItem("", "home", words["Home"])]);
        var entries = contents.Navigation();
        foreach (var area in Enum.GetValues<NavigationArea>())
        {
            if (entries[area].Any()) yield return new NavGroup(words[$"Area.{area}"], [.. entries[area].Select(n => new NavItem(n.Entry.Href, n.Entry.Icon, texts.Create(n.Module.Entry!.GetType())[n.Entry.TextKey]))]);
        }
    }

    private sealed class Seen(IReadOnlyList<NavGroup> groups)
    {
        private readonly ConcurrentDictionary<string, MarkupString> written = new();

        public MarkupString At(string path, ResourceAssetCollection assets)
        {
            // Of two entries of which one is the other's beginning, one is on the longer. The start page is only itself.
            var here = $"/{path.Trim('/')}/";
            var current = here == "//" ? "" : groups.SelectMany(g => g.Items).Select(n => n.Href)
                .Where(h => h.Length > 0 && here.StartsWith($"/{h.Trim('/')}/", StringComparison.OrdinalIgnoreCase)).MaxBy(h => h.Length);
            return written.GetOrAdd(current ?? "-", _ => SideNavigation.Of(groups, current, assets));
        }
    }
}
