using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.WhenPersonMoved;

/// <summary>Sends what waits to whoever decides now: somebody's own requests, and those that wait on somebody who has left (A3).</summary>
[InFeature(GapClosureFeatures.Approvals)]
internal sealed class WhenPersonMoved(GapClosureDb db, Approvers approvers, RequestNotices notices) : IConsumer<PersonMoved>
{
    public async Task HandleAsync(PersonMoved happened, EventContext context, CancellationToken cancellationToken)
    {
        var key = ApproverKey.Person(happened.PersonId);
        var waiting = await db.Requests.Whole()
            .Where(r => (r.State == RequestState.Submitted || r.State == RequestState.MoreInfo) && (r.PersonId == happened.PersonId || r.Audience.Any(a => a.Key == key)))
            .ToListAsync(cancellationToken);
        // Few wait on one person at a time, and each goes its own way.
        foreach (var request in waiting)
        {
            var before = request.Audience.Select(a => a.Key).ToHashSet();
            request.Send(await approvers.RouteAsync(request.PersonId, request.SkillId, cancellationToken));
            if (before.SetEquals(request.Audience.Select(a => a.Key))) continue;
            notices.NoLongerWaits(request);
            if (request.State is RequestState.Submitted) await notices.TellApproversAsync(request, "Notice.Waits", cancellationToken);
        }
    }
}
