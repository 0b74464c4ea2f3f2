using System.Globalization;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Roles.Features.ImportTable;

/// <summary>Guesses from its headings and values what a table holds. People correct it.</summary>
internal static class MappingGuess
{
    private const int MostLevels = 20;

    // What headings of such tables say, in English and German; the likelier first.
    private static readonly (string Field, string[] Words)[] Words =
    [
        (nameof(Mapping.Means), ["level description", "level text", "indicator", "what the level means", "stufenbeschreibung", "bedeutung der stufe", "bedeutung"]),
        (nameof(Mapping.Family), ["job family", "role family", "family", "berufsfamilie", "familie"]),
        (nameof(Mapping.ScaleName), ["scale", "scale name", "skala"]),
        (nameof(Mapping.Category), ["category", "skill category", "group", "area", "domain", "kategorie", "gruppe", "bereich"]),
        (nameof(Mapping.Level), ["required level", "target level", "skill level", "level", "required", "sollstufe", "stufe", "niveau", "soll"]),
        (nameof(Mapping.Description), ["skill description", "description", "definition", "beschreibung"]),
        (nameof(Mapping.Skill), ["skill name", "skill", "skill title", "competency", "competence", "fähigkeit", "kompetenz", "name", "bezeichnung", "title"]),
        (nameof(Mapping.Profile), ["job profile", "profile", "role level", "job title", "role", "job", "position", "stellenprofil", "profil", "rolle", "stelle", "funktion"]),
    ];

    public static Mapping For(Sheet table, string file, string? sheet, IReadOnlyList<Scale> scales)
    {
        var found = new Dictionary<string, string>();
        Take(exact: true);
        Take(exact: false);
        var mapping = new Mapping
        {
            Sheet = sheet, MappedSheet = sheet, Skill = Of(nameof(Mapping.Skill)), Description = Of(nameof(Mapping.Description)), Category = Of(nameof(Mapping.Category)),
            ScaleName = Of(nameof(Mapping.ScaleName)), Level = Of(nameof(Mapping.Level)), Means = Of(nameof(Mapping.Means)), Profile = Of(nameof(Mapping.Profile)), Family = Of(nameof(Mapping.Family)),
            NewScaleName = Path.GetFileNameWithoutExtension(file),
        };
        var levels = LevelsIn(table, mapping.Level);
        mapping.NewLevels = string.Join('\n', levels);
        var fitting = scales.FirstOrDefault(s => levels.All(l => TableReader.LevelOf(s, l) is not null));
        mapping.Scale = fitting?.Id.ToString() ?? ImportTable.NewScale;
        return mapping;

        string? Of(string field) => found.GetValueOrDefault(field);

        void Take(bool exact)
        {
            foreach (var (field, words) in Words.Where(w => !found.ContainsKey(w.Field)))
            {
                var free = table.Columns.Where(c => !found.ContainsValue(c)).ToList();
                var column = words.Select(w => SearchText.Of(w)).Where(w => exact || w.Length > 4)
                    .Select(w => free.FirstOrDefault(c => exact ? SearchText.Of(c) == w : SearchText.Of(c).Contains(w, StringComparison.Ordinal))).FirstOrDefault(c => c is not null);
                if (column is not null) found[field] = column;
            }
        }
    }

    private static List<string> LevelsIn(Sheet table, string? column)
    {
        if (column is null) return [];
        var levels = table.Rows.Select(r => r[column]).Where(l => l.Length > 0).DistinctBy(l => SearchText.Of(l)).Take(MostLevels + 1).ToList();
        if (levels.Count > MostLevels) return [];
        return levels.TrueForAll(l => int.TryParse(l, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? [.. levels.Select(l => int.Parse(l, CultureInfo.InvariantCulture)).Where(l => l > 0).Order().Select(l => l.ToString(CultureInfo.InvariantCulture))]
            : levels;
    }
}
