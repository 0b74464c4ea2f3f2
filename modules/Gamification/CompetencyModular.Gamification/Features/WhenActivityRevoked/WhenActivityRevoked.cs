using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;

namespace CompetencyModular.Gamification.Features.WhenActivityRevoked;

/// <summary>A completion was taken back: its points are, by negative rows (X1). Badges stay; they were earned in good faith.</summary>
internal sealed class WhenActivityRevoked(Scorekeeper scores) : IConsumer<ActivityRevoked>
{
    public Task HandleAsync(ActivityRevoked happened, EventContext context, CancellationToken cancellationToken) => scores.WithdrawAsync(
        Deed.Completed(happened.PersonId, happened.Activity, happened.OccurrenceKey, "", happened.RevokedAt, null), happened.Reason, cancellationToken);
}
