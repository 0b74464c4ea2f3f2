using CompetencyModular.Roles.Contracts;

namespace CompetencyModular.Bad.Contracts;

/// <summary>Behaviour in Contracts, and a reference to another module's.</summary>
public class BadService(ISkillLookup skills)
{
    public ISkillLookup Skills { get; } = skills;
}
