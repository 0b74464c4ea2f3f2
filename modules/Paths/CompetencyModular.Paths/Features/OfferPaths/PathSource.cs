using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Activities;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.OfferPaths;

/// <summary>Names learning paths to others, so that award rules can attach to them. A gap plan holds their steps, and would count them twice with the path beside them.</summary>
internal sealed class PathSource(PathsDb db) : IActivitySource
{
    public Task<IReadOnlyList<ActivityOffer>> OffersForAsync(Guid personId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ActivityOffer>>([]);

    public async Task<IReadOnlyDictionary<ActivityRef, ActivityLink>> DescribeAsync(IReadOnlyCollection<ActivityRef> activities, CancellationToken cancellationToken)
    {
        var ids = activities.Where(a => a.IsPath()).Select(a => a.Id).Distinct().ToList();
        if (ids.Count == 0) return new Dictionary<ActivityRef, ActivityLink>();
        var titles = await db.Paths.Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Title }).ToListAsync(cancellationToken);
        return titles.ToDictionary(p => PathRef.Of(p.Id), p => new ActivityLink(p.Title, $"/paths/learning-paths/{p.Id}", PathRef.Kind));
    }
}
