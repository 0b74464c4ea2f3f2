using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Operations.GlanceAtInstallation;

/// <summary>Whether everything runs, for the home of those who keep it in order.</summary>
internal static class GlanceAtInstallation
{
    [Requires(HostPermissions.ManageDeliveries)]
    internal sealed record Query : IRead<Response>;

    /// <param name="Running">Modules that run for this organisation.</param>
    /// <param name="Quarantined">The names of those that do not.</param>
    /// <param name="Off">How many of those that run are switched off.</param>
    /// <param name="Parked">Deliveries that wait for somebody to retry or skip them.</param>
    internal sealed record Response(int Running, IReadOnlyList<string> Quarantined, int Off, int Parked);

    internal sealed class Handler(PlatformDb db, ModuleCatalog catalog, ActingContext acting) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var modules = catalog.All.Where(m => !ModuleRules.IsHost(m)).ToLookup(m => m.State is ModuleState.Active && !acting.Tenant.BrokenModules.ContainsKey(m.Id));
            var parked = await db.Set<Delivery>().CountAsync(d => d.State == DeliveryState.Parked, cancellationToken);
            return new Response(modules[true].Count(), [.. modules[false].Select(m => m.Id).Order()], modules[true].Count(m => !acting.IsEnabled(m.Id)), parked);
        }
    }
}
