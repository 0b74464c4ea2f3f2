using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Activities;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.OfferMedia;

/// <summary>The media as activities that a gap plan may hold. They cost nothing but time, and nothing comes before them.</summary>
internal sealed class MediumSource(MediaDb db) : IActivitySource
{
    public async Task<IReadOnlyList<ActivityOffer>> OffersForAsync(Guid personId, CancellationToken cancellationToken)
    {
        var media = await db.Media.OnOffer().OrderBy(m => m.Id).Select(m => new { m.Id, m.Title, m.Minutes }).ToListAsync(cancellationToken);
        var mine = (await db.Viewings.Where(v => v.PersonId == personId).Select(v => new { v.MediumId, IsCompleted = v.CompletedAt != null }).ToListAsync(cancellationToken)).ToLookup(v => v.MediumId);
        return
        [
            .. media.Select(m => new ActivityOffer(
                MediumRef.Of(m.Id), Link(m.Id, m.Title), m.Minutes, Money: 0, OfferVisibility.Open, [],
                Progress: mine[m.Id].Any(v => !v.IsCompleted) ? OfferProgress.Started : mine[m.Id].Any() ? OfferProgress.Completed : OfferProgress.NotStarted)),
        ];
    }

    public async Task<IReadOnlyDictionary<ActivityRef, ActivityLink>> DescribeAsync(IReadOnlyCollection<ActivityRef> activities, CancellationToken cancellationToken)
    {
        var ids = activities.Where(a => a.IsMedium()).Select(a => a.Id).Distinct().ToList();
        if (ids.Count == 0) return new Dictionary<ActivityRef, ActivityLink>();
        var titles = await db.Media.Where(m => ids.Contains(m.Id)).Select(m => new { m.Id, m.Title }).ToListAsync(cancellationToken);
        return titles.ToDictionary(m => MediumRef.Of(m.Id), m => Link(m.Id, m.Title));
    }

    private static ActivityLink Link(Guid id, string title) => new(title, $"/media/{id}", MediumRef.Kind);
}
