namespace CompetencyModular.Sdk.Activities;

/// <summary>All activity sources of the modules that are on for the tenant, as one. Modules ask this, never a source by itself.</summary>
public interface IActivityCatalog
{
    /// <summary>What all modules have on offer for a person.</summary>
    Task<IReadOnlyList<ActivityOffer>> OffersForAsync(Guid personId, CancellationToken cancellationToken);

    /// <summary>Titles and links of activities by reference; those whose module is off or that are gone are left out.</summary>
    Task<IReadOnlyDictionary<ActivityRef, ActivityLink>> DescribeAsync(IReadOnlyCollection<ActivityRef> activities, CancellationToken cancellationToken);

    /// <summary>What holds an activity as a part, over all modules; asked before it goes.</summary>
    Task<IReadOnlyList<ActivityUse>> UsesOfAsync(ActivityRef activity, CancellationToken cancellationToken);
}
