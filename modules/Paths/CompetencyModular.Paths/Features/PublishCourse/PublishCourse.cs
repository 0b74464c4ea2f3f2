using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.PublishCourse;

/// <summary>A course that is ready appears in the catalogue.</summary>
internal static class PublishCourse
{
    [Requires(PathsPermissions.Author)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(PathsDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct) =>
            await db.Courses.Whole().FirstOrDefaultAsync(c => c.Id == command.Id, ct) is { } course ? course.Publish(time.GetUtcNow()) : Error.NotFound();
    }
}
