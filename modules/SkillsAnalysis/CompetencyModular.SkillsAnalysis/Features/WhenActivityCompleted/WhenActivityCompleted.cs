using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Specifications;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Features.WhenActivityCompleted;

/// <summary>Awards what the activity's rules say (R3.3), and keeps the completion for rules that are made later (E7).</summary>
internal sealed class WhenActivityCompleted(SkillsDb db, AwardWriter awards) : IConsumer<ActivityCompleted>
{
    public async Task HandleAsync(ActivityCompleted happened, EventContext context, CancellationToken cancellationToken)
    {
        var completion = new CompletedActivity(happened.PersonId, happened.Activity, happened.OccurrenceKey, happened.Title, happened.CompletedAt);
        var isKnown = await db.CompletedActivities.AnyAsync(
            c => c.PersonId == happened.PersonId && c.Activity == happened.Activity && c.OccurrenceKey == happened.OccurrenceKey, cancellationToken);
        if (!isKnown) db.CompletedActivities.Add(completion);

        var rules = await db.AwardRules.AsNoTracking().Of(happened.Activity).InForce().ToListAsync(cancellationToken);
        await awards.WriteAsync(rules, [completion], cancellationToken);
    }
}
