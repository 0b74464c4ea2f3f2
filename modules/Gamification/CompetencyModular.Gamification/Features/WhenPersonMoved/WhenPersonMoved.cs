using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.People;

namespace CompetencyModular.Gamification.Features.WhenPersonMoved;

/// <summary>Whoever has left stands on no board (X4), and is there again when they come back. What they earned stays where it was earned (X3).</summary>
internal sealed class WhenPersonMoved(GamificationDb db, Scorekeeper scores, IPeople people) : IConsumer<PersonMoved>
{
    public async Task HandleAsync(PersonMoved happened, EventContext context, CancellationToken cancellationToken)
    {
        if (await db.Participants.FindAsync([happened.PersonId], cancellationToken) is not { } participant) return;
        participant.Know((await people.CardsAsync([happened.PersonId], cancellationToken)).GetValueOrDefault(happened.PersonId));
        await scores.ShowAsync(participant, (await db.SettingsAsync(cancellationToken)).Mode, cancellationToken);
    }
}
