using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.JoinChallenge;

/// <summary>Somebody takes part in a challenge, until its end also late: what they did since its first day counts. Teams count those only who stand on boards.</summary>
internal static class JoinChallenge
{
    [Requires(GamificationPermissions.TakeChallenges)]
    internal sealed record Command(Guid ChallengeId) : IWrite<Done>;

    internal sealed class Handler(GamificationDb db, ChallengeKeeper keeper, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var (me, now) = (user.Me(), time.GetUtcNow());
            var challenge = await db.Challenges.AsNoTracking().FirstOrDefaultAsync(c => c.Id == command.ChallengeId && c.PublishedAt != null, ct);
            if (challenge is null) return Error.NotFound();
            if (!challenge.MayJoin(now)) return GamificationErrors.ChallengeIsOver;
            var participant = await keeper.ParticipantAsync(me, ct);
            if (challenge.By is ChallengeBy.Team)
            {
                if (!participant.IsListed((await db.SettingsAsync(ct)).Mode)) return GamificationErrors.JoinBoardsFirst;
                if (participant.TeamId is null) return GamificationErrors.TeamNeeded;
            }

            if (await db.Entrants.AnyAsync(e => e.ChallengeId == challenge.Id && e.PersonId == me, ct)) return Done.Value;
            db.Entrants.Add(Entrant.Of(challenge.Id, me, now));
            await keeper.CountAsync(challenge, participant, ct);
            return Done.Value;
        }
    }
}
