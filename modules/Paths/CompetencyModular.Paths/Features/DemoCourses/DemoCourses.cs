using System.Text.Json;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Demo;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.Paths.Features.DemoCourses;

/// <summary>
/// The courses of the demo organisation and who takes them. What was mastered tells nobody: the demo's own evidence holds these completions.
/// </summary>
internal sealed class DemoCourses(PathsDb db, Optional<ISkillLookup> skills, TimeProvider time) : IDemoContent
{
    public int Order => 300;

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var assembly = typeof(DemoCourses).Assembly;
        var name = assembly.GetManifestResourceNames().FirstOrDefault(n => n.EndsWith("Demo.courses.json", StringComparison.Ordinal));
        if (name is null) return;
        await using var stream = assembly.GetManifestResourceStream(name)!;
        var demo = (await JsonSerializer.DeserializeAsync<File>(stream, JsonSerializerOptions.Web, cancellationToken))!;

        var made = time.GetUtcNow().AddYears(-2);
        var courses = demo.Courses.ToDictionary(c => c.Code, c => Make(c, made), StringComparer.Ordinal);
        await RequireAsync(demo, courses, made, cancellationToken);
        db.AddRange(courses.Values);
        var enrolments = (demo.Enrolments ?? []).ToDictionary(e => (e.Person, e.Course), e => Enrol(e, courses[e.Course]));
        db.AddRange(enrolments.Values);
        foreach (var entry in demo.Submissions ?? []) db.Add(HandIn(entry, enrolments[(entry.Person, entry.Course)], courses[entry.Course]));
    }

    private static Course Make(CourseEntry entry, DateTimeOffset made)
    {
        var completedBy = entry.Check is not null ? CompletedBy.Check : entry.Items is { Count: > 0 } ? CompletedBy.AllItems : CompletedBy.OwnConfirmation;
        var details = new CourseDetails(
            entry.Code, entry.Title, entry.Summary, entry.Minutes, entry.Money, entry.Language, DeliveryOf(entry.Delivery), completedBy,
            entry.Check?.Threshold ?? CourseDetails.UsualThreshold, new Words(entry.Tags ?? []), Words.None);
        // What is learnt at the screen is the learning designer's own.
        var course = Course.Draft(DemoIds.Of("course", entry.Code), details, DeliveryOf(entry.Delivery) is Delivery.ELearning ? DemoIds.Of("person", "tomasz-wisniewski") : null, made);
        foreach (var item in entry.Items ?? [])
        {
            var kind = Enum.Parse<ItemKind>(item.Kind, ignoreCase: true);
            var isLink = kind is ItemKind.Link;
            course.AddItem(Guid.CreateVersion7(), new ItemContent(kind, item.Title, isLink ? "" : item.Body, isLink ? item.Body : "", Criteria: item.Criteria, AssessedBy: item.AssessedBy), made);
        }

        foreach (var question in entry.Check?.Questions ?? [])
        {
            var options = question.Options.Select((text, index) => new AnswerOption(Guid.CreateVersion7(), text, question.Correct.Contains(index))).ToList();
            var kind = question.Correct.Count > 1 ? QuestionKind.Multiple : QuestionKind.Single;
            Demand(course.AddQuestion(Guid.CreateVersion7(), new QuestionContent(question.Text, kind, options, question.Explanation ?? ""), made).Error, entry.Code);
        }

        Demand(course.Publish(made).Error, entry.Code);
        return course;
    }

    private async Task RequireAsync(File demo, Dictionary<string, Course> courses, DateTimeOffset made, CancellationToken ct)
    {
        var wanted = demo.Courses.SelectMany(c => c.Prerequisites ?? []).Where(p => p.Skill is not null).Select(p => DemoIds.Of("skill", p.Skill!)).Distinct().ToList();
        var cards = wanted.Count > 0 && skills.Value is { } lookup ? await lookup.SkillsAsync(wanted, ct) : new Dictionary<Guid, SkillCard>();
        var required = demo.Courses
            .SelectMany(c => (c.Prerequisites ?? []).Where(p => p.Course is not null).Select(p => (From: courses[c.Code].Id, To: courses[p.Course!].Id)))
            .ToLookup(p => p.From, p => p.To);
        foreach (var entry in demo.Courses)
        {
            foreach (var prerequisite in entry.Prerequisites ?? [])
            {
                if (prerequisite.Course is { } code) Demand(courses[entry.Code].Require(courses[code].Id, required, made).Error, entry.Code);
                else if (cards.TryGetValue(DemoIds.Of("skill", prerequisite.Skill!), out var card))
                    courses[entry.Code].Require(new LevelOfSkill(card.Id, card.ScaleVersion, prerequisite.Level), made);
            }
        }
    }

    private Enrolment Enrol(EnrolmentEntry entry, Course course)
    {
        var at = time.GetUtcNow().AddDays(-entry.DaysAgo);
        var began = entry.State == "enrolled" ? at : at.AddDays(-14);
        var enrolment = Enrolment.In(course, null, DemoIds.Of("person", entry.Person), Reasons.Demo, null, began).Value;
        // Whoever is under way has done the first half; whoever has mastered it, all.
        var done = entry.State switch { "mastered" => course.Items.Count, "inProgress" => Math.Max(1, course.Items.Count / 2), _ => 0 };
        foreach (var item in course.Items.Take(done).Where(i => !i.IsTask)) Demand(enrolment.Finish(item, course, at).Error, entry.Course);
        if (entry.State == "mastered" && course.CompletedBy is CompletedBy.Check)
        {
            var right = course.Questions.ToDictionary(q => q.Id, IReadOnlySet<Guid> (q) => q.Options.Where(o => o.IsRight).Select(o => o.Id).ToHashSet());
            Demand(enrolment.Submit(Guid.CreateVersion7(at), right, course, at).Error, entry.Course);
        }
        else if (entry.State == "mastered" && course.CompletedBy is CompletedBy.OwnConfirmation) Demand(enrolment.Confirm(course, at).Error, entry.Course);

        return enrolment;
    }

    private TaskSubmission HandIn(SubmissionEntry entry, Enrolment enrolment, Course course)
    {
        var at = time.GetUtcNow().AddDays(-entry.DaysAgo);
        var task = course.Items.Single(i => i.IsTask);
        var submission = TaskSubmission.Begin(enrolment, task, null, at).Value;
        Demand(submission.Write(entry.Text, [], [], at).Error, entry.Course);
        if (entry.Draft) return submission;
        // In the demo organisation everybody who hands in a task has the same manager, who judges it.
        var assessor = DemoIds.Of("person", "maren-hansen");
        Demand(submission.HandIn(task, assessor, at).Error, entry.Course);
        if (entry.Verdict is not { } verdict) return submission;
        Demand(submission.Judge(verdict, entry.Feedback ?? "", assessor, at.AddDays(1)).Error, entry.Course);
        if (verdict is SubmissionVerdict.Mastered) enrolment.MasterTask(task, course, at.AddDays(1));
        return submission;
    }

    private static Delivery DeliveryOf(string delivery) => delivery.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant() switch
    {
        "classroom" => Delivery.Classroom,
        "blended" => Delivery.Blended,
        "onthejob" => Delivery.OnTheJob,
        _ => Delivery.ELearning,
    };

    private static void Demand(Sdk.Messaging.Error? error, string course)
    {
        if (error is not null) throw new InvalidOperationException($"The demo's course {course} is refused: {error.Code}.");
    }

    private sealed record File(List<CourseEntry> Courses, List<EnrolmentEntry>? Enrolments, List<SubmissionEntry>? Submissions);

    private sealed record CourseEntry(
        string Code, string Title, string Summary, int Minutes, decimal Money, string Language, string Delivery, List<string>? Tags,
        List<ItemEntry>? Items, CheckEntry? Check, List<PrerequisiteEntry>? Prerequisites);

    private sealed record ItemEntry(string Title, string Kind, string Body, List<string>? Criteria, AssessedBy AssessedBy);

    private sealed record CheckEntry(int Threshold, List<QuestionEntry> Questions);

    private sealed record QuestionEntry(string Text, List<string> Options, List<int> Correct, string? Explanation);

    private sealed record PrerequisiteEntry(string? Course, string? Skill, int Level);

    private sealed record EnrolmentEntry(string Person, string Course, int DaysAgo, string State);

    private sealed record SubmissionEntry(string Person, string Course, int DaysAgo, string Text, SubmissionVerdict? Verdict, string? Feedback, bool Draft);
}
