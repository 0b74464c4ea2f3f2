using System.Reflection;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Work;

namespace CompetencyModular.Host.Work;

/// <summary>
/// Has the modules do what nobody waits for (<see cref="IBackgroundWork"/>): a loop for each class, so that a long piece of one holds up no other; within it
/// the tenants take turns.
/// </summary>
internal sealed class BackgroundWork(IServiceScopeFactory scopes, TenantRegistry tenants, ModuleCatalog catalog, TimeProvider time, ILogger<BackgroundWork> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(All.Select(work => Task.Run(() => GoOnAsync(work.Type, work.Feature, stoppingToken), stoppingToken)));

    /// <summary>Does all that waits, and returns when nothing does.</summary>
    public async Task DoAllAsync(CancellationToken cancellationToken)
    {
        foreach (var (type, feature) in All)
        foreach (var tenant in tenants.All)
        while (await DoNextAsync(tenant, type, feature, cancellationToken))
        {
        }
    }

    private IEnumerable<(Type Type, string Feature)> All =>
        from module in catalog.Active
        from type in module.Types
        where type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IBackgroundWork))
        select (type, type.GetCustomAttribute<InFeatureAttribute>()?.Feature ?? module.Id);

    private async Task GoOnAsync(Type type, string feature, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Poll, time);
        do
        {
            var busy = tenants.All.ToList();
            while (busy.Count > 0)
            {
                foreach (var tenant in busy.ToList())
                {
                    try
                    {
                        if (!await DoNextAsync(tenant, type, feature, stoppingToken)) busy.Remove(tenant);
                    }
                    catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                    {
                        log.LogError(exception, "{Work} of tenant {Tenant} stopped and goes on in a moment", type.Name, tenant.Id);
                        busy.Remove(tenant);
                    }
                }
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> DoNextAsync(Tenant tenant, Type type, string feature, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var acting = scope.ServiceProvider.GetRequiredService<ActingContext>();
        acting.ActAsSystem(tenant);
        return acting.IsEnabled(feature) && await ((IBackgroundWork)scope.ServiceProvider.GetRequiredService(type)).DoNextAsync(cancellationToken);
    }
}
