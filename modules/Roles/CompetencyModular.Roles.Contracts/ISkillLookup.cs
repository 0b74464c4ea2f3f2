using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Roles.Contracts;

/// <summary>Read-only look at the tenant's skills and their levels.</summary>
public interface ISkillLookup
{
    /// <summary>Skills by id, retired ones too; unknown ids are left out.</summary>
    Task<IReadOnlyDictionary<Guid, SkillCard>> SkillsAsync(IReadOnlyCollection<Guid> skillIds, CancellationToken cancellationToken);

    /// <summary>Skills in use whose name holds the text, by name; at most <paramref name="take"/> of them.</summary>
    Task<IReadOnlyList<SkillCard>> FindAsync(string? text, int take, CancellationToken cancellationToken);

    /// <summary>A page of the skills in use, by category and name.</summary>
    /// <param name="among">Only these, retired ones too; all in use without it.</param>
    /// <param name="branchId">Only those of this branch of the skill tree and of all below it.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 200.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<Paged<SkillCard>> PageAsync(IReadOnlyCollection<Guid>? among, Guid? branchId, int page, int pageSize, CancellationToken cancellationToken);

    /// <summary>The branches of the skill tree, each followed by those below it.</summary>
    Task<IReadOnlyList<SkillBranch>> BranchesAsync(CancellationToken cancellationToken);

    /// <summary>Ids by exact name, for imports; unknown names are left out.</summary>
    Task<IReadOnlyDictionary<string, Guid>> ByNameAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken);
}

/// <summary>A branch of the skill tree.</summary>
/// <param name="Id">The category's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Depth">0 at the top.</param>
public sealed record SkillBranch(Guid Id, string Name, int Depth);

/// <summary>A skill with the levels of its scale.</summary>
/// <param name="Id">The skill's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is; may be empty.</param>
/// <param name="Category">The name of the category it stands in; may be empty.</param>
/// <param name="Levels">The current scale version's levels by ordinal, 0 = "none" first (L1).</param>
/// <param name="ScaleVersion">The current version of its scale.</param>
/// <param name="EarlierVersions">For each earlier version, the current ordinal of each of its ordinals: total and monotone (L1).</param>
public sealed record SkillCard(
    Guid Id,
    string Name,
    string Description,
    string Category,
    IReadOnlyList<LevelCard> Levels,
    int ScaleVersion,
    IReadOnlyDictionary<int, IReadOnlyList<int>> EarlierVersions)
{
    /// <summary>The ordinal on the current scale version of a level noted under an earlier one. Levels are compared only after this (L2).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The skill's scale never had that version or level.</exception>
    public int ToCurrent(int scaleVersion, int ordinal)
    {
        if (scaleVersion == ScaleVersion && ordinal >= 0 && ordinal < Levels.Count) return ordinal;
        if (EarlierVersions.TryGetValue(scaleVersion, out var map) && ordinal >= 0 && ordinal < map.Count) return map[ordinal];
        throw new ArgumentOutOfRangeException(nameof(scaleVersion), $"The scale of skill {Id} has no level {ordinal} in version {scaleVersion}.");
    }
}

/// <summary>A level of a scale version.</summary>
/// <param name="Id">The level's identity, which outlives its ordinal (L1).</param>
/// <param name="Ordinal">Its place, 0 = "none".</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What somebody at this level of this skill can do; the scale's own words where the skill has none; may be empty.</param>
public sealed record LevelCard(Guid Id, int Ordinal, string Name, string Description);
