using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.ListOwnCourses;

/// <summary>All courses, or one's own, in whatever state, for those who write them.</summary>
internal static class ListOwnCourses
{
    [Requires(PathsPermissions.Author)]
    internal sealed record Query(string? Search = null, CourseState? State = null, bool Mine = false, string? Sort = null, int? Page = null) : IRead<Response>;

    internal sealed record Response(Paged<Row> Courses);

    /// <param name="UnderWay">How many people take it just now.</param>
    /// <param name="Mastered">How often it was mastered.</param>
    internal sealed record Row(Guid Id, string Code, string Title, CourseState State, int Edition, DateTimeOffset ChangedAt, int Items, int UnderWay, int Mastered);

    internal sealed class Handler(PathsDb db, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var courses = db.Courses.AsNoTracking();
            if (!string.IsNullOrWhiteSpace(query.Search))
            {
                var like = SearchText.Like(query.Search);
                courses = courses.Where(c => EF.Functions.Like(c.SearchText, like, "\\"));
            }

            if (query.State is { } state) courses = courses.Where(c => c.State == state);
            if (query.Mine)
            {
                var me = user.Me();
                courses = courses.Where(c => c.AuthorId == me);
            }

            var ordered = query.Sort switch
            {
                "title" => courses.OrderBy(c => c.SearchText).ThenBy(c => c.Id),
                "-title" => courses.OrderByDescending(c => c.SearchText).ThenBy(c => c.Id),
                "changed" => courses.OrderBy(c => c.ChangedAt).ThenBy(c => c.Id),
                _ => courses.OrderByDescending(c => c.ChangedAt).ThenBy(c => c.Id),
            };
            return new Response(await ordered
                .Select(c => new Row(
                    c.Id, c.Code, c.Title, c.State, c.Edition, c.ChangedAt, c.Items.Count,
                    db.Enrolments.Count(e => e.CourseId == c.Id && (e.State == EnrolmentState.Enrolled || e.State == EnrolmentState.InProgress)),
                    db.Enrolments.Count(e => e.CourseId == c.Id && e.MasteredAt != null)))
                .ToPageAsync(query.Page ?? 1, 25, ct));
        }
    }
}
