using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.OfferPaths;

/// <summary>Names learning paths to others, so that award rules can attach to them. A gap plan holds their steps, and would count them twice with the path beside them.</summary>
internal sealed class PathSource(PathsDb db, ICurrentUser user) : IActivitySource
{
    public Task<IReadOnlyList<ActivityOffer>> OffersForAsync(Guid personId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ActivityOffer>>([]);

    public async Task<IReadOnlyDictionary<ActivityRef, ActivityLink>> DescribeAsync(IReadOnlyCollection<ActivityRef> activities, CancellationToken cancellationToken)
    {
        var ids = activities.Where(a => a.IsPath()).Select(a => a.Id).Distinct().ToList();
        if (ids.Count == 0) return new Dictionary<ActivityRef, ActivityLink>();
        var titles = await db.Paths.Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Title }).ToListAsync(cancellationToken);
        return titles.ToDictionary(p => PathRef.Of(p.Id), p => new ActivityLink(p.Title, $"/paths/learning-paths/{p.Id}", PathRef.Kind));
    }

    public async Task<IReadOnlyList<ActivityUse>> UsesOfAsync(ActivityRef activity, CancellationToken cancellationToken)
    {
        // In the edition in force, or in the draft of the next one.
        var paths = await db.Paths.Where(p => p.Steps.Any(s => s.Activity == activity && (s.Edition == 0 || s.Edition == p.Edition)))
            .OrderBy(p => p.SearchText).Select(p => new { p.Id, p.Title }).ToListAsync(cancellationToken);
        if (paths.Count == 0) return [];
        var ids = paths.ConvertAll(p => p.Id);
        var isAuthor = user.Has(PathsPermissions.Author);
        var open = isAuthor ? [.. ids]
            : user.PersonId is { } me && user.Has(PathsPermissions.Read) ? (await db.PathsOpenTo(me).Where(p => ids.Contains(p.Id)).Select(p => p.Id).ToListAsync(cancellationToken)).ToHashSet()
            : new HashSet<Guid>();
        var place = isAuthor ? "/paths/authoring/learning-paths" : "/paths/learning-paths";
        return [.. paths.Select(p => new ActivityUse(PathRef.Of(p.Id), open.Contains(p.Id) ? new ActivityLink(p.Title, $"{place}/{p.Id}", PathRef.Kind) : null))];
    }
}
