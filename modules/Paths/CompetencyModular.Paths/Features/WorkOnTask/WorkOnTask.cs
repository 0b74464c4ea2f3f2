using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Paths.Submissions;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.WorkOnTask;

/// <summary>A practical task of a course: what to do, what counts as mastered, who judges, and what one handed in with what was said to it.</summary>
internal static class WorkOnTask
{
    [Requires(PathsPermissions.Read)]
    internal sealed record Query(Guid CourseId, Guid ItemId) : IRead<Response>;

    /// <param name="IsMine">Whether the person takes the course, or else looks at it as its author.</param>
    /// <param name="Submissions">The person's own, the latest first.</param>
    internal sealed record Response(
        string CourseTitle, string Title, string Instructions, IReadOnlyList<string> Criteria, AssessedBy AssessedBy, bool IsMine, IReadOnlyList<SubmissionLine> Submissions)
    {
        public SubmissionLine? Latest => Submissions.Count > 0 ? Submissions[0] : null;
    }

    internal sealed class Handler(PathsDb db, ICurrentUser user, Readiness readiness, SubmissionReader submissions) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var task = await db.Items.AsNoTracking().FirstOrDefaultAsync(i => i.Id == query.ItemId && i.CourseId == query.CourseId && i.Kind == ItemKind.Task, ct);
            if (task is null) return Error.NotFound();
            var mine = await db.Enrolments.AsNoTracking().LatestOf(user.Me(), query.CourseId).FirstOrDefaultAsync(ct);
            if (mine is { State: EnrolmentState.Left }) mine = null;
            if (!user.Has(PathsPermissions.Author))
            {
                if (mine is null) return Error.NotFound();
                if (!await readiness.MayBeginAsync(mine, ct)) return PathsErrors.PrerequisitesFirst;
            }

            var title = await db.Courses.Where(c => c.Id == query.CourseId).Select(c => c.Title).SingleAsync(ct);
            return new Response(
                title, task.Title, task.Body, task.Criteria, task.AssessedBy, mine is not null, mine is null ? [] : await submissions.OfAsync(mine.Id, task.Id, ct));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Get<Query, Response>("courses/{courseId:guid}/tasks/{itemId:guid}", "A practical task of a course, with what the signed-in person handed in.");
    }
}
