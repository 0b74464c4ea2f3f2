using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Persistence;
using FluentValidation;

namespace CompetencyModular.Roles;

/// <summary>What may be typed, where several slices ask for the same.</summary>
internal static class RolesRules
{
    /// <summary>A name: there, and not longer than the database has room for, also in the form in which it is searched.</summary>
    public static IRuleBuilderOptions<T, string?> IsName<T>(this IRuleBuilderInitial<T, string?> rule) => rule
        .Cascade(CascadeMode.Stop).NotEmpty().MaximumLength(Lengths.Name).Must(HasShortKey);

    /// <summary>A name that may be left out.</summary>
    public static IRuleBuilderOptions<T, string?> IsOptionalName<T>(this IRuleBuilderInitial<T, string?> rule) => rule
        .Cascade(CascadeMode.Stop).MaximumLength(Lengths.Name).Must(HasShortKey);

    /// <summary>Why something is so.</summary>
    public static IRuleBuilderOptions<T, string?> IsReason<T>(this IRuleBuilder<T, string?> rule) => rule.NotEmpty().MaximumLength(Lengths.Reason);

    /// <summary>A day that a plan or a record may have; a slip of the keyboard is none.</summary>
    public static IRuleBuilderOptions<T, DateOnly?> IsDay<T>(this IRuleBuilder<T, DateOnly?> rule) => rule.InclusiveBetween(new DateOnly(1950, 1, 1), new DateOnly(2149, 12, 31));

    // A single sign may be searched as eighteen: the key can outgrow its column though the name does not.
    private static bool HasShortKey(string? name) => SearchText.Of(name).Length <= Lengths.Key;
}
