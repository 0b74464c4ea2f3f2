using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.SkillsAnalysis.Contracts;

namespace CompetencyModular.Gamification.Features.WhenSkillAwarded;

/// <summary>Somebody showed a level of a skill. A row that says "none" is no deed.</summary>
internal sealed class WhenSkillAwarded(Scorekeeper scores) : IConsumer<SkillAwarded>
{
    public Task HandleAsync(SkillAwarded happened, EventContext context, CancellationToken cancellationToken) => happened.Ordinal < 1
        ? Task.CompletedTask
        : scores.RecordAsync(happened.PersonId, team => Deed.Reached(
            happened.PersonId, happened.SkillId, happened.Ordinal, happened.EvidenceId, Earlier(happened.AwardedAt, context.OccurredAt), team), cancellationToken);

    /// <summary>What counts only from a later day on is a deed of the day on which it was said.</summary>
    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
