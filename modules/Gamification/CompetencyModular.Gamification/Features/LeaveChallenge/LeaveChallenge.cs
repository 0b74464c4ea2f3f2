using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.LeaveChallenge;

/// <summary>Somebody takes part no longer: they are in no list of it, and count for no team. Their points stay theirs, and they may join again.</summary>
internal static class LeaveChallenge
{
    [Requires(GamificationPermissions.TakeChallenges)]
    internal sealed record Command(Guid ChallengeId) : IWrite<Done>;

    internal sealed class Handler(GamificationDb db, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var (id, me) = (command.ChallengeId, user.Me());
            var challenge = await db.Challenges.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id && c.PublishedAt != null, ct);
            if (challenge is null || await db.Entrants.FindAsync([id, me], ct) is not { } entrant) return Error.NotFound();
            if (!challenge.MayJoin(time.GetUtcNow())) return GamificationErrors.ChallengeIsOver;
            db.EntrantScores.RemoveRange(await db.EntrantScores.Where(s => s.ChallengeId == id && s.PersonId == me).ToListAsync(ct));
            db.Entrants.Remove(entrant);
            return Done.Value;
        }
    }
}
