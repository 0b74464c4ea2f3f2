using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Requirements;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Roles.Features.ImportFramework;

/// <summary>
/// Imports a capability framework in the form of the UK Government Digital and Data Profession: <c>skills.csv</c> with what each of four
/// levels means, and <c>roles.csv</c> with one row for each skill of each role level. A role level becomes a job profile: its role family
/// is the family and its role the track. Importing again brings changed texts and requirements, and nothing else.
/// </summary>
internal sealed class ImportFramework(RolesDb db, ITenant tenant, TimeProvider time, CsvFiles csv, IStringLocalizer<ImportFramework> texts) : IImporter
{
    private static readonly string[] LevelNames = ["Awareness", "Working", "Practitioner", "Expert"];
    private static readonly string[] SkillColumns = ["Skill Name", "Skill Description", .. LevelNames];
    private static readonly string[] RoleColumns = ["Role Family", "Role", "Role Description", "Role Level", "Role Level Description", "Skill Name", "Skill Level"];

    /// <summary>The framework's scale and its levels, "none" first, are known by these ids, whatever they are renamed to.</summary>
    private static readonly Guid ScaleId = new("6f1c2f0e-5d0b-4c36-9a53-0d6a6c1e0000");
    private static readonly Guid[] LevelIds = [.. Enumerable.Range(0, LevelNames.Length + 1).Select(o => new Guid($"6f1c2f0e-5d0b-4c36-9a53-0d6a6c1e000{o + 1}"))];

    public string Kind => "gdad";

    public int Order => 100;

    public async Task<IImportStep> ReadAsync(ImportFiles files, ImportLog log, CancellationToken cancellationToken)
    {
        var skills = ReadSkills(csv.Read(files, "skills.csv", SkillColumns, log) ?? [], log);
        var profiles = ReadProfiles(csv.Read(files, "roles.csv", RoleColumns, log) ?? [], skills, log);

        var keys = skills.Keys.ToList();
        var elsewhere = await db.Skills.AsNoTracking().Where(s => keys.Contains(s.NameKey) && s.ScaleId != ScaleId).Select(s => s.NameKey).ToListAsync(cancellationToken);
        foreach (var key in elsewhere) log.Error("skills.csv", skills[key].Line, "Skill Name", texts["OtherScale", skills[key].Name]);
        return new Step(db, tenant, time, texts, [.. skills.Values], [.. profiles.Values]);
    }

    private Dictionary<string, SkillRow> ReadSkills(IReadOnlyList<ImportRow> rows, ImportLog log)
    {
        var skills = new Dictionary<string, SkillRow>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!CheckName(row, "Skill Name", log)) continue;
            var skill = new SkillRow(row["Skill Name"], row["Skill Description"], [.. LevelNames.Select(l => row[l])], row.Line);
            if (!skills.TryAdd(SearchText.Of(skill.Name), skill))
                log.Error(row.File, row.Line, "Skill Name", texts["SkillTwice", skill.Name, skills[SearchText.Of(skill.Name)].Line]);
        }

        return skills;
    }

    private Dictionary<string, ProfileRow> ReadProfiles(IReadOnlyList<ImportRow> rows, Dictionary<string, SkillRow> skills, ImportLog log)
    {
        var profiles = new Dictionary<string, ProfileRow>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            // Without short-circuit: whoever corrects the file wants to hear of all that is wrong in a row at once.
            if (!(CheckName(row, "Role Level", log) & CheckName(row, "Role", log) & CheckName(row, "Role Family", log) & CheckName(row, "Skill Name", log))) continue;
            var key = JobProfile.KeyOf(row["Role Level"], row["Role Family"], row["Role"]);
            if (!profiles.TryGetValue(key, out var profile)) profiles.Add(key, profile = new ProfileRow(key, row));

            var skill = SearchText.Of(row["Skill Name"]);
            var level = Array.FindIndex(LevelNames, l => string.Equals(l, row["Skill Level"], StringComparison.OrdinalIgnoreCase)) + 1;
            if (!skills.ContainsKey(skill)) log.Error(row.File, row.Line, "Skill Name", texts["UnknownSkill", row["Skill Name"]]);
            else if (level == 0) log.Error(row.File, row.Line, "Skill Level", texts["UnknownLevel", row["Skill Level"], string.Join(", ", LevelNames)]);
            else if (profile.Requirements.TryAdd(skill, (level, row.Line))) continue;
            else if (profile.Requirements[skill].Level == level) log.Warn(row.File, row.Line, "Skill Name", texts["Repeated", row["Skill Name"], profile.Requirements[skill].Line]);
            else log.Error(row.File, row.Line, "Skill Level", texts["Contradiction", row["Skill Name"], LevelNames[profile.Requirements[skill].Level - 1], profile.Requirements[skill].Line]);
        }

        return profiles;
    }

    private bool CheckName(ImportRow row, string column, ImportLog log)
    {
        if (row[column].Length is > 0 and <= Lengths.Name) return true;
        log.Error(row.File, row.Line, column, row[column].Length == 0 ? texts["NoName"] : texts["LongName", Lengths.Name, row[column].Length]);
        return false;
    }

    private sealed record SkillRow(string Name, string Description, string[] LevelTexts, int Line);

    private sealed record ProfileRow(string Key, ImportRow First)
    {
        public Dictionary<string, (int Level, int Line)> Requirements { get; } = new(StringComparer.Ordinal);

        public string Description { get; } = string.Join("\n\n", new[] { First["Role Level Description"], First["Role Description"] }.Where(t => t.Length > 0));
    }

    private sealed class Step(RolesDb db, ITenant tenant, TimeProvider time, IStringLocalizer texts, IReadOnlyList<SkillRow> skillRows, IReadOnlyList<ProfileRow> profileRows) : IImportStep
    {
        public async Task ApplyAsync(ImportKeys keys, ImportLog log, CancellationToken cancellationToken)
        {
            await DefineScaleAsync(log, cancellationToken);
            var skills = skillRows.Select(r => new SkillLine(r.Name, r.Description, null, ScaleId, LevelIds.Skip(1).Zip(r.LevelTexts).ToDictionary(t => t.First, t => t.Second)));
            var profiles = profileRows.Select(r => new ProfileLine(r.Key, r.First["Role Level"], r.First["Role Family"], r.First["Role"], r.Description,
                r.Requirements.ToDictionary(q => q.Key, q => LevelIds[q.Value.Level])));
            await new FrameworkWriter(db, tenant, time, texts, "roles.csv").WriteAsync([.. skills], [.. profiles], log, cancellationToken);
        }

        private async Task DefineScaleAsync(ImportLog log, CancellationToken cancellationToken)
        {
            var scale = await db.Scales.FindAsync([ScaleId], cancellationToken);
            log.Count("scales", added: scale is null ? 1 : 0, unchanged: scale is null ? 0 : 1);
            if (scale is not null) return;
            var levels = LevelNames.Prepend(texts["None"].Value).Zip(LevelIds, (name, id) => new Level(id, name, ""));
            db.Add(Scale.Define(ScaleId, texts["ScaleName"], texts["ScaleDescription"], [.. levels], time.GetUtcNow()));
        }
    }
}
