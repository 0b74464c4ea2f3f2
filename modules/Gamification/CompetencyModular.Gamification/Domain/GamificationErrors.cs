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

    public static Error ChallengeEndsBeforeItStarts { get; } = Error.Conflict("recognition.challenge-ends-before-it-starts", "");

    public static Error ChallengeStartsInThePast { get; } = Error.Conflict("recognition.challenge-starts-in-the-past", "");

    public static Error ChallengeHasBegun { get; } = Error.Conflict("recognition.challenge-has-begun", "");

    public static Error ChallengePublishedAlready { get; } = Error.Conflict("recognition.challenge-published-already", "");

    public static Error ChallengeIsOver { get; } = Error.Conflict("recognition.challenge-is-over", "");

    public static Error ChallengeHasTooMany { get; } = Error.Conflict("recognition.challenge-has-too-many", "");

    public static Error ChallengeNeedsActivities { get; } = Error.Conflict("recognition.challenge-needs-activities", "");

    public static Error ChallengeAsksForTooMany { get; } = Error.Conflict("recognition.challenge-asks-for-too-many", "");

    public static Error TeamsNeedBoards { get; } = Error.Conflict("recognition.teams-need-boards", "");

    public static Error JoinBoardsFirst { get; } = Error.Conflict("recognition.join-boards-first", "");

    public static Error TeamNeeded { get; } = Error.Conflict("recognition.team-needed", "");

    public static Error ActivityGone { get; } = Error.Conflict("recognition.activity-gone", "");

    public static Error BadgeGone { get; } = Error.Conflict("recognition.badge-gone", "");
}
