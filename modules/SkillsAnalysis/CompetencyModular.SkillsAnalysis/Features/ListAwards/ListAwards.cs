using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Specifications;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Features.ListAwards;

/// <summary>What completing an activity awards, and for how long it counts (R3.3, R3.4).</summary>
internal static class ListAwards
{
    [Requires(SkillsPermissions.SeeAwards)]
    internal sealed record Query(ActivityRef Activity) : IRead<Response>;

    internal sealed record Response(IReadOnlyList<Award> Awards);

    /// <param name="Validity">For how long it counts: what governs of rule, level, skill and tenant (F3).</param>
    /// <param name="IsOwnValidity">Whether the rule itself says so.</param>
    internal sealed record Award(Guid RuleId, Guid SkillId, string Skill, int Ordinal, IReadOnlyList<string> Levels, Validity Validity, bool IsOwnValidity);

    internal sealed class Handler(SkillsDb db, ISkillLookup skills) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rules = await db.AwardRules.AsNoTracking().Of(query.Activity).InForce().ToListAsync(cancellationToken);
            if (rules.Count == 0) return new Response([]);
            var ids = rules.Select(r => r.SkillId).ToHashSet();
            var cards = await skills.SkillsAsync(ids, cancellationToken);
            var validities = await db.ValidityRulesAsync(ids, cancellationToken);
            return new Response([.. rules.Where(r => cards.ContainsKey(r.SkillId)).Select(r =>
            {
                var card = cards[r.SkillId];
                var ordinal = card.ToCurrent(r.ScaleVersion, r.Ordinal);
                return new Award(r.Id, card.Id, card.Name, ordinal, [.. card.Levels.Select(l => l.Name)], validities.For(card, ordinal, r.Validity), r.Validity is not null);
            }).OrderBy(a => a.Skill, StringComparer.CurrentCulture).ThenBy(a => a.RuleId)]);
        }
    }
}
