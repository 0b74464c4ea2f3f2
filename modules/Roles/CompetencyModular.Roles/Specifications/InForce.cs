using CompetencyModular.Roles.Domain;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Specifications;

/// <summary>What counts on a day, in the words of G1.</summary>
internal static class InForce
{
    /// <summary>Assignments whose profile requires something of the person on that day: begun, not ended, not suspended.</summary>
    public static IQueryable<Assignment> ActiveOn(this IQueryable<Assignment> assignments, DateOnly day) => assignments
        .HeldOn(day)
        .Where(a => !a.Suspensions.Any(s => s.From <= day && (s.Until == null || s.Until >= day)));

    /// <summary>Assignments that have begun and not ended, suspended or not.</summary>
    public static IQueryable<Assignment> HeldOn(this IQueryable<Assignment> assignments, DateOnly day) =>
        assignments.Where(a => a.From <= day && (a.Until == null || a.Until >= day));

    /// <summary>The profiles that are published and not out of use: those that may be assigned and aspired to.</summary>
    public static IQueryable<JobProfile> InUse(this IQueryable<JobProfile> profiles) =>
        profiles.Where(p => p.RetiredAt == null && p.Versions.Any(v => v.State == ProfileVersionState.Published));

    /// <summary>With all versions and what they require.</summary>
    public static IQueryable<JobProfile> Whole(this IQueryable<JobProfile> profiles) => profiles.Include(p => p.Versions).ThenInclude(v => v.Requirements);

    /// <summary>The profile versions in force; one at most for each profile.</summary>
    public static IQueryable<ProfileVersion> InForceOn(this IQueryable<ProfileVersion> versions, DateOnly day) =>
        versions.Where(v => v.State == ProfileVersionState.Published && v.InForceFrom <= day && (v.ReplacedOn == null || v.ReplacedOn > day));

    public static IQueryable<Exemption> CoveringOn(this IQueryable<Exemption> exemptions, DateOnly day) =>
        exemptions.Where(e => e.From <= day && (e.Until == null || e.Until >= day));

    /// <summary>The profiles somebody aspires to now.</summary>
    public static IQueryable<AspiredProfile> Current(this IQueryable<AspiredProfile> aspired) => aspired.Where(a => a.EndedAt == null);
}
