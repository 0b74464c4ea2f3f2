using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access;

/// <summary>What people call the roles.</summary>
internal sealed class RoleTexts(IStringLocalizer<RoleTexts> texts)
{
    public string Name(string role) => texts[role];

    public string Purpose(string role) => texts[$"{role}.Purpose"];
}
