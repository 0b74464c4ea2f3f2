using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.RetireCourse;

/// <summary>A course leaves the catalogue. Those who are under way may finish it.</summary>
internal static class RetireCourse
{
    [Requires(PathsPermissions.Author)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(PathsDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct) =>
            await db.Courses.FirstOrDefaultAsync(c => c.Id == command.Id, ct) is { } course ? course.Retire(time.GetUtcNow()) : Error.NotFound();
    }
}
