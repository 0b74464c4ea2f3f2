using System.Globalization;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Specifications;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Features.ImportAwards;

/// <summary>
/// Reads what courses award and for how long. The courses themselves come from the module that owns them, whose step goes first and hands on
/// which activity each code has become.
/// </summary>
internal sealed class AwardImporter(SkillsDb db, CsvFiles csv, ISkillLookup skills, TimeProvider time, IStringLocalizer<AwardImporter> texts) : IImporter
{
    private const string AwardsFile = "course-skill-awards.csv";
    private const string CoursesFile = "courses.csv";

    public string Kind => "courses";

    public int Order => 400;

    public async Task<IImportStep> ReadAsync(ImportFiles files, ImportLog log, CancellationToken cancellationToken)
    {
        // Courses by themselves are a fine import; they award nothing then.
        if (files.IsSingle || !files.Names.Contains(AwardsFile, StringComparer.OrdinalIgnoreCase)) return new Step(db, time, []);

        var validities = ReadValidities(files, log);
        var rows = csv.Read(files, AwardsFile, ["courseCode", "skill", "awardsLevel"], log) ?? [];
        var ids = await skills.ByNameAsync(rows.Select(r => r["skill"]).ToHashSet(StringComparer.Ordinal), cancellationToken);
        var cards = await skills.SkillsAsync(ids.Values.ToHashSet(), cancellationToken);
        var awards = new Dictionary<(string Code, Guid Skill), Award>();
        foreach (var row in rows)
        {
            var code = row["courseCode"];
            if (!validities.TryGetValue(code, out var validity)) Refuse(row, "courseCode", "Course");
            if (!ids.TryGetValue(row["skill"], out var skillId) || !cards.TryGetValue(skillId, out var card))
            {
                Refuse(row, "skill", "Skill");
                continue;
            }

            if (!int.TryParse(row["awardsLevel"], NumberStyles.None, CultureInfo.InvariantCulture, out var level) || level < 1) Refuse(row, "awardsLevel", "Level");
            else if (level >= card.Levels.Count) Refuse(row, "awardsLevel", "LevelTooHigh", card.Levels.Count - 1);
            else if (!awards.TryAdd((code, skillId), new Award(code, card, level, validity))) Refuse(row, "skill", "Twice");
        }

        return new Step(db, time, [.. awards.Values]);

        void Refuse(ImportRow row, string column, string text, object? more = null) => log.Error(row.File, row.Line, column, texts[text, row[column], more ?? ""]);
    }

    /// <summary>For how long each course's awards count; none where the file says nothing, which leaves it to the skill.</summary>
    private Dictionary<string, Validity?> ReadValidities(ImportFiles files, ImportLog log)
    {
        var validities = new Dictionary<string, Validity?>(StringComparer.Ordinal);
        if (!files.Names.Contains(CoursesFile, StringComparer.OrdinalIgnoreCase))
        {
            log.Error(AwardsFile, 0, "", texts["NoCourses"]);
            return validities;
        }

        // Whoever owns the courses says what is wrong with the form of their file; here only one column matters.
        foreach (var row in csv.Read(files, CoursesFile, ["courseCode"], new ImportLog()) ?? [])
        {
            var text = row["validForMonths"];
            Validity? validity = null;
            if (text.Length > 0)
            {
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var months) && months is >= 1 and <= 1200) validity = Validity.Months(months);
                else Refuse(row, "validForMonths", "Months");
            }

            validities[row["courseCode"]] = validity;
        }

        return validities;

        void Refuse(ImportRow row, string column, string text) => log.Error(row.File, row.Line, column, texts[text, row[column]]);
    }

    private sealed record Award(string Code, SkillCard Skill, int Ordinal, Validity? Validity);

    private sealed class Step(SkillsDb db, TimeProvider time, IReadOnlyList<Award> awards) : IImportStep
    {
        public async Task ApplyAsync(ImportKeys keys, ImportLog log, CancellationToken cancellationToken)
        {
            var now = time.GetUtcNow();
            var activities = awards.Select(a => keys.Activities.TryGetValue(a.Code, out var activity) ? activity : default).ToHashSet();
            var existing = (await db.AwardRules.InForce().ToListAsync(cancellationToken)).Where(r => activities.Contains(r.Activity)).ToLookup(r => (r.Activity, r.SkillId));
            foreach (var award in awards)
            {
                // Without the module that owns courses there is nothing that could award.
                if (!keys.Activities.TryGetValue(award.Code, out var activity)) continue;
                var rule = existing[(activity, award.Skill.Id)].FirstOrDefault();
                var isSame = rule is not null && award.Skill.ToCurrent(rule.ScaleVersion, rule.Ordinal) == award.Ordinal && rule.Validity == award.Validity;
                log.Count("award rules", added: rule is null ? 1 : 0, changed: rule is not null && !isSame ? 1 : 0, unchanged: isSame ? 1 : 0);
                if (isSame) continue;
                rule?.Retire(now);
                db.AwardRules.Add(new AwardRule(activity, award.Skill.Id, award.Skill.ScaleVersion, award.Ordinal, award.Validity, null, now));
            }
        }
    }
}
