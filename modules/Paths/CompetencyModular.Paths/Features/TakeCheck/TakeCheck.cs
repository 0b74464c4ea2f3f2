using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.Paths.Features.TakeCheck;

/// <summary>A try at a course's mastery check: the questions, and what the answers show.</summary>
internal static class TakeCheck
{
    [Requires(PathsPermissions.TakeCourses)]
    internal sealed record Query(Guid CourseId) : IRead<Response>;

    /// <param name="TryNumber">The number this try will have.</param>
    internal sealed record Response(string CourseTitle, int Threshold, int TryNumber, bool IsMastered, IReadOnlyList<Asked> Questions);

    internal sealed record Asked(Guid Id, string Text, QuestionKind Kind, IReadOnlyList<Choice> Choices);

    internal sealed record Choice(Guid Id, string Text);

    internal sealed class QueryHandler(Readiness readiness, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var step = await readiness.StepAsync(query.CourseId, user.Me(), ct);
            if (step.Error is { } refused) return refused;
            var (enrolment, course) = step.Value;
            if (course.CompletedBy is not CompletedBy.Check || course.Questions.Count == 0) return PathsErrors.NoCheck;
            var number = enrolment.NextTry;
            return new Response(course.Title, course.Threshold, number, enrolment.IsMastered,
            [
                .. Shuffle.For(enrolment.Id, number, course.Questions)
                    .Select(q => new Asked(q.Id, q.Text, q.Kind, [.. Shuffle.For(enrolment.Id, number, q).Select(o => new Choice(o.Id, o.Text))])),
            ]);
        }
    }

    [Requires(PathsPermissions.TakeCourses)]
    internal sealed record Command(Guid CourseId, IReadOnlyDictionary<Guid, IReadOnlySet<Guid>> Answers) : IWrite<Submitted>;

    internal sealed record Submitted(Guid TryId);

    internal sealed class CommandHandler(Readiness readiness, ICurrentUser user, IEvents events, TimeProvider time) : IWriteHandler<Command, Submitted>
    {
        public async ValueTask<Result<Submitted>> Handle(Command command, CancellationToken ct)
        {
            var step = await readiness.StepAsync(command.CourseId, user.Me(), ct);
            if (step.Error is { } refused) return refused;
            var (enrolment, course) = step.Value;
            var made = enrolment.Submit(Guid.CreateVersion7(), command.Answers, course, time.GetUtcNow());
            if (made.Error is { } error) return error;
            if (enrolment.Completion is { } completed) events.Publish(completed);
            return new Submitted(made.Value.Id);
        }
    }
}
