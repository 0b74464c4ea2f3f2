using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.ViewItem;

/// <summary>A piece of content, for those who take the course and for authors who look at it.</summary>
internal static class ViewItem
{
    [Requires(PathsPermissions.Read)]
    internal sealed record Query(Guid CourseId, Guid ItemId) : IRead<Response>;

    /// <param name="IsMine">Whether the person takes the course, or else looks at it as its author.</param>
    /// <param name="File">The file, where it is one.</param>
    /// <param name="Activity">The activity of another module, where it is one that is still there.</param>
    internal sealed record Response(
        string CourseTitle, CompletedBy CompletedBy, Guid Id, string Title, ItemKind Kind, string Body, string Target, FileCard? File, ActivityLink? Activity,
        bool IsDone, bool IsMine, int Place, IReadOnlyList<Neighbour> Items)
    {
        public Neighbour? Previous => Place > 1 ? Items[Place - 2] : null;

        public Neighbour? Next => Place < Items.Count ? Items[Place] : null;
    }

    internal sealed record Neighbour(Guid Id, string Title, bool IsDone);

    internal sealed record FileCard(Guid Id, string Name, string ContentType, int Length);

    internal sealed class Handler(PathsDb db, ICurrentUser user, Readiness readiness, IActivityCatalog catalog) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var course = await db.Courses.AsNoTracking().Include(c => c.Items).FirstOrDefaultAsync(c => c.Id == query.CourseId, ct);
            if (course?.Items.FirstOrDefault(i => i.Id == query.ItemId) is not { } item) return Error.NotFound();
            var mine = await db.Enrolments.AsNoTracking().LatestOf(user.Me(), course.Id).Include(e => e.Progress).FirstOrDefaultAsync(ct);
            if (mine is { State: EnrolmentState.Left }) mine = null;
            if (!user.Has(PathsPermissions.Author))
            {
                if (mine is null) return Error.NotFound();
                if (!await readiness.MayBeginAsync(mine, ct)) return PathsErrors.PrerequisitesFirst;
            }

            var file = item.FileId is { } fileId
                ? await db.Files.Where(f => f.Id == fileId).Select(f => new FileCard(f.Id, f.Name, f.ContentType, f.Length)).FirstOrDefaultAsync(ct)
                : null;
            var activity = item.Kind is ItemKind.Activity && ActivityRef.TryParse(item.Target, out var reference)
                ? (await catalog.DescribeAsync([reference], ct)).Values.FirstOrDefault()
                : null;
            var items = course.Items.Select(i => new Neighbour(i.Id, i.Title, mine?.HasDone(i.Id) ?? false)).ToList();
            return new Response(
                course.Title, course.CompletedBy, item.Id, item.Title, item.Kind, item.Body, item.Target, file, activity,
                mine?.HasDone(item.Id) ?? false, mine is not null, items.FindIndex(i => i.Id == item.Id) + 1, items);
        }
    }
}
