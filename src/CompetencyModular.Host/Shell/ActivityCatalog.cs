using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.Host.Shell;

/// <summary>
/// The activity sources of the modules that are on, one after the other: they share the scope's connection. What one of them throws is logged, and
/// the others' activities are still there: no module takes everybody's plans away.
/// </summary>
internal sealed class ActivityCatalog(IServiceProvider services, ModuleCatalog catalog, ActingContext acting, ILogger<ActivityCatalog> log) : IActivityCatalog
{
    public async Task<IReadOnlyList<ActivityOffer>> OffersForAsync(Guid personId, CancellationToken cancellationToken)
    {
        var offers = new List<ActivityOffer>();
        await AskAllAsync(async source => offers.AddRange(await source.OffersForAsync(personId, cancellationToken)));
        return offers;
    }

    public async Task<IReadOnlyDictionary<ActivityRef, ActivityLink>> DescribeAsync(IReadOnlyCollection<ActivityRef> activities, CancellationToken cancellationToken)
    {
        var links = new Dictionary<ActivityRef, ActivityLink>();
        await AskAllAsync(async source =>
        {
            foreach (var (activity, link) in await source.DescribeAsync(activities, cancellationToken)) links[activity] = link;
        });
        return links;
    }

    public async Task<IReadOnlyList<ActivityUse>> UsesOfAsync(ActivityRef activity, CancellationToken cancellationToken)
    {
        var uses = new List<ActivityUse>();
        await AskAllAsync(async source => uses.AddRange(await source.UsesOfAsync(activity, cancellationToken)));
        return uses;
    }

    private async Task AskAllAsync(Func<IActivitySource, Task> ask)
    {
        foreach (var module in catalog.Active.Where(m => acting.IsEnabled(m.Id)))
        foreach (var type in module.ActivitySources)
        {
            try
            {
                await ask((IActivitySource)services.GetRequiredService(type));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogError(exception, "The activities of module {Module} are left out: {Source} threw", module.Id, type.Name);
            }
        }
    }
}
