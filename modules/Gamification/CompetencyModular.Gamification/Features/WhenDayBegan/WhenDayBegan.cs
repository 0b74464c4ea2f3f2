using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.WhenDayBegan;

/// <summary>Settles the challenges that have ended. It looks at the time and not at the day, so that nothing is missed while the server was down.</summary>
[InFeature(GamificationFeatures.Challenges)]
internal sealed class WhenDayBegan(GamificationDb db, ChallengeKeeper keeper, TimeProvider time) : IConsumer<DayBegan>
{
    public async Task HandleAsync(DayBegan happened, EventContext context, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var challenge in await db.Challenges.Where(c => c.PublishedAt != null && c.CancelledAt == null && c.ClosedAt == null && c.EndsAt <= now).OrderBy(c => c.EndsAt).ThenBy(c => c.Id).ToListAsync(cancellationToken))
            await keeper.CloseAsync(challenge, cancellationToken);
    }
}
