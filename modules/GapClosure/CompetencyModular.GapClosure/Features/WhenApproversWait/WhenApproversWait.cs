using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.WhenApproversWait;

/// <summary>Reminds those who may decide and have not (A3).</summary>
[InFeature(GapClosureFeatures.Approvals)]
internal sealed class WhenApproversWait(GapClosureDb db, RequestNotices notices) : IConsumer<ConfirmationWaits>
{
    public async Task HandleAsync(ConfirmationWaits happened, EventContext context, CancellationToken cancellationToken)
    {
        var request = await db.Requests.Whole().AsNoTracking().FirstOrDefaultAsync(r => r.Id == happened.RequestId, cancellationToken);
        // Whoever was told that HR can decide now needs no reminder, also where both come at once after a rest of the server.
        if (request is not { State: RequestState.Submitted, EscalatedAt: null } || request.WaitsSince != happened.WaitsSince) return;
        await notices.TellApproversAsync(request, "Notice.Reminder", cancellationToken);
    }
}
