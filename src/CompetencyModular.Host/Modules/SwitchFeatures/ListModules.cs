using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Modules.SwitchFeatures;

/// <summary>The modules of this installation with version, state and reason, and which of their features this organisation uses.</summary>
internal static class ListModules
{
    [Requires(HostPermissions.ManageFeatures)]
    internal sealed record Query : IRead<IReadOnlyList<Row>>;

    /// <param name="State">How it fares in this organisation: a module whose tables could not be brought up to date is faulted here alone.</param>
    /// <param name="Reason">Why it does not run; empty while it does.</param>
    internal sealed record Row(string Id, string Name, string Description, string Version, ModuleState State, string Reason, IReadOnlyList<Feature> Features);

    /// <param name="Requires">The features it switches on with it.</param>
    internal sealed record Feature(string Id, string Name, bool IsOn, IReadOnlyList<string> Requires);

    internal sealed class Handler(ModuleCatalog catalog, ActingContext acting, IStringLocalizerFactory texts) : IReadHandler<Query, IReadOnlyList<Row>>
    {
        public ValueTask<Result<IReadOnlyList<Row>>> Handle(Query query, CancellationToken cancellationToken) =>
            new((Result<IReadOnlyList<Row>>)catalog.All.Where(m => m.Assembly != typeof(ListModules).Assembly).Select(RowOf).OrderBy(r => r.Name, StringComparer.CurrentCulture).ToList());

        private Row RowOf(InstalledModule module)
        {
            var words = module is { State: ModuleState.Active, Entry: { } entry } ? texts.Create(entry.GetType()) : null;
            var broken = acting.Tenant.BrokenModules.GetValueOrDefault(module.Id);
            return new Row(
                module.Id, Text(words, "Module.Name", module.Id), Text(words, "Module.Description", ""), module.Manifest?.Version ?? "",
                broken is null ? module.State : ModuleState.Faulted, broken ?? module.Reason,
                module.State is not ModuleState.Active || broken is not null ? [] : [.. module.Manifest!.Features.Select(f => new Feature(
                    f.Id, f.Id == module.Id ? Text(words, "Module.Name", f.Id) : Text(words, $"Feature.{f.Id}", f.Id), acting.IsEnabled(f.Id), [.. f.Requires.Where(r => r != module.Id)]))]);
        }

        private static string Text(IStringLocalizer? words, string key, string otherwise) => words?[key] is { ResourceNotFound: false } text ? text : otherwise;
    }
}
