using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Events;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure;

/// <summary>Sees to it that a request does not wait unseen, and that a decision is released (A3, A4).</summary>
internal sealed class Deadlines(GapClosureDb db, IEvents events, TimeProvider time)
{
    /// <summary>
    /// Asked whenever a request is decided, begins to wait on approvers, or waits on them again because a decision was undone: the end of its time may
    /// have passed meanwhile, without effect.
    /// </summary>
    public async Task SetAsync(ConfirmationRequest request, CancellationToken cancellationToken)
    {
        var settings = await db.ApprovalSettings.AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? new ApprovalSettings();
        if (request is { IsDecided: true, DecidedAt: { } decided }) Publish(new DecisionMade(request.Id, request.Decisions), decided.AddMinutes(settings.UndoMinutes));
        if (request is not { State: RequestState.Submitted, WaitsSince: { } since }) return;
        Publish(new ConfirmationOverdue(request.Id, since), since.AddDays(settings.EscalateAfterDays));
        var reminded = since.AddDays(settings.RemindAfterDays);
        if (settings.RemindAfterDays > 0 && settings.RemindAfterDays < settings.EscalateAfterDays && reminded > time.GetUtcNow()) Publish(new ConfirmationWaits(request.Id, since), reminded);
    }

    private void Publish(IEvent happens, DateTimeOffset at)
    {
        var now = time.GetUtcNow();
        events.Publish(happens, at > now ? at : now);
    }
}
