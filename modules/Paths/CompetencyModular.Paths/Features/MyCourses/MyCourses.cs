using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.MyCourses;

/// <summary>The courses somebody takes or took: to do, under way, mastered, set aside.</summary>
internal static class MyCourses
{
    /// <param name="Take">How many at most, the most recently touched first; null for all.</param>
    /// <param name="OpenOnly">Only what is to do or under way.</param>
    [Requires(PathsPermissions.TakeCourses)]
    internal sealed record Query(int? Take = null, bool OpenOnly = false) : IRead<Response>;

    internal sealed record Response(IReadOnlyList<Row> Courses);

    /// <param name="NextItemId">The first piece of content that is not done; null when all is, or there is none.</param>
    internal sealed record Row(
        Guid EnrolmentId, Guid CourseId, string Title, int Minutes, EnrolmentState State, string Reason, int Occurrence, CompletedBy CompletedBy,
        int Items, int DoneItems, Guid? NextItemId, DateTimeOffset EnrolledAt, DateTimeOffset TouchedAt, DateTimeOffset? MasteredAt)
    {
        public int Percent => State is EnrolmentState.Mastered ? 100 : Items == 0 ? 0 : 100 * DoneItems / Items;
    }

    internal sealed class Handler(PathsDb db, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var me = user.Me();
            var mine = db.Enrolments.AsNoTracking().Where(e => e.PersonId == me);
            if (query.OpenOnly) mine = mine.Where(e => e.State == EnrolmentState.Enrolled || e.State == EnrolmentState.InProgress);
            var ordered = mine.OrderByDescending(e => e.TouchedAt).ThenBy(e => e.Id);
            var rows = await (query.Take is { } take ? ordered.Take(take) : ordered)
                .Join(db.Courses, e => e.CourseId, c => c.Id, (e, c) => new { Enrolment = e, Course = c })
                .OrderByDescending(x => x.Enrolment.TouchedAt).ThenBy(x => x.Enrolment.Id)
                .Select(x => new Row(
                    x.Enrolment.Id, x.Course.Id, x.Course.Title, x.Course.Minutes, x.Enrolment.State, x.Enrolment.Reason, x.Enrolment.Occurrence, x.Course.CompletedBy,
                    x.Course.Items.Count,
                    x.Course.Items.Count(i => x.Enrolment.Progress.Any(p => p.ItemId == i.Id)),
                    x.Course.Items.Where(i => !x.Enrolment.Progress.Any(p => p.ItemId == i.Id)).OrderBy(i => i.Position).Select(i => (Guid?)i.Id).FirstOrDefault(),
                    x.Enrolment.EnrolledAt, x.Enrolment.TouchedAt, x.Enrolment.MasteredAt))
                .ToListAsync(ct);
            return new Response(rows);
        }
    }
}
