using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.Gamification.Domain;

/// <summary>The module's expected refusals. Their texts stand in the module's resx under the code.</summary>
internal static class GamificationErrors
{
    public static Error SeasonEndsBeforeItStarts { get; } = Error.Conflict("recognition.season-ends-before-it-starts", "");

    public static Error SeasonsOverlap { get; } = Error.Conflict("recognition.seasons-overlap", "");

    public static Error BoardsAreOff { get; } = Error.Conflict("recognition.boards-are-off", "");

    public static Error PseudonymTaken { get; } = Error.Conflict("recognition.pseudonym-taken", "");

    public static Error NoSuchLevel { get; } = Error.Conflict("recognition.no-such-level", "");

    public static Error SkillNeeded { get; } = Error.Conflict("recognition.skill-needed", "");

    public static Error TakenBackAlready { get; } = Error.Conflict("recognition.taken-back-already", "");
}
