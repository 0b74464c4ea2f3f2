using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.SkillsAnalysis.Contracts;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.WhenSkillAwarded;

/// <summary>Somebody holds a further level: steps whose levels are held count as mastered, and one may have been the last (N3).</summary>
internal sealed class WhenSkillAwarded(PathsDb db, Whereabouts whereabouts, TimeProvider time) : IConsumer<SkillAwarded>
{
    public async Task HandleAsync(SkillAwarded awarded, EventContext context, CancellationToken cancellationToken) => await whereabouts.JudgeAsync(
        await db.Journeys.Where(j => j.PersonId == awarded.PersonId && j.MasteredAt == null && j.LeftAt == null).ToListAsync(cancellationToken), null, time.GetUtcNow(), cancellationToken);
}
