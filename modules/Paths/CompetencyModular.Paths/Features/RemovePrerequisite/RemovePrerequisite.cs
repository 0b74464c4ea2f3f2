using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.RemovePrerequisite;

/// <summary>An author takes back that something comes first.</summary>
internal static class RemovePrerequisite
{
    [Requires(PathsPermissions.Author)]
    internal sealed record Command(Guid CourseId, Guid PrerequisiteId) : IWrite<Done>;

    internal sealed class Handler(PathsDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct) =>
            await db.Courses.Include(c => c.Prerequisites).FirstOrDefaultAsync(c => c.Id == command.CourseId, ct) is { } course
                ? course.RemovePrerequisite(command.PrerequisiteId, time.GetUtcNow())
                : Error.NotFound();
    }
}
