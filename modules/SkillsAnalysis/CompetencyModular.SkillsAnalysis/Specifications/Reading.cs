using CompetencyModular.Sdk.Activities;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Specifications;

internal static class Reading
{
    /// <summary>The rules in force.</summary>
    public static IQueryable<AwardRule> InForce(this IQueryable<AwardRule> rules) => rules.Where(r => r.RetiredAt == null);

    /// <summary>The rules of one activity.</summary>
    public static IQueryable<AwardRule> Of(this IQueryable<AwardRule> rules, ActivityRef activity) => rules.Where(r => r.Activity == activity);

    /// <summary>The validity settings that govern new evidence of some skills.</summary>
    public static async Task<ValidityRules> ValidityRulesAsync(this SkillsDb db, IReadOnlyCollection<Guid> skillIds, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. skillIds, SkillSetting.TenantDefault];
        var bySkill = await db.SkillSettings.AsNoTracking()
            .Where(s => ids.Contains(s.SkillId) && s.Validity != null)
            .ToDictionaryAsync(s => s.SkillId, s => s.Validity!, cancellationToken);
        var byLevel = await db.LevelSettings.AsNoTracking()
            .Where(s => ids.Contains(s.SkillId))
            .ToDictionaryAsync(s => (s.SkillId, s.LevelId), s => s.Validity, cancellationToken);
        return new ValidityRules(bySkill.GetValueOrDefault(SkillSetting.TenantDefault), bySkill, byLevel);
    }
}
