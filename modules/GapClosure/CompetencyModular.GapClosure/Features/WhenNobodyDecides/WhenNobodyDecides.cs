using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.WhenNobodyDecides;

/// <summary>Lets HR decide too, where nobody has (A3).</summary>
[InFeature(GapClosureFeatures.Approvals)]
internal sealed class WhenNobodyDecides(GapClosureDb db, RequestNotices notices, TimeProvider time) : IConsumer<ConfirmationOverdue>
{
    public async Task HandleAsync(ConfirmationOverdue happened, EventContext context, CancellationToken cancellationToken)
    {
        var request = await db.Requests.Whole().FirstOrDefaultAsync(r => r.Id == happened.RequestId, cancellationToken);
        if (request?.SubmittedAt != happened.SubmittedAt) return;
        request!.Escalate(time.GetUtcNow());
        // All are told again: it has waited long.
        if (request is { State: RequestState.Submitted, EscalatedAt: not null }) await notices.TellApproversAsync(request, "Notice.Escalated", cancellationToken);
    }
}
