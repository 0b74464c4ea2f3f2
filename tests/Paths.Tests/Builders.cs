using CompetencyModular.Paths.Domain;

namespace CompetencyModular.Paths.Tests;

/// <summary>Courses and enrolments with valid defaults.</summary>
internal static class Builders
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static CourseDetails Details(string code = "C-1", CompletedBy completedBy = CompletedBy.AllItems, int threshold = 80) =>
        new(code, $"Course {code}", "What it is about.", 60, 0, "en", Delivery.ELearning, completedBy, threshold, Words.None, Words.None);

    public static Course ADraft(string code = "C-1", CompletedBy completedBy = CompletedBy.AllItems, int threshold = 80) =>
        Course.Draft(Guid.CreateVersion7(), Details(code, completedBy, threshold), null, Now);

    public static Course ACourse(string code = "C-1", int items = 2)
    {
        var course = ADraft(code, items == 0 ? CompletedBy.OwnConfirmation : CompletedBy.AllItems).WithItems(items);
        course.Publish(Now).IsSuccess.ShouldBeTrue();
        return course;
    }

    public static Course ACourseWithCheck(int questions = 4, int threshold = 75)
    {
        var course = ADraft(completedBy: CompletedBy.Check, threshold: threshold).WithQuestions(questions);
        course.Publish(Now).IsSuccess.ShouldBeTrue();
        return course;
    }

    public static Course WithItems(this Course course, int items)
    {
        for (var i = 1; i <= items; i++) course.AddItem(Guid.CreateVersion7(), new ItemContent(ItemKind.Markdown, $"Part {i}", "Text."), Now);
        return course;
    }

    public static ItemContent ATask(AssessedBy assessedBy = AssessedBy.Trainers) =>
        new(ItemKind.Task, "Assess a job", "Write its assessment.", Criteria: ["It names an owner"], AssessedBy: assessedBy);

    public static Course WithQuestions(this Course course, int questions)
    {
        for (var i = 1; i <= questions; i++) course.AddQuestion(Guid.CreateVersion7(), AQuestion($"Question {i}"), Now).IsSuccess.ShouldBeTrue();
        return course;
    }

    public static QuestionContent AQuestion(string text = "Which one?", QuestionKind kind = QuestionKind.Single, int right = 1, int options = 3) => new(
        text, kind, [.. Enumerable.Range(1, options).Select(i => new AnswerOption(Guid.CreateVersion7(), $"Option {i}", i <= right))], "Because.");

    public static Enrolment AnEnrolment(Course course, Enrolment? latest = null) =>
        Enrolment.In(course, latest, latest?.PersonId ?? Guid.CreateVersion7(), "own-choice", null, Now).Value;

    /// <summary>Answers with the first <paramref name="right"/> questions right and the others wrong.</summary>
    public static IReadOnlyDictionary<Guid, IReadOnlySet<Guid>> Answers(Course course, int right) => course.Questions
        .Select((q, index) => (q.Id, Chosen: q.Options.Where(o => o.IsRight == index < right).Select(o => o.Id).Take(1).ToHashSet()))
        .ToDictionary(x => x.Id, IReadOnlySet<Guid> (x) => x.Chosen);
}
