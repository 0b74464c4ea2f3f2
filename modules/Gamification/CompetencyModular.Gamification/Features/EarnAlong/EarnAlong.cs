using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.EarnAlong;

/// <summary>The points on the way (R6.10): what completing an activity earns, what it earned already, and how near the next level is.</summary>
internal static class EarnAlong
{
    [Requires(GamificationPermissions.See)]
    internal sealed record Query(ActivityRef Activity) : IRead<Response>;

    /// <param name="Earned">What the person has earned with it.</param>
    /// <param name="Waiting">What completing it, or completing it again, would earn.</param>
    /// <param name="Missing">What is missing to the next level.</param>
    internal sealed record Response(long Earned, long Waiting, int Level, long Missing);

    internal sealed class Handler(GamificationDb db, ICurrentUser user, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var (me, now) = (user.Me(), time.GetUtcNow());
            var next = Deed.Completed(me, query.Activity, "next", "", now, null);
            var rules = await db.Rules.AsNoTracking().Where(r => r.IsOn && r.Kind == DeedKind.ActivityCompleted).ToListAsync(ct);
            var earlier = await db.Ledger.AsNoTracking().Where(e => e.PersonId == me && e.Source == next.Subject).ToListAsync(ct);
            var total = await db.Ledger.Where(e => e.PersonId == me).SumAsync(e => (long)e.Points, ct);
            var progress = (await db.SettingsAsync(ct)).Ladder.ProgressOf(total);
            return new Response(Ledger.Total(earlier), Ledger.Total(Ledger.Post(next, rules, earlier, now)), progress.Level, progress.Missing);
        }
    }
}
