using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;

namespace CompetencyModular.Gamification.Features.WhenActivityCompleted;

/// <summary>Somebody completed an activity of whatever module.</summary>
internal sealed class WhenActivityCompleted(Scorekeeper scores) : IConsumer<ActivityCompleted>
{
    public Task HandleAsync(ActivityCompleted happened, EventContext context, CancellationToken cancellationToken) => scores.RecordAsync(
        happened.PersonId, team => Deed.Completed(happened.PersonId, happened.Activity, happened.OccurrenceKey, happened.Title, happened.CompletedAt, team), cancellationToken);
}
