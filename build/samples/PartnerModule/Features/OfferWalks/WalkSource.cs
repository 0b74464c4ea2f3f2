using CompetencyModular.Sdk.Activities;
using Microsoft.EntityFrameworkCore;
using Partner.SafetyWalks.Persistence;

namespace Partner.SafetyWalks.Features.OfferWalks;

/// <summary>Puts the walks on offer, so that they enter gap plans and can be given awards.</summary>
internal sealed class WalkSource(WalksDb db) : IActivitySource
{
    public async Task<IReadOnlyList<ActivityOffer>> OffersForAsync(Guid personId, CancellationToken cancellationToken)
    {
        var walks = await db.Walks.AsNoTracking().ToListAsync(cancellationToken);
        var rounds = await db.Rounds.AsNoTracking().Where(r => r.PersonId == personId).ToDictionaryAsync(r => r.WalkId, cancellationToken);
        return [.. walks.Select(w => new ActivityOffer(w.Activity, LinkOf(w), w.Minutes, 0, OfferVisibility.Open, [], Progress: rounds.GetValueOrDefault(w.Id) switch
        {
            null => OfferProgress.NotStarted,
            { FinishedAt: null } => OfferProgress.Started,
            _ => OfferProgress.Completed,
        }))];
    }

    public async Task<IReadOnlyDictionary<ActivityRef, ActivityLink>> DescribeAsync(IReadOnlyCollection<ActivityRef> activities, CancellationToken cancellationToken)
    {
        var ids = activities.Where(a => a == Walk.RefOf(a.Id)).Select(a => a.Id).ToList();
        return (await db.Walks.AsNoTracking().Where(w => ids.Contains(w.Id)).ToListAsync(cancellationToken)).ToDictionary(w => w.Activity, LinkOf);
    }

    private static ActivityLink LinkOf(Walk walk) => new(walk.Title, "/safety-walks", "walk");
}
