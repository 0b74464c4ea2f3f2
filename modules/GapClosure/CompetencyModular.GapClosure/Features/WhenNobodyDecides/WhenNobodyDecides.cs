using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.WhenNobodyDecides;

/// <summary>Lets HR decide too, where nobody has (A3).</summary>
[InFeature(GapClosureFeatures.Approvals)]
internal sealed class WhenNobodyDecides(GapClosureDb db, Approvers approvers, RequestNotices notices, TimeProvider time) : IConsumer<ConfirmationOverdue>
{
    public async Task HandleAsync(ConfirmationOverdue happened, EventContext context, CancellationToken cancellationToken)
    {
        var request = await db.Requests.Whole().FirstOrDefaultAsync(r => r.Id == happened.RequestId, cancellationToken);
        // Asked or decided meanwhile, it waits on nobody; what makes it wait again sets its time again.
        if (request is null || request.WaitsSince != happened.SubmittedAt || !request.Escalate(time.GetUtcNow())) return;
        await approvers.SendAsync(request, cancellationToken);
        // All are told again: it has waited long.
        await notices.TellApproversAsync(request, "Notice.Escalated", cancellationToken);
    }
}
