using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.MyBadges;

/// <summary>The badges that somebody has, and how far the others are.</summary>
internal static class MyBadges
{
    private const int NextShown = 4;

    [Requires(GamificationPermissions.EarnBadges)]
    internal sealed record Query : IRead<Response>;

    /// <param name="Earned">The latest first.</param>
    /// <param name="Next">Of those that are not earned yet, the nearest first.</param>
    internal sealed record Response(IReadOnlyList<EarnedBadge> Earned, IReadOnlyList<NextBadge> Next);

    internal sealed record EarnedBadge(Guid BadgeId, string Name, string Icon, DateTimeOffset AwardedAt, bool IsShared);

    internal sealed record NextBadge(Guid BadgeId, string Name, string Icon, Criterion Criterion, int Done);

    internal sealed class Handler(GamificationDb db, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var me = user.Me();
            var earned = await db.BadgeAwards.Where(a => a.PersonId == me)
                .Join(db.Badges, a => a.BadgeId, b => b.Id, (a, b) => new { a, b })
                .OrderByDescending(x => x.a.AwardedAt).ThenBy(x => x.b.Id)
                .Select(x => new EarnedBadge(x.b.Id, x.b.Name, x.b.Icon, x.a.AwardedAt, x.a.ShareKey != null))
                .ToListAsync(ct);
            var open = await db.Badges.AsNoTracking().Where(b => b.IsOn && b.Kind != CriterionKind.Challenge && !db.BadgeAwards.Any(a => a.BadgeId == b.Id && a.PersonId == me)).ToListAsync(ct);
            if (open.Count == 0) return new Response(earned, []);

            var deeds = await db.Deeds.AsNoTracking().Where(d => d.PersonId == me).ToListAsync(ct);
            var entries = await db.Ledger.AsNoTracking().Where(e => e.PersonId == me).ToListAsync(ct);
            return new Response(earned, [.. open
                .Select(b => new NextBadge(b.Id, b.Name, b.Icon, b.Criterion, b.Criterion.Progress(deeds, entries)))
                .OrderByDescending(b => (double)b.Done / b.Criterion.Target).ThenBy(b => b.Name, StringComparer.CurrentCulture).ThenBy(b => b.BadgeId).Take(NextShown)]);
        }
    }
}
