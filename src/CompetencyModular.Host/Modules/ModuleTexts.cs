using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Modules;

/// <summary>What modules are called.</summary>
internal static class ModuleTexts
{
    /// <summary>A module's name in the language of whoever asks; its id where it does not run.</summary>
    public static string NameOf(this IStringLocalizerFactory texts, ModuleCatalog catalog, string id) =>
        catalog.Active.FirstOrDefault(m => m.Id == id)?.Entry is { } entry && texts.Create(entry.GetType())["Module.Name"] is { ResourceNotFound: false } name ? name : id;
}
