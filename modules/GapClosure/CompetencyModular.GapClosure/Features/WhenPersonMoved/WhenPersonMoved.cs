using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.WhenPersonMoved;

/// <summary>Sends what waits to whoever decides now: somebody's own requests, and those that wait on somebody who has left (A3).</summary>
[InFeature(GapClosureFeatures.Approvals)]
internal sealed class WhenPersonMoved(GapClosureDb db, IPeople people, Rerouting rerouting) : IConsumer<PersonMoved>
{
    /// <summary>More than that in HR's queue are looked after when the next day begins.</summary>
    private const int AtOnce = 100;

    public async Task HandleAsync(PersonMoved happened, EventContext context, CancellationToken cancellationToken)
    {
        var key = ApproverKey.Person(happened.PersonId);
        var hasLeft = !(await people.CardsAsync([happened.PersonId], cancellationToken)).TryGetValue(happened.PersonId, out var card) || !card.IsActive;
        var waiting = await db.Requests.Whole()
            .Where(r => (r.State == RequestState.Submitted || r.State == RequestState.MoreInfo) && (r.PersonId == happened.PersonId || r.Audience.Any(a => a.Key == key)))
            .ToListAsync(cancellationToken);
        // Few wait on one person at a time, and each goes its own way.
        foreach (var request in waiting) await rerouting.SendAsync(request, cancellationToken);
        if (!hasLeft) return;

        // Who has left may have been one of HR, whom no request names.
        var queued = await db.Requests.Whole()
            .Where(r => r.State == RequestState.Submitted && r.PersonId != happened.PersonId && r.Audience.Any(a => a.Key == ApproverKey.HR))
            .OrderBy(r => r.SubmittedAt).Take(AtOnce).ToListAsync(cancellationToken);
        foreach (var request in queued) await rerouting.LookAfterAsync(request, cancellationToken);
    }
}
