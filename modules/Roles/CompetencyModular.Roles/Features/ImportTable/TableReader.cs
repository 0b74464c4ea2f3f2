using System.Globalization;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Requirements;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Persistence;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Roles.Features.ImportTable;

/// <summary>
/// Turns the rows of a mapped table into the lines of the framework import. Each row names a skill; a skill may stand in several rows, one for each
/// level or profile, which then say the same or leave cells empty.
/// </summary>
internal sealed class TableReader(string file, Mapping mapping, KnownFramework known, ImportLog log, IStringLocalizer<TableReader> texts)
{
    private readonly Dictionary<string, SkillSaid> skills = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProfileSaid> profiles = new(StringComparer.Ordinal);

    public (IReadOnlyList<SkillLine> Skills, IReadOnlyList<ProfileLine> Profiles) Read(Sheet table)
    {
        if (table.Rows.Count == 0) log.Error(file, 0, "", texts["NoRows"]);
        foreach (var row in table.Rows) Read(row);
        return ([.. skills.Values.Select(s => new SkillLine(s.Name, s.Description?.Text, s.CategoryId, s.Scale.Id, s.Means.ToDictionary(m => m.Key, m => m.Value.Text)))],
            [.. profiles.Values.Select(p => new ProfileLine(p.Key, p.Name, p.Family, p.Track, null, p.Requirements.ToDictionary(r => r.Key, r => r.Value.Level)))]);
    }

    /// <summary>The level of that name, or of that place counted from "none" = 0; null when there is none.</summary>
    public static Level? LevelOf(Scale scale, string text)
    {
        var key = SearchText.Of(text);
        return scale.Levels.FirstOrDefault(l => SearchText.Of(l.Name) == key)
            ?? (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < scale.Levels.Count ? scale.Levels[place] : null);
    }

    private void Read(ImportRow row)
    {
        // Without short-circuit: whoever corrects the file wants to hear of all that is wrong in a row at once.
        if (!(Fits(row, mapping.Skill, Lengths.Name, required: true) & Fits(row, mapping.Category, Lengths.Name) & Fits(row, mapping.Profile, Lengths.Name) & Fits(row, mapping.Family, Lengths.Name)
            & Fits(row, mapping.Description, Lengths.Text) & Fits(row, mapping.Means, Lengths.Text))) return;
        if (SkillOf(row) is not { } skill) return;

        if (Cell(row, mapping.Description) is { Length: > 0 } description) skill.Description = Agree(row, mapping.Description!, skill.Description, description);
        if (Cell(row, mapping.Category) is { Length: > 0 } category)
        {
            skill.Category = Agree(row, mapping.Category!, skill.Category, category);
            skill.CategoryId = CategoryOf(skill.Category.Text).Id;
        }

        var (said, means, profile) = (Cell(row, mapping.Level), Cell(row, mapping.Means), Cell(row, mapping.Profile));
        var level = said.Length == 0 ? null : LevelOf(skill.Scale, said);
        if (level is null && said.Length > 0) Wrong(row, mapping.Level!, texts["UnknownLevel", said, skill.Scale.Name, string.Join(", ", skill.Scale.Levels.Select(l => l.Name))]);
        else if (level is null && means.Length > 0) Wrong(row, mapping.Level ?? mapping.Means!, texts["MeansWithoutLevel"]);
        else if (level is null && profile.Length > 0) Wrong(row, mapping.Level!, texts["LevelEmpty"]);
        else if (level is not null)
        {
            if (means.Length > 0) skill.Means[level.Id] = Agree(row, mapping.Means!, skill.Means.GetValueOrDefault(level.Id), means);
            if (profile.Length > 0) Require(row, profile, skill, level);
        }
    }

    private SkillSaid? SkillOf(ImportRow row)
    {
        var (name, scaleName) = (Cell(row, mapping.Skill), Cell(row, mapping.ScaleName));
        var key = SearchText.Of(name);
        var named = scaleName.Length == 0 ? null : known.Scales.FirstOrDefault(s => s.NameKey == SearchText.Of(scaleName));
        var there = known.Skills.GetValueOrDefault(key);
        if (scaleName.Length > 0 && named is null) Wrong(row, mapping.ScaleName!, texts["UnknownScale", scaleName, string.Join(", ", known.Scales.Select(s => s.Name))]);
        else if (there?.RetiredAt is not null) Wrong(row, mapping.Skill!, texts["SkillRetired", there.Name]);
        else if (there is not null && named is not null && named.Id != there.ScaleId) Wrong(row, mapping.ScaleName!, texts["OtherScale", there.Name]);
        else if (!skills.TryGetValue(key, out var skill))
        {
            // A skill's scale is chosen once: what it has counts for more than what is usual for this table.
            skills.Add(key, skill = new SkillSaid(key, name, there is null ? named ?? known.Usual : known.Scales.First(s => s.Id == there.ScaleId), row.Line));
            return skill;
        }
        else if (named is not null && named.Id != skill.Scale.Id) Wrong(row, mapping.ScaleName!, texts["Contradiction", skill.Scale.Name, skill.Line]);
        else return skill;
        return null;
    }

    private SkillCategory CategoryOf(string name)
    {
        var key = SearchText.Of(name);
        if (known.Categories.TryGetValue(key, out var category) || known.NewCategories.TryGetValue(key, out category)) return category;
        known.NewCategories.Add(key, category = SkillCategory.Create(Guid.CreateVersion7(), name, parentId: null));
        return category;
    }

    private void Require(ImportRow row, string name, SkillSaid skill, Level level)
    {
        if (level.Id == skill.Scale.Levels[0].Id)
        {
            Wrong(row, mapping.Level!, texts["NotARequirement", level.Name]);
            return;
        }

        var family = Cell(row, mapping.Family);
        var there = known.Profiles[SearchText.Of(name)].Where(p => family.Length == 0 || SearchText.Of(p.Family) == SearchText.Of(family)).ToList();
        if (there.Count > 1) Wrong(row, mapping.Profile!, texts["SeveralProfiles", name]);
        else if (there is [{ RetiredAt: not null }]) Wrong(row, mapping.Profile!, texts["ProfileRetired", name]);
        else
        {
            var (ownFamily, track) = there is [var one] ? (one.Family, one.Track) : (family, "");
            var key = JobProfile.KeyOf(name, ownFamily, track);
            if (!profiles.TryGetValue(key, out var profile)) profiles.Add(key, profile = new ProfileSaid(key, name, ownFamily, track));
            if (profile.Requirements.TryAdd(skill.Key, (level.Id, row.Line))) return;
            var (before, line) = profile.Requirements[skill.Key];
            if (before == level.Id) log.Warn(file, row.Line, mapping.Skill!, texts["Repeated", skill.Name, line]);
            else Wrong(row, mapping.Level!, texts["Contradiction", skill.Scale.Levels.First(l => l.Id == before).Name, line]);
        }
    }

    private Said Agree(ImportRow row, string column, Said? before, string text)
    {
        if (before is null) return new Said(text, row.Line);
        if (before.Text != text) Wrong(row, column, texts["Contradiction", before.Text.Length > 60 ? before.Text[..60] + "…" : before.Text, before.Line]);
        return before;
    }

    private bool Fits(ImportRow row, string? column, int most, bool required = false)
    {
        var length = Cell(row, column).Length;
        if (length <= most && (length > 0 || !required)) return true;
        Wrong(row, column!, length == 0 ? texts["NoName"] : texts["TooLong", most, length]);
        return false;
    }

    private void Wrong(ImportRow row, string column, string reason) => log.Error(file, row.Line, column, reason);

    private static string Cell(ImportRow row, string? column) => string.IsNullOrEmpty(column) ? "" : row[column];

    private sealed record Said(string Text, int Line);

    private sealed class SkillSaid(string key, string name, Scale scale, int line)
    {
        public string Key { get; } = key;

        public string Name { get; } = name;

        public Scale Scale { get; } = scale;

        public int Line { get; } = line;

        public Said? Description { get; set; }

        public Said? Category { get; set; }

        public Guid? CategoryId { get; set; }

        public Dictionary<Guid, Said> Means { get; } = [];
    }

    private sealed record ProfileSaid(string Key, string Name, string Family, string Track)
    {
        public Dictionary<string, (Guid Level, int Line)> Requirements { get; } = new(StringComparer.Ordinal);
    }
}
