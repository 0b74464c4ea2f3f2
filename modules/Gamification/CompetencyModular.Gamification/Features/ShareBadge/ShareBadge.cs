using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.ShareBadge;

/// <summary>Somebody shows a badge to the world, by a link that nobody can guess (R6.3).</summary>
internal static class ShareBadge
{
    [Requires(GamificationPermissions.EarnBadges)]
    internal sealed record Command(Guid BadgeId) : IWrite<Done>;

    internal sealed class Handler(GamificationDb db, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var me = user.Me();
            var award = await db.BadgeAwards.FirstOrDefaultAsync(a => a.PersonId == me && a.BadgeId == command.BadgeId, ct);
            if (award is null) return Error.NotFound();
            award.Share(ShareKeys.New(), time.GetUtcNow());
            return Done.Value;
        }
    }
}
