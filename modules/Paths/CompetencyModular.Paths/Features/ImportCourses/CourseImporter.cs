using System.Globalization;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Paths.Features.ImportCourses;

/// <summary>
/// Reads <c>courses.csv</c> and, from <c>course-skill-awards.csv</c>, the level that somebody needs before a course. What a course awards
/// is read by the module that owns the award rules; it finds the courses by the keys that this step hands on.
/// </summary>
internal sealed class CourseImporter(PathsDb db, CsvFiles csv, Optional<ISkillLookup> skills, TimeProvider time, IStringLocalizer<CourseImporter> texts) : IImporter
{
    private const string CoursesFile = "courses.csv";
    private const string AwardsFile = "course-skill-awards.csv";
    private const int MaxMinutes = 100_000;

    private static readonly ILookup<string, LevelOfSkill> None = Array.Empty<LevelOfSkill>().ToLookup(_ => "");

    public string Kind => "courses";

    public int Order => 300;

    public async Task<IImportStep> ReadAsync(ImportFiles files, ImportLog log, CancellationToken cancellationToken)
    {
        var courses = ReadCourses(files, log);
        var hasAwards = !files.IsSingle && files.Names.Contains(AwardsFile, StringComparer.OrdinalIgnoreCase);
        var prerequisites = hasAwards ? await ReadPrerequisitesAsync(files, courses, log, cancellationToken) : None;
        return new Step(db, time, courses, prerequisites);
    }

    private Dictionary<string, CourseDetails> ReadCourses(ImportFiles files, ImportLog log)
    {
        var courses = new Dictionary<string, CourseDetails>(StringComparer.Ordinal);
        foreach (var row in csv.Read(files, CoursesFile, ["courseCode", "title", "durationMinutes", "delivery", "language"], log) ?? [])
        {
            var (code, title, language) = (row["courseCode"], row["title"], row["language"].ToLowerInvariant());
            Delivery? delivery = row["delivery"] switch
            {
                "e-learning" => Delivery.ELearning,
                "classroom" => Delivery.Classroom,
                "blended" => Delivery.Blended,
                "on-the-job" => Delivery.OnTheJob,
                _ => null,
            };
            if (code.Length is 0 or > 60) Refuse(row, "courseCode", "CodeLength");
            if (title.Length is 0 or > 200) Refuse(row, "title", "TitleLength");
            if (!int.TryParse(row["durationMinutes"], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes > MaxMinutes)
                Refuse(row, "durationMinutes", "Minutes");
            if (delivery is null) Refuse(row, "delivery", "Delivery");
            if (language.Length != 2 || !language.All(char.IsAsciiLetterLower)) Refuse(row, "language", "Language");
            // What comes without content is finished by the learner's own word.
            var details = new CourseDetails(
                code, title, title, minutes, 0, language, delivery ?? default, CompletedBy.OwnConfirmation, CourseDetails.UsualThreshold, Words.None, Words.None);
            if (!courses.TryAdd(code, details)) Refuse(row, "courseCode", "CodeTwice");
        }

        return courses;

        void Refuse(ImportRow row, string column, string text) => log.Error(row.File, row.Line, column, texts[text, row[column]]);
    }

    private async Task<ILookup<string, LevelOfSkill>> ReadPrerequisitesAsync(
        ImportFiles files, Dictionary<string, CourseDetails> courses, ImportLog log, CancellationToken ct)
    {
        var asked = new List<(ImportRow Row, int Level)>();
        foreach (var row in csv.Read(files, AwardsFile, ["courseCode", "skill", "prerequisiteLevel"], log) ?? [])
        {
            if (!int.TryParse(row["prerequisiteLevel"], NumberStyles.None, CultureInfo.InvariantCulture, out var level))
                log.Error(row.File, row.Line, "prerequisiteLevel", texts["Level", row["prerequisiteLevel"]]);
            // A course that is not there is the concern of whoever reads the awards.
            else if (level > 0 && courses.ContainsKey(row["courseCode"])) asked.Add((row, level));
        }

        if (asked.Count == 0) return None;
        if (skills.Value is not { } lookup)
        {
            log.Warn(AwardsFile, 0, "prerequisiteLevel", texts["SkillsOff"]);
            return None;
        }

        var ids = await lookup.ByNameAsync([.. asked.Select(a => a.Row["skill"]).Distinct(StringComparer.Ordinal)], ct);
        var cards = await lookup.SkillsAsync([.. ids.Values], ct);
        // A course may have several rows, each for a skill of its own.
        var prerequisites = new Dictionary<(string Course, Guid Skill), LevelOfSkill>();
        foreach (var (row, level) in asked)
        {
            if (!ids.TryGetValue(row["skill"], out var id) || !cards.TryGetValue(id, out var card))
                log.Error(row.File, row.Line, "skill", texts["Skill", row["skill"]]);
            else if (level >= card.Levels.Count) log.Error(row.File, row.Line, "prerequisiteLevel", texts["LevelTooHigh", level, card.Levels.Count - 1]);
            else if (!prerequisites.TryAdd((row["courseCode"], id), new LevelOfSkill(id, card.ScaleVersion, level)))
                log.Error(row.File, row.Line, "prerequisiteLevel", texts["PrerequisiteTwice", row["skill"]]);
        }

        return prerequisites.ToLookup(p => p.Key.Course, p => p.Value, StringComparer.Ordinal);
    }

    private sealed class Step(PathsDb db, TimeProvider time, Dictionary<string, CourseDetails> courses, ILookup<string, LevelOfSkill> prerequisites) : IImportStep
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
                foreach (var level in prerequisites[code]) isChanged |= course!.Require(level, now);
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
