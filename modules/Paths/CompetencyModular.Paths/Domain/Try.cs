namespace CompetencyModular.Paths.Domain;

/// <summary>
/// A try at a mastery check. Keeps the questions as they were asked, in their order, with the answers given: a later edit of the course
/// does not change what somebody was asked.
/// </summary>
internal sealed class Try
{
    private Try()
    {
    }

    public Guid Id { get; private set; }

    public Guid EnrolmentId { get; private set; }

    /// <summary>From 1, within the enrolment.</summary>
    public int Number { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Right answers in percent, rounded down: 100 only if all are right.</summary>
    public int Score { get; private set; }

    public int Threshold { get; private set; }

    public TryOutcome Outcome { get; private set; }

    public IReadOnlyList<TryAnswer> Answers { get; private set; } = [];

    public static Try Of(Guid id, Guid enrolmentId, int number, Course course, IReadOnlyDictionary<Guid, IReadOnlySet<Guid>> chosen, DateTimeOffset now)
    {
        var answers = Shuffle.For(enrolmentId, number, course.Questions).Select(q =>
        {
            var mine = chosen.TryGetValue(q.Id, out var ids) ? ids : new HashSet<Guid>();
            return new TryAnswer(
                q.Id, q.Text, q.Explanation, q.IsAnsweredBy(mine),
                [.. Shuffle.For(enrolmentId, number, q).Select(o => new TryOption(o.Text, o.IsRight, mine.Contains(o.Id)))]);
        }).ToList();
        var score = 100 * answers.Count(a => a.IsRight) / answers.Count;
        return new Try
        {
            Id = id,
            EnrolmentId = enrolmentId,
            Number = number,
            At = now,
            Score = score,
            Threshold = course.Threshold,
            Outcome = score >= course.Threshold ? TryOutcome.Mastered : TryOutcome.NotYet,
            Answers = answers,
        };
    }
}

/// <summary>There are two, and neither is an end (N1).</summary>
internal enum TryOutcome
{
    NotYet,
    Mastered,
}

/// <summary>A question as it was asked and answered.</summary>
internal sealed record TryAnswer(Guid QuestionId, string Text, string Explanation, bool IsRight, IReadOnlyList<TryOption> Options);

/// <summary>An option as it was shown.</summary>
internal sealed record TryOption(string Text, bool IsRight, bool IsChosen);
