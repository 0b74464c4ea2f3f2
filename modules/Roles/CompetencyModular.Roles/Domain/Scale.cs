using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Roles.Domain;

/// <summary>
/// An ordered list of proficiency levels (L1): two or more, ordinal 0 meaning "none", no upper limit. It changes by new versions only;
/// whatever was noted under an earlier one is carried to the current one by a map before it is compared (L2).
/// </summary>
internal sealed class Scale : IVersioned
{
    private Scale()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The form of the name that is unique and searched.</summary>
    public string NameKey { get; private set; } = "";

    public string Description { get; private set; } = "";

    /// <summary>All versions, 1 first.</summary>
    public IReadOnlyList<ScaleVersion> Versions { get; private set; } = [];

    /// <summary>The newest version's number, beside <see cref="Versions"/> so that queries can ask for it without reading them all.</summary>
    public int CurrentVersion { get; private set; }

    public int Version { get; private set; }

    /// <summary>The levels of the current version, 0 = "none" first.</summary>
    public IReadOnlyList<Level> Levels => Versions[^1].Levels;

    public static Scale Define(Guid id, string name, string description, IReadOnlyList<Level> levels, DateTimeOffset now)
    {
        if (levels.Count < 2) throw new ArgumentException("A scale has two levels or more: \"none\" and one above it.", nameof(levels));
        var scale = new Scale { Id = id, Description = description.Trim(), Versions = [new ScaleVersion(1, now, [.. levels], null)], CurrentVersion = 1 };
        scale.Rename(name);
        return scale;
    }

    public void Describe(string name, string description)
    {
        Rename(name);
        Description = description.Trim();
    }

    /// <summary>
    /// Inserts a level and so makes a new version. Levels keep their identity; those at or above the place move up by one.
    /// </summary>
    /// <param name="ordinal">The new level's place, 1 and up; one past the last puts it on top.</param>
    /// <param name="level">The new level.</param>
    /// <param name="now">When the version begins.</param>
    /// <param name="map">For each level of the version before, the ordinal it counts as from now on; each level counts as itself when left out.</param>
    public void Insert(int ordinal, Level level, DateTimeOffset now, IReadOnlyList<int>? map = null)
    {
        var before = Versions[^1];
        if (ordinal < 1 || ordinal > before.Levels.Count) throw new ArgumentOutOfRangeException(nameof(ordinal), ordinal, "Nothing stands below \"none\", and no place is left empty.");

        map ??= LevelMap.OfInsertion(before.Levels.Count, ordinal);
        if (!LevelMap.IsSound(map, before.Levels.Count, before.Levels.Count + 1)) throw new ArgumentException("A map covers every level, keeps their order and leaves \"none\" where it is.", nameof(map));

        List<Level> levels = [.. before.Levels];
        levels.Insert(ordinal, level);
        Versions = [.. Versions.SkipLast(1), before with { ToNext = [.. map] }, new ScaleVersion(before.Number + 1, now, levels, null)];
        CurrentVersion = Versions[^1].Number;
    }

    /// <summary>Puts the words of the current version's levels right. Neither identity nor order changes, and earlier versions keep their words.</summary>
    public void Reword(IReadOnlyList<(string Name, string Description)> words)
    {
        if (words.Count != Levels.Count) throw new ArgumentException("Every level needs its words.", nameof(words));
        var levels = Levels.Zip(words, (level, word) => level with { Name = word.Name, Description = word.Description }).ToList();
        if (levels.SequenceEqual(Levels)) return;
        Versions = [.. Versions.SkipLast(1), Versions[^1] with { Levels = levels }];
    }

    /// <summary>The current ordinal of a level noted under some version (L1).</summary>
    public int ToCurrent(int version, int ordinal) => MapFrom(version)[ordinal];

    /// <summary>For each ordinal of a version, the current one: the maps from there on, one after another.</summary>
    public IReadOnlyList<int> MapFrom(int version) => LevelMap.ToLast(Versions, version);

    private void Rename(string name) => (Name, NameKey) = (name.Trim(), SearchText.Of(name));
}

/// <summary>A version of a scale; never changed in place but for its words.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Since">When it became current.</param>
/// <param name="Levels">By ordinal.</param>
/// <param name="ToNext">The ordinal in the next version of each of its levels; null while it is the current one.</param>
internal sealed record ScaleVersion(int Number, DateTimeOffset Since, IReadOnlyList<Level> Levels, IReadOnlyList<int>? ToNext);

/// <summary>A level. Its identity outlives its place (L1).</summary>
internal sealed record Level(Guid Id, string Name, string Description);

/// <summary>Maps from the ordinals of one scale version to those of the next.</summary>
internal static class LevelMap
{
    public static IReadOnlyList<int> Identity(int levels) => [.. Enumerable.Range(0, levels)];

    /// <summary>Every level counts as itself after one was inserted.</summary>
    public static IReadOnlyList<int> OfInsertion(int levels, int inserted) => [.. Enumerable.Range(0, levels).Select(o => o < inserted ? o : o + 1)];

    /// <summary>One map after another.</summary>
    public static IReadOnlyList<int> Then(IReadOnlyList<int> first, IReadOnlyList<int> second) => [.. first.Select(o => second[o])];

    /// <summary>From a version to the last one: the maps in between, one after another.</summary>
    public static IReadOnlyList<int> ToLast(IReadOnlyList<ScaleVersion> versions, int version)
    {
        var from = versions.FirstOrDefault(v => v.Number == version)
            ?? throw new ArgumentOutOfRangeException(nameof(version), version, "The scale never had this version.");
        return versions.Where(v => v.Number >= version && v.ToNext is not null).Aggregate(Identity(from.Levels.Count), (map, v) => Then(map, v.ToNext!));
    }

    /// <summary>Total, monotone, and "none" stays "none" while nothing else becomes it: a held level is never taken away by a new version.</summary>
    public static bool IsSound(IReadOnlyList<int> map, int from, int to) =>
        map.Count == from && map[0] == 0 && map[^1] < to && map.Skip(1).All(o => o >= 1) && map.Zip(map.Skip(1)).All(p => p.First <= p.Second);
}
