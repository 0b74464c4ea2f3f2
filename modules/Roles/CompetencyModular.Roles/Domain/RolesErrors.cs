using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.Roles.Domain;

/// <summary>The refusals of this module. Their texts stand in the module's resx under the code.</summary>
internal static class RolesErrors
{
    public static Error ChangedMeanwhile { get; } = Error.Conflict("roles.changed-meanwhile", "");

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
}
