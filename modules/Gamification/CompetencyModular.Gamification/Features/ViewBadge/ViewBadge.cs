using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.ViewBadge;

/// <summary>A badge that somebody has, and whether the world may see it.</summary>
internal static class ViewBadge
{
    [Requires(GamificationPermissions.EarnBadges)]
    internal sealed record Query(Guid BadgeId) : IRead<Response>;

    /// <param name="ShareKey">The secret of the public link; null while it is not shared.</param>
    internal sealed record Response(string Name, string Description, string Icon, Criterion Criterion, DateTimeOffset AwardedAt, string? ShareKey, DateTimeOffset? SharedAt);

    internal sealed class Handler(GamificationDb db, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var me = user.Me();
            var found = await db.BadgeAwards.AsNoTracking().Where(a => a.PersonId == me && a.BadgeId == query.BadgeId)
                .Join(db.Badges, a => a.BadgeId, b => b.Id, (a, b) => new { Award = a, Badge = b }).FirstOrDefaultAsync(ct);
            return found is null ? Error.NotFound()
                : new Response(found.Badge.Name, found.Badge.Description, found.Badge.Icon, found.Badge.Criterion, found.Award.AwardedAt, found.Award.ShareKey, found.Award.SharedAt);
        }
    }
}
