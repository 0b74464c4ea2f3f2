using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.ListRules;

/// <summary>What earns how many points, and how much it did so far. There are a handful.</summary>
internal static class ListRules
{
    [Requires(GamificationPermissions.ManageRules)]
    internal sealed record Query(DeedKind? Kind = null) : IRead<Response>;

    internal sealed record Response(IReadOnlyList<Row> Rules);

    /// <param name="Earned">Points that it gave so far, less what was taken back.</param>
    internal sealed record Row(Guid Id, RuleTerms Terms, long Earned);

    internal sealed class Handler(GamificationDb db) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var rules = await db.Rules.AsNoTracking().Where(r => query.Kind == null || r.Kind == query.Kind).ToListAsync(ct);
            var earned = await db.Ledger.GroupBy(e => e.RuleId).Select(g => new { g.Key, Points = g.Sum(e => (long)e.Points) }).ToDictionaryAsync(g => g.Key, g => g.Points, ct);
            return new Response([.. rules.OrderBy(r => r.Kind).ThenBy(r => r.ActivityKind, StringComparer.Ordinal).ThenBy(r => r.FromOrdinal).ThenBy(r => r.Id)
                .Select(r => new Row(r.Id, r.Terms, earned.GetValueOrDefault(r.Id)))]);
        }
    }
}
