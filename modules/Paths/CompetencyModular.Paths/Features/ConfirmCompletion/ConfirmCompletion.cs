using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.Paths.Features.ConfirmCompletion;

/// <summary>Somebody says to have taken a course that happens outside of this product.</summary>
internal static class ConfirmCompletion
{
    [Requires(PathsPermissions.TakeCourses)]
    internal sealed record Command(Guid CourseId) : IWrite<Done>;

    internal sealed class Handler(Readiness readiness, ICurrentUser user, IEvents events, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var step = await readiness.StepAsync(command.CourseId, user.Me(), ct);
            if (step.Error is { } refused) return refused;
            var (enrolment, course) = step.Value;
            if (enrolment.Confirm(course, time.GetUtcNow()).Error is { } error) return error;
            if (enrolment.Completion is { } completed) events.Publish(completed);
            return Done.Value;
        }
    }
}
