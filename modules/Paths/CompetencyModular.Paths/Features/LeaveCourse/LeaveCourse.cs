using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.LeaveCourse;

/// <summary>Somebody sets a course aside; the progress is kept.</summary>
internal static class LeaveCourse
{
    [Requires(PathsPermissions.TakeCourses)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(PathsDb db, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct) =>
            await db.Enrolments.LatestOf(user.Me(), command.Id).FirstOrDefaultAsync(ct) is { } enrolment
                ? enrolment.Leave(time.GetUtcNow())
                : Error.NotFound();
    }
}
