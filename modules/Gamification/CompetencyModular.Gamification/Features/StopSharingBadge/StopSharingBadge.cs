using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.StopSharingBadge;

/// <summary>Somebody shows a badge no longer: the link is dead at once, and sharing it again makes another.</summary>
internal static class StopSharingBadge
{
    [Requires(GamificationPermissions.EarnBadges)]
    internal sealed record Command(Guid BadgeId) : IWrite<Done>;

    internal sealed class Handler(GamificationDb db, ICurrentUser user) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var me = user.Me();
            var award = await db.BadgeAwards.FirstOrDefaultAsync(a => a.PersonId == me && a.BadgeId == command.BadgeId, ct);
            if (award is null) return Error.NotFound();
            award.StopSharing();
            return Done.Value;
        }
    }
}
