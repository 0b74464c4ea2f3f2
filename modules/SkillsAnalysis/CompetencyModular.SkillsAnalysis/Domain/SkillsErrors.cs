using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.SkillsAnalysis.Domain;

/// <summary>The expected refusals; their texts stand in the module's resx under the code.</summary>
internal static class SkillsErrors
{
    public static readonly Error NoSuchLevel = Error.Invalid("skills.no-such-level", "");
    public static readonly Error ChangedMeanwhile = Error.Conflict("skills.changed-meanwhile", "");
    public static readonly Error AlreadyShown = Error.Conflict("skills.already-shown", "");
    public static readonly Error NotOneself = Error.Conflict("skills.not-oneself", "");
    public static readonly Error TakenBackAlready = Error.Conflict("skills.taken-back-already", "");
    public static readonly Error EndedAlready = Error.Conflict("skills.ended-already", "");
    public static readonly Error RecordedAlready = Error.Conflict("skills.recorded-already", "");
    public static readonly Error NotAsAnnounced = Error.Conflict("skills.not-as-announced", "");

    /// <summary>Something is wrong with one field, in words of its page.</summary>
    public static Error At(string field, string message) => Error.Invalid("skills.invalid", message, new Dictionary<string, string[]> { [field] = [message] });
}
