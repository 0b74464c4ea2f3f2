using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.Probe.Features.OfferThings;

/// <summary>Things to do: every <c>Probe/thing/…</c> exists, and is called by its id.</summary>
internal sealed class ThingSource(Faults faults) : IActivitySource
{
    public Task<IReadOnlyList<ActivityOffer>> OffersForAsync(Guid personId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ActivityOffer>>([]);

    public Task<IReadOnlyDictionary<ActivityRef, ActivityLink>> DescribeAsync(IReadOnlyCollection<ActivityRef> activities, CancellationToken cancellationToken)
    {
        faults.Try(nameof(ThingSource));
        return Task.FromResult<IReadOnlyDictionary<ActivityRef, ActivityLink>>(activities.Where(a => a is { Module: "Probe", Kind: "thing" })
            .ToDictionary(a => a, a => new ActivityLink($"Thing {a.Id:N}", $"/probe/things/{a.Id}", "thing")));
    }
}
