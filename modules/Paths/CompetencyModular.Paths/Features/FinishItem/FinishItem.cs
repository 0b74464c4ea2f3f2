using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.Paths.Features.FinishItem;

/// <summary>Somebody has worked through a piece of content. The last one shows mastery where nothing else is asked for.</summary>
internal static class FinishItem
{
    [Requires(PathsPermissions.TakeCourses)]
    internal sealed record Command(Guid CourseId, Guid ItemId) : IWrite<Response>;

    /// <param name="IsMastered">Whether the course is mastered.</param>
    internal sealed record Response(bool IsMastered);

    internal sealed class Handler(Readiness readiness, ICurrentUser user, IEvents events, TimeProvider time) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken ct)
        {
            var step = await readiness.StepAsync(command.CourseId, user.Me(), ct);
            if (step.Error is { } refused) return refused;
            var (enrolment, course) = step.Value;
            if (course.Items.FirstOrDefault(i => i.Id == command.ItemId) is not { } item) return Error.NotFound();
            if (enrolment.Finish(item, course, time.GetUtcNow()).Error is { } error) return error;
            if (enrolment.Completion is { } completed) events.Publish(completed);
            return new Response(enrolment.IsMastered);
        }
    }
}
