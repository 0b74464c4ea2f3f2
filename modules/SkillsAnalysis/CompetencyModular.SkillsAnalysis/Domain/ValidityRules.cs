using CompetencyModular.Roles.Contracts;

namespace CompetencyModular.SkillsAnalysis.Domain;

/// <summary>The validity settings of some skills and of the tenant (F3).</summary>
internal sealed class ValidityRules(
    Validity? tenantDefault, IReadOnlyDictionary<Guid, Validity> bySkill, IReadOnlyDictionary<(Guid Skill, Guid Level), Validity> byLevel)
{
    /// <summary>What governs where nothing nearer says anything.</summary>
    public Validity Default => Validity.Governing(tenantDefault);

    /// <summary>What governs a skill's levels that say nothing of their own.</summary>
    public Validity OfSkill(Guid skillId) => Validity.Governing(bySkill.GetValueOrDefault(skillId), tenantDefault);

    /// <summary>For how long new evidence counts.</summary>
    /// <param name="skill">The skill.</param>
    /// <param name="ordinal">The level, on the current scale version.</param>
    /// <param name="award">What the award rule says, if one made the evidence.</param>
    public Validity For(SkillCard skill, int ordinal, Validity? award = null) => Validity.Governing(
        award, byLevel.GetValueOrDefault((skill.Id, skill.Levels[ordinal].Id)), bySkill.GetValueOrDefault(skill.Id), tenantDefault);
}
