using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.WhenActivityRequested;

/// <summary>An accepted plan, for instance, holds a medium: it waits among what the person goes on with, and the reason is kept.</summary>
internal sealed class WhenActivityRequested(MediaDb db, TimeProvider time) : IConsumer<ActivityRequested>
{
    public async Task HandleAsync(ActivityRequested requested, EventContext context, CancellationToken cancellationToken)
    {
        if (!requested.Activity.IsMedium()) return;
        var medium = await db.Media.FirstOrDefaultAsync(m => m.Id == requested.Activity.Id, cancellationToken);
        if (medium is null) return;
        var latest = await db.Viewings.LatestOf(requested.PersonId, medium.Id).FirstOrDefaultAsync(cancellationToken);
        // What was completed since the wish was made fulfils it; a later wish begins a new occurrence.
        if (latest?.CompletedAt >= context.OccurredAt) return;
        var begun = Viewing.Of(medium, latest, requested.PersonId, requested.Reason, again: true, time.GetUtcNow());
        // What was withdrawn meanwhile is no longer on offer; the next plan will not hold it.
        if (begun.Error is null && begun.Value != latest) db.Add(begun.Value);
    }
}
