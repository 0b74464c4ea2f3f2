using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.SkillsAnalysis.Contracts;

namespace CompetencyModular.Gamification.Features.WhenSkillWithdrawn;

/// <summary>Evidence of a level was withdrawn: what it earned is taken back by negative rows (X1). A lapse takes back nothing (N3).</summary>
internal sealed class WhenSkillWithdrawn(Scorekeeper scores) : IConsumer<SkillWithdrawn>
{
    public Task HandleAsync(SkillWithdrawn happened, EventContext context, CancellationToken cancellationToken) => scores.WithdrawAsync(
        Deed.Reached(happened.PersonId, happened.SkillId, 0, happened.EvidenceId, happened.WithdrawnAt, null), happened.Reason, cancellationToken);
}
