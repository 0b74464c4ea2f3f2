using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.Roles.Domain;

/// <summary>The refusals of this module. Their texts stand in the module's resx under the code.</summary>
internal static class RolesErrors
{
    public static Error ChangedMeanwhile { get; } = Error.Conflict("roles.changed-meanwhile", "");

    public static Error NotAsAnnounced { get; } = Error.Conflict("roles.not-as-announced", "");

    public static Error SkillNameTaken { get; } = Error.Conflict("roles.skill-name-taken", "");

    public static Error SkillRetired { get; } = Error.Conflict("roles.skill-retired", "");

    public static Error UnknownScale { get; } = Error.Invalid("roles.unknown-scale", "");

    public static Error UnknownCategory { get; } = Error.Invalid("roles.unknown-category", "");

    public static Error UnknownLevel { get; } = Error.Invalid("roles.unknown-level", "");

    public static Error CategoryNameTaken { get; } = Error.Conflict("roles.category-name-taken", "");

    public static Error CategoryBelowItself { get; } = Error.Conflict("roles.category-below-itself", "");

    public static Error CategoryInUse { get; } = Error.Conflict("roles.category-in-use", "");

    public static Error ScaleNameTaken { get; } = Error.Conflict("roles.scale-name-taken", "");

    public static Error UnknownPlace { get; } = Error.Invalid("roles.unknown-place", "");

    public static Error LevelNameTaken { get; } = Error.Conflict("roles.level-name-taken", "");

    public static Error MapNotSound { get; } = Error.Invalid("roles.map-not-sound", "");

    public static Error ProfileNameTaken { get; } = Error.Conflict("roles.profile-name-taken", "");

    public static Error ProfileRetired { get; } = Error.Conflict("roles.profile-retired", "");

    public static Error UnknownSkill { get; } = Error.Invalid("roles.unknown-skill", "");

    public static Error NoDraft { get; } = Error.Conflict("roles.no-draft", "");

    public static Error DayPast { get; } = Error.Invalid("roles.day-past", "");

    public static Error DayBeforeLast { get; } = Error.Invalid("roles.day-before-last", "");

    public static Error NothingChanged { get; } = Error.Conflict("roles.nothing-changed", "");

    public static Error AlreadyAssigned { get; } = Error.Conflict("roles.already-assigned", "");

    public static Error EndsBeforeItBegins { get; } = Error.Invalid("roles.ends-before-it-begins", "");

    public static Error AssignmentOver { get; } = Error.Conflict("roles.assignment-over", "");

    public static Error LastDayPast { get; } = Error.Invalid("roles.last-day-past", "");

    public static Error OtherPrimary { get; } = Error.Conflict("roles.other-primary", "");

    public static Error NotForOneself { get; } = Error.Conflict("roles.not-for-oneself", "");

    public static Error RestsInThePast { get; } = Error.Invalid("roles.rests-in-the-past", "");

    public static Error NotHeldThen { get; } = Error.Invalid("roles.not-held-then", "");

    public static Error AlreadySuspended { get; } = Error.Conflict("roles.already-suspended", "");

    public static Error AlreadyExempt { get; } = Error.Conflict("roles.already-exempt", "");
}
