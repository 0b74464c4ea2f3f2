namespace CompetencyModular.Roles.Contracts;

/// <summary>Read-only look at what people's job profiles require.</summary>
public interface IRequirementLookup
{
    /// <summary>
    /// The profiles that are in force for people at an instant: active assignments, the profile version in force, without suspended
    /// assignments; exempted requirements are marked (G1). Everybody asked for is in the answer, with an empty list where there are none.
    /// </summary>
    Task<IReadOnlyDictionary<Guid, IReadOnlyList<ProfileInForce>>> InForceAsync(IReadOnlyCollection<Guid> personIds, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The profiles a person aspires to (R4.2), by name.</summary>
    Task<IReadOnlyList<ProfileInForce>> AspiredByAsync(Guid personId, CancellationToken cancellationToken);

    /// <summary>A profile's version in force, as a requirement for anybody who might take it on; null when there is no such profile.</summary>
    Task<ProfileInForce?> ProfileAsync(Guid profileId, CancellationToken cancellationToken);

    /// <summary>Profiles in use whose name holds the text, by name; at most <paramref name="take"/> of them. Requirements are included.</summary>
    Task<IReadOnlyList<ProfileInForce>> FindAsync(string? text, int take, CancellationToken cancellationToken);

    /// <summary>The names of profiles by id, also of those that are out of use; unknown ids are left out.</summary>
    Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IReadOnlyCollection<Guid> profileIds, CancellationToken cancellationToken);

    /// <summary>The people for whom any of the profiles is in force at an instant, as <see cref="InForceAsync"/> has it.</summary>
    Task<IReadOnlySet<Guid>> HoldersAsync(IReadOnlyCollection<Guid> profileIds, DateTimeOffset at, CancellationToken cancellationToken);
}

/// <summary>A job profile that somebody holds or looks at.</summary>
/// <param name="ProfileId">The profile's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Family">The job family; may be empty.</param>
/// <param name="IsPrimary">Whether it is the person's primary one.</param>
/// <param name="Requirements">What it requires; may be empty, which is "no requirements", not 100 % (G3).</param>
public sealed record ProfileInForce(Guid ProfileId, string Name, string Family, bool IsPrimary, IReadOnlyList<Requirement> Requirements);

/// <summary>A skill that a profile requires.</summary>
/// <param name="SkillId">The skill.</param>
/// <param name="Ordinal">The level, on the skill's current scale version; at least 1.</param>
/// <param name="Mandatory">Mandatory, or else desirable.</param>
/// <param name="Weight">1 to 5; matters in search and plan only (G3).</param>
/// <param name="IsExempt">Whether this person is exempt from it at the moment.</param>
public sealed record Requirement(Guid SkillId, int Ordinal, bool Mandatory, int Weight, bool IsExempt = false);
