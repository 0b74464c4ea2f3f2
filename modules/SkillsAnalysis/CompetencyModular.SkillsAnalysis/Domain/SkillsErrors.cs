using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.SkillsAnalysis.Domain;

/// <summary>The expected refusals; their texts stand in the module's resx under the code.</summary>
internal static class SkillsErrors
{
    public static readonly Error NoSuchLevel = Error.Invalid("skills.no-such-level", "");
    public static readonly Error ChangedMeanwhile = Error.Conflict("skills.changed-meanwhile", "");
    public static readonly Error AlreadyShown = Error.Conflict("skills.already-shown", "");
}
