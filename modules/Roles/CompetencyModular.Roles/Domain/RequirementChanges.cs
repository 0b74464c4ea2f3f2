namespace CompetencyModular.Roles.Domain;

/// <summary>What becomes of a skill's requirement from one version to another.</summary>
/// <param name="Before">Null where it was not required.</param>
/// <param name="After">Null where it is not required any more.</param>
internal readonly record struct RequirementChange(Guid SkillId, RequirementTerms? Before, RequirementTerms? After);

/// <summary>The difference between two versions of requirements. Their terms stand on the same scale versions (L2).</summary>
internal static class RequirementChanges
{
    public static IReadOnlyList<RequirementChange> Between(IEnumerable<RequirementTerms> before, IEnumerable<RequirementTerms> after)
    {
        var (old, now) = (before.ToDictionary(t => t.SkillId), after.ToDictionary(t => t.SkillId));
        return [.. old.Keys.Union(now.Keys)
            .Select(skill => new RequirementChange(skill, old.TryGetValue(skill, out var o) ? o : null, now.TryGetValue(skill, out var n) ? n : null))
            .Where(c => c.Before != c.After)];
    }
}
