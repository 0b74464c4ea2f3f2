using System.Text.Json.Serialization;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Paths.Domain;

/// <summary>Something to learn, at one's own pace, until mastery is shown (R1.4).</summary>
internal sealed class Course : IVersioned
{
    private readonly List<CourseItem> items = [];
    private readonly List<Question> questions = [];
    private readonly List<CoursePrerequisite> prerequisites = [];
    private readonly List<CourseTag> tags = [];
    private readonly List<CourseUnit> units = [];

    private Course()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>What the organisation calls it by; unique.</summary>
    public string Code { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string Summary { get; private set; } = "";

    public int Minutes { get; private set; }

    public decimal Money { get; private set; }

    /// <summary>An ISO 639-1 code in lower case.</summary>
    public string Language { get; private set; } = "";

    public Delivery Delivery { get; private set; }

    public CourseState State { get; private set; }

    public CompletedBy CompletedBy { get; private set; }

    /// <summary>The share of right answers, in percent, from which the check shows mastery.</summary>
    public int Threshold { get; private set; }

    public Audience Audience { get; private set; }

    /// <summary>Raised by one each time it is published, so that a mastery can say what was mastered (N3).</summary>
    public int Edition { get; private set; }

    /// <summary>Title, code, summary and tags, normalised; the title first, so that it also gives the order by title.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>Who made it; null for what was imported.</summary>
    public Guid? AuthorId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Also touched when only the content changes, so that the version says so.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<CourseItem> Items => [.. items.OrderBy(i => i.Position)];

    public IReadOnlyList<Question> Questions => [.. questions.OrderBy(q => q.Position)];

    public IReadOnlyList<CoursePrerequisite> Prerequisites => prerequisites;

    public IReadOnlyList<CourseTag> Tags => tags;

    public IReadOnlyList<CourseUnit> Units => units;

    public static Course Draft(Guid id, CourseDetails details, Guid? authorId, DateTimeOffset now)
    {
        var course = new Course { Id = id, AuthorId = authorId, CreatedAt = now };
        course.Take(details, now);
        return course;
    }

    /// <summary>Whether the details are what the course already says.</summary>
    public bool Says(CourseDetails details) => Details() == details;

    public CourseDetails Details() => new(
        Code, Title, Summary, Minutes, Money, Language, Delivery, CompletedBy, Threshold,
        new Words(tags.Select(t => t.Tag)), Audience is Audience.Units ? new Words(units.Select(u => u.Unit)) : Words.None);

    public Result<Done> Describe(CourseDetails details, DateTimeOffset now)
    {
        if (State is CourseState.Published && Unready(details.CompletedBy, details.Summary) is { } missing) return missing;
        Take(details, now);
        return Done.Value;
    }

    /// <summary>Takes over what another system says about it: what can never unmake a published course.</summary>
    public void Rename(CourseDetails details, DateTimeOffset now) =>
        Take(Details() with { Title = details.Title, Summary = details.Summary, Minutes = details.Minutes, Delivery = details.Delivery, Language = details.Language }, now);

    public CourseItem AddItem(Guid id, ItemContent content, DateTimeOffset now)
    {
        var item = new CourseItem(id, Id, items.Count == 0 ? 1 : items.Max(i => i.Position) + 1, content);
        items.Add(item);
        ChangedAt = now;
        return item;
    }

    public Result<Done> ChangeItem(Guid itemId, ItemContent content, DateTimeOffset now)
    {
        if (items.Find(i => i.Id == itemId) is not { } item) return Error.NotFound();
        item.Take(content);
        ChangedAt = now;
        return Done.Value;
    }

    public Result<Done> MoveItem(Guid itemId, Direction direction, DateTimeOffset now) => Move(items, itemId, direction, now);

    public Result<Done> RemoveItem(Guid itemId, DateTimeOffset now)
    {
        if (items.Find(i => i.Id == itemId) is not { } item) return Error.NotFound();
        if (State is CourseState.Published && CompletedBy is CompletedBy.AllItems && items.Count == 1) return PathsErrors.ContentNeeded;
        items.Remove(item);
        ChangedAt = now;
        return Done.Value;
    }

    public Result<Question> AddQuestion(Guid id, QuestionContent content, DateTimeOffset now)
    {
        if (content.Missing() is { } missing) return missing;
        var question = new Question(id, Id, questions.Count == 0 ? 1 : questions.Max(q => q.Position) + 1, content);
        questions.Add(question);
        ChangedAt = now;
        return question;
    }

    public Result<Done> ChangeQuestion(Guid questionId, QuestionContent content, DateTimeOffset now)
    {
        if (questions.Find(q => q.Id == questionId) is not { } question) return Error.NotFound();
        if (content.Missing() is { } missing) return missing;
        question.Take(content);
        ChangedAt = now;
        return Done.Value;
    }

    public Result<Done> MoveQuestion(Guid questionId, Direction direction, DateTimeOffset now) => Move(questions, questionId, direction, now);

    public Result<Done> RemoveQuestion(Guid questionId, DateTimeOffset now)
    {
        if (questions.Find(q => q.Id == questionId) is not { } question) return Error.NotFound();
        if (State is CourseState.Published && CompletedBy is CompletedBy.Check && questions.Count == 1) return PathsErrors.QuestionsNeeded;
        questions.Remove(question);
        ChangedAt = now;
        return Done.Value;
    }

    /// <summary>Another course comes first.</summary>
    /// <param name="course">Which one.</param>
    /// <param name="required">What every course requires, so that two courses never wait for each other (P2).</param>
    /// <param name="now">The time.</param>
    public Result<Done> Require(Guid course, ILookup<Guid, Guid> required, DateTimeOffset now)
    {
        if (Reaches(course, Id, required)) return PathsErrors.PrerequisiteOfItself;
        if (prerequisites.Exists(p => p.RequiredCourseId == course)) return PathsErrors.PrerequisiteTwice;
        prerequisites.Add(CoursePrerequisite.Course(Id, course));
        ChangedAt = now;
        return Done.Value;
    }

    /// <summary>A skill at a level comes first. A skill stands there once: another level replaces the former.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Require(LevelOfSkill level, DateTimeOffset now)
    {
        var former = prerequisites.Find(p => p.SkillId == level.SkillId);
        if (former?.Level == level) return false;
        if (former is not null) prerequisites.Remove(former);
        prerequisites.Add(CoursePrerequisite.Skill(Id, level));
        ChangedAt = now;
        return true;
    }

    public Result<Done> RemovePrerequisite(Guid prerequisiteId, DateTimeOffset now)
    {
        if (prerequisites.RemoveAll(p => p.Id == prerequisiteId) == 0) return Error.NotFound();
        ChangedAt = now;
        return Done.Value;
    }

    /// <summary>What keeps it from being published; null when nothing does.</summary>
    public Error? Unready() => Unready(CompletedBy, Summary);

    public Result<Done> Publish(DateTimeOffset now)
    {
        if (State is CourseState.Published) return Done.Value;
        if (Unready() is { } missing) return missing;
        State = CourseState.Published;
        Edition++;
        ChangedAt = now;
        return Done.Value;
    }

    /// <summary>Takes it out of the catalogue. Those who are under way may finish; what was mastered stays (N3).</summary>
    public Result<Done> Retire(DateTimeOffset now)
    {
        if (State is not CourseState.Published) return PathsErrors.NotPublished;
        State = CourseState.Retired;
        ChangedAt = now;
        return Done.Value;
    }

    private Error? Unready(CompletedBy completedBy, string summary) => completedBy switch
    {
        _ when summary.Length == 0 => PathsErrors.SummaryNeeded,
        CompletedBy.AllItems when items.Count == 0 => PathsErrors.ContentNeeded,
        CompletedBy.Check when questions.Count == 0 => PathsErrors.QuestionsNeeded,
        _ => null,
    };

    private void Take(CourseDetails details, DateTimeOffset now)
    {
        (Code, Title, Summary) = (details.Code, details.Title, details.Summary);
        (Minutes, Money, Language, Delivery) = (details.Minutes, details.Money, details.Language, details.Delivery);
        (CompletedBy, Threshold) = (details.CompletedBy, details.Threshold);
        tags.RemoveAll(t => !details.Tags.Contains(t.Tag));
        tags.AddRange(details.Tags.Except(tags.Select(t => t.Tag)).Select(t => new CourseTag(Id, t)));
        units.RemoveAll(u => !details.Units.Contains(u.Unit));
        units.AddRange(details.Units.Except(units.Select(u => u.Unit)).Select(u => new CourseUnit(Id, u)));
        Audience = details.Units.Count == 0 ? Audience.Everybody : Audience.Units;
        SearchText = Sdk.Persistence.SearchText.Of([Title, Code, Summary, .. details.Tags]);
        ChangedAt = now;
    }

    private Result<Done> Move<T>(List<T> things, Guid id, Direction direction, DateTimeOffset now) where T : IPlaced
    {
        var ordered = things.OrderBy(t => t.Position).ToList();
        var index = ordered.FindIndex(t => t.Id == id);
        if (index < 0) return Error.NotFound();
        var other = index + (direction is Direction.Up ? -1 : 1);
        if (other < 0 || other >= ordered.Count) return Done.Value;
        (ordered[index].Position, ordered[other].Position) = (ordered[other].Position, ordered[index].Position);
        ChangedAt = now;
        return Done.Value;
    }

    private static bool Reaches(Guid from, Guid target, ILookup<Guid, Guid> required)
    {
        var seen = new HashSet<Guid>();
        var open = new Stack<Guid>([from]);
        while (open.TryPop(out var course))
        {
            if (course == target) return true;
            if (!seen.Add(course)) continue;
            foreach (var next in required[course]) open.Push(next);
        }

        return false;
    }
}

/// <summary>Something with a place in a list that an author can move.</summary>
internal interface IPlaced
{
    Guid Id { get; }

    int Position { get; set; }
}

internal enum Direction
{
    Up,
    Down,
}

[JsonConverter(typeof(JsonStringEnumConverter<CourseState>))]
internal enum CourseState
{
    Draft,
    Published,
    Retired,
}

[JsonConverter(typeof(JsonStringEnumConverter<Delivery>))]
internal enum Delivery
{
    ELearning,
    Classroom,
    Blended,
    OnTheJob,
}

/// <summary>What shows that a course was mastered.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CompletedBy>))]
internal enum CompletedBy
{
    /// <summary>Its questions, answered right to the threshold; whoever knows the matter already may begin with them.</summary>
    Check,

    /// <summary>All of its content, worked through.</summary>
    AllItems,

    /// <summary>The learner's own word, for what happens outside of this product, such as a day in a classroom.</summary>
    OwnConfirmation,
}

/// <summary>Who may find and take a course.</summary>
internal enum Audience
{
    Everybody,
    Units,
}
