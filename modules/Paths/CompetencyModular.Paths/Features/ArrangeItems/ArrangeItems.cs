using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.ArrangeItems;

/// <summary>An author moves a piece of content one place, or takes it out.</summary>
internal static class ArrangeItems
{
    /// <param name="Direction">Where to; null takes it out.</param>
    [Requires(PathsPermissions.Author)]
    internal sealed record Command(Guid CourseId, Guid ItemId, Direction? Direction) : IWrite<Done>;

    internal sealed class Handler(PathsDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var course = await db.Courses.Include(c => c.Items).FirstOrDefaultAsync(c => c.Id == command.CourseId, ct);
            if (course is null) return Error.NotFound();
            if (command.Direction is { } direction) return course.MoveItem(command.ItemId, direction, time.GetUtcNow());
            if (await db.Submissions.AnyAsync(s => s.ItemId == command.ItemId, ct)) return SubmissionErrors.WorkThere;
            var fileId = course.Items.FirstOrDefault(i => i.Id == command.ItemId)?.FileId;
            var removed = course.RemoveItem(command.ItemId, time.GetUtcNow());
            if (removed.IsSuccess && fileId is not null) db.Remove(await db.Files.SingleAsync(f => f.Id == fileId, ct));
            return removed;
        }
    }
}
