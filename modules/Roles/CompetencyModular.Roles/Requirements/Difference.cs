using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Domain;

namespace CompetencyModular.Roles.Requirements;

/// <summary>What two versions of a profile say differently about a skill; levels by their names on the current scale (L2).</summary>
/// <param name="Before">Null where the skill was not required.</param>
/// <param name="After">Null where it is not any more.</param>
internal sealed record Difference(Guid SkillId, string Skill, Said? Before, Said? After)
{
    /// <summary>The differences between two versions, by skill. Terms of different scale versions are carried to the current one first (L1).</summary>
    public static IReadOnlyList<Difference> Between(IEnumerable<RequirementTerms> before, IEnumerable<RequirementTerms> after, IReadOnlyDictionary<Guid, SkillCard> skills)
    {
        var (old, now) = (Current(before, skills), Current(after, skills));
        return [.. RequirementChanges.Between(old, now)
            .Select(c => new Difference(c.SkillId, skills[c.SkillId].Name, Said.Of(c.Before, skills[c.SkillId]), Said.Of(c.After, skills[c.SkillId])))
            .OrderBy(d => d.Skill, StringComparer.CurrentCulture)];
    }

    /// <summary>The terms on the current scale versions.</summary>
    public static List<RequirementTerms> Current(IEnumerable<RequirementTerms> terms, IReadOnlyDictionary<Guid, SkillCard> skills) =>
        [.. terms.Select(t => t.On(skills[t.SkillId].ScaleVersion, skills[t.SkillId].ToCurrent(t.ScaleVersion, t.Ordinal)))];
}

/// <summary>What a version says about a skill.</summary>
internal sealed record Said(string Level, bool Mandatory, int Weight)
{
    public static Said? Of(RequirementTerms? terms, SkillCard skill) => terms is { } t ? new Said(skill.Levels[t.Ordinal].Name, t.Mandatory, t.Weight) : null;
}

/// <summary>Differences in the form in which <see cref="DifferenceList"/> takes them: components are public, records of the module are not.</summary>
internal static class Shown
{
    public static IReadOnlyList<(Guid SkillId, string Skill, (string Level, bool Mandatory, int Weight)? Before, (string Level, bool Mandatory, int Weight)? After)> AsShown(this IEnumerable<Difference> differences) =>
        [.. differences.Select(d => (d.SkillId, d.Skill, Side(d.Before), Side(d.After)))];

    private static (string, bool, int)? Side(Said? said) => said is null ? null : (said.Level, said.Mandatory, said.Weight);
}
