using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.EarnOnTheWay;

/// <summary>The points along a whole path (R6.10): what each step earned, and what it would earn.</summary>
internal static class EarnOnTheWay
{
    [Requires(GamificationPermissions.See)]
    internal sealed record Query(IReadOnlyList<ActivityRef> Way) : IRead<Response>;

    internal sealed record Response(IReadOnlyDictionary<ActivityRef, Step> Steps);

    /// <param name="Earned">What the person has earned with it.</param>
    /// <param name="Waiting">What completing it would earn.</param>
    internal sealed record Step(long Earned, long Waiting);

    internal sealed class Handler(GamificationDb db, ICurrentUser user, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var (me, now) = (user.Me(), time.GetUtcNow());
            var deeds = query.Way.Distinct().ToDictionary(a => a, a => Deed.Completed(me, a, "next", "", now, null));
            var sources = deeds.Values.Select(d => d.Subject).ToList();
            var rules = await db.Rules.AsNoTracking().Where(r => r.IsOn && r.Kind == DeedKind.ActivityCompleted).ToListAsync(ct);
            var earlier = (await db.Ledger.AsNoTracking().Where(e => e.PersonId == me && sources.Contains(e.Source)).ToListAsync(ct)).ToLookup(e => e.Source);
            return new Response(deeds.ToDictionary(d => d.Key, d => new Step(
                Ledger.Total(earlier[d.Value.Subject]), Ledger.Total(Ledger.Post(d.Value, rules, [.. earlier[d.Value.Subject]], now)))));
        }
    }
}
