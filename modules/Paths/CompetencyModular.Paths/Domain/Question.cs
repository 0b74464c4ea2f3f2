using System.Security.Cryptography;
using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.Paths.Domain;

/// <summary>A question of a course's mastery check.</summary>
internal sealed class Question : IPlaced
{
    private Question()
    {
    }

    public Question(Guid id, Guid courseId, int position, QuestionContent content)
    {
        (Id, CourseId, Position) = (id, courseId, position);
        Take(content);
    }

    public Guid Id { get; private set; }

    public Guid CourseId { get; private set; }

    public int Position { get; set; }

    public string Text { get; private set; } = "";

    public QuestionKind Kind { get; private set; }

    public IReadOnlyList<AnswerOption> Options { get; private set; } = [];

    /// <summary>Shown after a try: why the right answer is right.</summary>
    public string Explanation { get; private set; } = "";

    /// <summary>Right is the whole truth and nothing else: all right options and no other.</summary>
    public bool IsAnsweredBy(IReadOnlySet<Guid> chosen) => chosen.SetEquals(Options.Where(o => o.IsRight).Select(o => o.Id));

    public void Take(QuestionContent content) => (Text, Kind, Options, Explanation) = (content.Text, content.Kind, content.Options, content.Explanation);
}

/// <summary>What a question says; see <see cref="Question"/>.</summary>
internal sealed record QuestionContent(string Text, QuestionKind Kind, IReadOnlyList<AnswerOption> Options, string Explanation)
{
    /// <summary>What keeps it from being asked; null when nothing does.</summary>
    public Error? Missing() => Options.Count(o => o.IsRight) switch
    {
        _ when Options.Count < 2 => PathsErrors.OptionsNeeded,
        0 => PathsErrors.RightAnswerNeeded,
        > 1 when Kind is QuestionKind.Single => PathsErrors.OneRightAnswerOnly,
        _ => null,
    };
}

internal enum QuestionKind
{
    Single,
    Multiple,
}

/// <summary>An answer that can be chosen.</summary>
internal sealed record AnswerOption(Guid Id, string Text, bool IsRight);

/// <summary>The order in which a try asks: another one each time, and the same one however often the page is opened.</summary>
internal static class Shuffle
{
    public static IEnumerable<Question> For(Guid enrolmentId, int tryNumber, IEnumerable<Question> questions) =>
        questions.OrderBy(q => Place(enrolmentId, tryNumber, q.Id), StringComparer.Ordinal);

    public static IEnumerable<AnswerOption> For(Guid enrolmentId, int tryNumber, Question question) =>
        question.Options.OrderBy(o => Place(enrolmentId, tryNumber, o.Id), StringComparer.Ordinal);

    private static string Place(Guid enrolmentId, int tryNumber, Guid id) =>
        Convert.ToHexString(SHA256.HashData([.. enrolmentId.ToByteArray(), .. BitConverter.GetBytes(tryNumber), .. id.ToByteArray()]));
}
