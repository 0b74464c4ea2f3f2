using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.WhenDecisionStands;

/// <summary>Tells the person, and has the confirmed level written as evidence, once the decision can no longer be undone (A4).</summary>
[InFeature(GapClosureFeatures.Approvals)]
internal sealed class WhenDecisionStands(GapClosureDb db, RequestNotices notices, IEvents events, TimeProvider time) : IConsumer<DecisionMade>
{
    public async Task HandleAsync(DecisionMade happened, EventContext context, CancellationToken cancellationToken)
    {
        var request = await db.Requests.Include(r => r.Votes).FirstOrDefaultAsync(r => r.Id == happened.RequestId, cancellationToken);
        if (request?.Release(happened.Decision, time.GetUtcNow()) is not true) return;
        await notices.TellDecisionAsync(request, cancellationToken);
        if (request is not { State: RequestState.Approved, DecidedOrdinal: { } ordinal }) return;
        events.Publish(new LevelConfirmed(
            Confirmations.RefOf(request.Id), request.PersonId, request.SkillId, request.ScaleVersion, ordinal, request.Votes.MaxBy(v => v.At)!.ById, request.DecidedAt!.Value,
            request.Note, request.Links.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Certificate = request.Certificate is { } c ? new ConfirmedCertificate(c.TypeId, c.Issuer, c.Title, c.Number, c.IssuedOn, c.ValidUntil) : null,
        });
    }
}
