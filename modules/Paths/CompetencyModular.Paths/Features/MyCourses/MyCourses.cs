using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.MyCourses;

/// <summary>The courses somebody takes or took: to do, under way, mastered, set aside.</summary>
internal static class MyCourses
{
    internal enum Which
    {
        All,

        /// <summary>To do or under way.</summary>
        Open,
        Mastered,
        Left,
    }

    [Requires(PathsPermissions.TakeCourses)]
    internal sealed record Query(Which Which = Which.All, int? Page = null, int? PageSize = null) : IRead<Response>;

    /// <param name="Courses">What is under way first, then the most recently touched.</param>
    /// <param name="Open">How many are to do or under way.</param>
    internal sealed record Response(Paged<Row> Courses, int Open, int Mastered, int Left);

    /// <param name="NextItemId">The first piece of content that is not done and does not wait to be judged; null where there is none.</param>
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
            var all = db.Enrolments.AsNoTracking().Where(e => e.PersonId == me);
            var counts = await all.GroupBy(e => e.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
            var mine = query.Which switch
            {
                Which.Open => all.Where(e => e.State == EnrolmentState.Enrolled || e.State == EnrolmentState.InProgress),
                Which.Mastered => all.Where(e => e.State == EnrolmentState.Mastered),
                Which.Left => all.Where(e => e.State == EnrolmentState.Left),
                _ => all,
            };
            var rows = await mine.Join(db.Courses, e => e.CourseId, c => c.Id, (e, c) => new { Enrolment = e, Course = c })
                .OrderByDescending(x => x.Enrolment.State == EnrolmentState.InProgress).ThenByDescending(x => x.Enrolment.TouchedAt).ThenBy(x => x.Enrolment.Id)
                .Select(x => new Row(
                    x.Enrolment.Id, x.Course.Id, x.Course.Title, x.Course.Minutes, x.Enrolment.State, x.Enrolment.Reason, x.Enrolment.Occurrence, x.Course.CompletedBy,
                    x.Course.Items.Count,
                    x.Course.Items.Count(i => x.Enrolment.Progress.Any(p => p.ItemId == i.Id)),
                    x.Course.Items.Where(i => !x.Enrolment.Progress.Any(p => p.ItemId == i.Id)
                        && !db.Submissions.Any(s => s.EnrolmentId == x.Enrolment.Id && s.ItemId == i.Id && s.State == SubmissionState.Submitted)).OrderBy(i => i.Position).Select(i => (Guid?)i.Id).FirstOrDefault(),
                    x.Enrolment.EnrolledAt, x.Enrolment.TouchedAt, x.Enrolment.MasteredAt))
                .ToPageAsync(query.Page ?? 1, query.PageSize ?? 25, ct);
            return new Response(
                rows, counts.GetValueOrDefault(EnrolmentState.Enrolled) + counts.GetValueOrDefault(EnrolmentState.InProgress), counts.GetValueOrDefault(EnrolmentState.Mastered), counts.GetValueOrDefault(EnrolmentState.Left));
        }
    }
}
