using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using Microsoft.EntityFrameworkCore;
using Partner.SafetyWalks.Persistence;

namespace Partner.SafetyWalks.Features.WhenActivityRequested;

/// <summary>An accepted plan holds a walk: the person finds it marked.</summary>
internal sealed class WhenActivityRequested(WalksDb db) : IConsumer<ActivityRequested>
{
    public async Task HandleAsync(ActivityRequested happened, EventContext context, CancellationToken cancellationToken)
    {
        if (happened.Activity != Walk.RefOf(happened.Activity.Id) || await db.Walks.FindAsync([happened.Activity.Id], cancellationToken) is not { } walk) return;
        var round = await db.Rounds.FirstOrDefaultAsync(r => r.PersonId == happened.PersonId && r.WalkId == walk.Id, cancellationToken);
        if (round is null) db.Rounds.Add(round = new Round { PersonId = happened.PersonId, WalkId = walk.Id });
        round.WantedAt ??= context.OccurredAt;
    }
}
