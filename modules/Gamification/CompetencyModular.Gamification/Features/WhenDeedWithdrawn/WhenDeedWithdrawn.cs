using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.WhenDeedWithdrawn;

/// <summary>A deed had not been so: it counts in challenges no more, and what one of them gave for it goes back by a negative row (X1). Badges stay; they were earned in good faith.</summary>
[InFeature(GamificationFeatures.Challenges)]
internal sealed class WhenDeedWithdrawn(GamificationDb db, ChallengeKeeper keeper) : IConsumer<DeedWithdrawn>
{
    public async Task HandleAsync(DeedWithdrawn happened, EventContext context, CancellationToken cancellationToken)
    {
        var deed = await db.Deeds.AsNoTracking().FirstOrDefaultAsync(d => d.Id == happened.DeedId, cancellationToken);
        if (deed is not null) await keeper.RecountAsync(happened.PersonId, deed.OccurredAt, happened.Reason, cancellationToken);
    }
}
