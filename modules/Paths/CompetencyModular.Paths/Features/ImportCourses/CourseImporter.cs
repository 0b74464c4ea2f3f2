using System.Globalization;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.ImportCourses;

/// <summary>
/// Reads <c>courses.csv</c> and, from <c>course-skill-awards.csv</c>, the level that somebody needs before a course. What a course awards
/// is read by the module that owns the award rules; it finds the courses by the keys that this step hands on.
/// </summary>
internal sealed class CourseImporter(PathsDb db, Optional<ISkillLookup> skills, TimeProvider time) : IImporter
{
    private const string CoursesFile = "courses.csv";
    private const string AwardsFile = "course-skill-awards.csv";

    public string Kind => "courses";

    public int Order => 300;

    public async Task<IImportStep> ReadAsync(ImportFiles files, ImportLog log, CancellationToken cancellationToken)
    {
        var courses = ReadCourses(files, log);
        var prerequisites = files.IsSingle ? [] : await ReadPrerequisitesAsync(files, courses, log, cancellationToken);
        return new Step(db, time, courses, prerequisites);
    }

    private static Dictionary<string, CourseDetails> ReadCourses(ImportFiles files, ImportLog log)
    {
        var courses = new Dictionary<string, CourseDetails>(StringComparer.Ordinal);
        var table = CsvTable.Read(files, CoursesFile, ["courseCode", "title", "durationMinutes", "delivery", "language"], log, mustExist: true);
        foreach (var row in table)
        {
            var code = row.Text("courseCode", 60);
            var title = row.Text("title", 200);
            var minutes = row.Number("durationMinutes", 0, 100_000);
            Delivery? delivery = row["delivery"] switch
            {
                "e-learning" => Delivery.ELearning,
                "classroom" => Delivery.Classroom,
                "blended" => Delivery.Blended,
                "on-the-job" => Delivery.OnTheJob,
                _ => null,
            };
            if (delivery is null) row.Wrong("delivery", "is none of e-learning, classroom, blended and on-the-job");
            var language = row["language"].ToLowerInvariant();
            if (language.Length != 2 || !language.All(char.IsAsciiLetterLower)) row.Wrong("language", "is not a language code of two letters, such as en");
            if (code is null || title is null || minutes is null || delivery is null) continue;
            // What comes without content is finished by the learner's own word.
            var details = new CourseDetails(
                code, title, title, minutes.Value, 0, language, delivery.Value, CompletedBy.OwnConfirmation, CourseDetails.UsualThreshold, Words.None, Words.None);
            if (!courses.TryAdd(code, details)) row.Wrong("courseCode", "stands in an earlier row already");
        }

        return courses;
    }

    private async Task<Dictionary<string, LevelOfSkill>> ReadPrerequisitesAsync(
        ImportFiles files, Dictionary<string, CourseDetails> courses, ImportLog log, CancellationToken ct)
    {
        var rows = CsvTable.Read(files, AwardsFile, ["courseCode", "skill", "prerequisiteLevel"], log, mustExist: false)
            .Select(row => (Row: row, Code: row["courseCode"], Skill: row["skill"], Level: row.Number("prerequisiteLevel", 0, 1000) ?? 0))
            .ToList();
        foreach (var unknown in rows.Where(r => !courses.ContainsKey(r.Code))) unknown.Row.Wrong("courseCode", $"is no course of {CoursesFile}");
        var asked = rows.Where(r => r.Level > 0 && courses.ContainsKey(r.Code)).ToList();
        if (asked.Count == 0) return [];
        if (skills.Value is not { } lookup)
        {
            log.Warn(AwardsFile, 0, "prerequisiteLevel", "Skills are switched off, so the levels needed before a course are left out.");
            return [];
        }

        var ids = await lookup.ByNameAsync([.. asked.Select(r => r.Skill).Distinct(StringComparer.Ordinal)], ct);
        var cards = await lookup.SkillsAsync([.. ids.Values], ct);
        var prerequisites = new Dictionary<string, LevelOfSkill>(StringComparer.Ordinal);
        foreach (var (row, code, skill, level) in asked)
        {
            if (!ids.TryGetValue(skill, out var id) || !cards.TryGetValue(id, out var card)) row.Wrong("skill", "is no skill of this organisation");
            else if (level >= card.Levels.Count) row.Wrong("prerequisiteLevel", string.Create(CultureInfo.InvariantCulture, $"is above the highest level of the skill, {card.Levels.Count - 1}"));
            else prerequisites[code] = new LevelOfSkill(id, card.ScaleVersion, level);
        }

        return prerequisites;
    }

    private sealed class Step(PathsDb db, TimeProvider time, Dictionary<string, CourseDetails> courses, Dictionary<string, LevelOfSkill> prerequisites) : IImportStep
    {
        public async Task ApplyAsync(ImportKeys keys, ImportLog log, CancellationToken cancellationToken)
        {
            var now = time.GetUtcNow();
            var codes = courses.Keys.ToList();
            var existing = await db.Courses.Where(c => codes.Contains(c.Code))
                .Include(c => c.Tags).Include(c => c.Units).Include(c => c.Prerequisites).AsSplitQuery()
                .ToDictionaryAsync(c => c.Code, StringComparer.Ordinal, cancellationToken);
            foreach (var (code, read) in courses)
            {
                var isNew = !existing.TryGetValue(code, out var course);
                if (isNew)
                {
                    course = Course.Draft(Guid.CreateVersion7(), read, null, now);
                    course.Publish(now);
                    db.Add(course);
                }

                var isChanged = !isNew && Update(course!, read, now);
                if (prerequisites.TryGetValue(code, out var level)) isChanged |= course!.Require(level, now);
                keys.Activities[code] = CourseRef.Of(course!.Id);
                log.Count("courses", added: isNew ? 1 : 0, changed: !isNew && isChanged ? 1 : 0, unchanged: isNew || isChanged ? 0 : 1);
            }
        }

        /// <summary>The files know title, minutes, delivery and language; all else that an author has added stays.</summary>
        private static bool Update(Course course, CourseDetails read, DateTimeOffset now)
        {
            var before = course.Details();
            var summary = before.Summary.Length == 0 || before.Summary == before.Title ? read.Summary : before.Summary;
            var details = before with { Title = read.Title, Summary = summary, Minutes = read.Minutes, Delivery = read.Delivery, Language = read.Language };
            if (course.Says(details)) return false;
            course.Rename(details, now);
            return true;
        }
    }
}
