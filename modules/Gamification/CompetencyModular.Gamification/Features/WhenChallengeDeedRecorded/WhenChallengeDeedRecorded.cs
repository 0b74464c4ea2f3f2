using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.WhenChallengeDeedRecorded;

/// <summary>Counts a deed in the challenges that its person takes part in. While challenges are off the events wait.</summary>
[InFeature(GamificationFeatures.Challenges)]
internal sealed class WhenChallengeDeedRecorded(GamificationDb db, ChallengeKeeper keeper) : IConsumer<DeedRecorded>
{
    public async Task HandleAsync(DeedRecorded happened, EventContext context, CancellationToken cancellationToken)
    {
        var deed = await db.Deeds.AsNoTracking().FirstOrDefaultAsync(d => d.Id == happened.DeedId && d.Kind != DeedKind.ChallengeMet, cancellationToken);
        if (deed is not null) await keeper.RecountAsync(happened.PersonId, deed.OccurredAt, null, cancellationToken);
    }
}
