using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Events;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure;

/// <summary>Sees to it that a request does not wait unseen (A3).</summary>
internal sealed class Deadlines(GapClosureDb db, IEvents events, TimeProvider time)
{
    /// <summary>
    /// Asked whenever a request begins to wait on approvers, or waits on them again because a decision was undone: the end of its time may have passed
    /// meanwhile, without effect.
    /// </summary>
    public async Task SetAsync(ConfirmationRequest request, CancellationToken cancellationToken)
    {
        if (request is not { State: RequestState.Submitted, WaitsSince: { } since }) return;
        var settings = await db.ApprovalSettings.AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? new ApprovalSettings();
        Publish(new ConfirmationOverdue(request.Id, since), since.AddDays(settings.EscalateAfterDays));
    }

    private void Publish(IEvent happens, DateTimeOffset at)
    {
        var now = time.GetUtcNow();
        events.Publish(happens, at > now ? at : now);
    }
}
