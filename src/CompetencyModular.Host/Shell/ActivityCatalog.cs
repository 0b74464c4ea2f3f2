using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.Host.Shell;

/// <summary>The activity sources of the modules that are on, one after the other: they share the scope's connection.</summary>
internal sealed class ActivityCatalog(IEnumerable<IActivitySource> sources, ModuleCatalog catalog, ActingContext acting) : IActivityCatalog
{
    private IEnumerable<IActivitySource> Enabled => sources.Where(s => catalog.Of(s.GetType().Assembly) is { } module && acting.IsEnabled(module.Id));

    public async Task<IReadOnlyList<ActivityOffer>> OffersForAsync(Guid personId, CancellationToken cancellationToken)
    {
        var offers = new List<ActivityOffer>();
        foreach (var source in Enabled) offers.AddRange(await source.OffersForAsync(personId, cancellationToken));
        return offers;
    }

    public async Task<IReadOnlyDictionary<ActivityRef, ActivityLink>> DescribeAsync(IReadOnlyCollection<ActivityRef> activities, CancellationToken cancellationToken)
    {
        var links = new Dictionary<ActivityRef, ActivityLink>();
        foreach (var source in Enabled)
            foreach (var (activity, link) in await source.DescribeAsync(activities, cancellationToken)) links[activity] = link;
        return links;
    }
}
