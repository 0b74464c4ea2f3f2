using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.ViewTry;

/// <summary>What a try has shown, question by question, as it was asked.</summary>
internal static class ViewTry
{
    [Requires(PathsPermissions.TakeCourses)]
    internal sealed record Query(Guid CourseId, Guid TryId) : IRead<Response>;

    /// <param name="Next">The first piece of content that is not done yet, or where the check is mastered the first practical task; null when all is done.</param>
    internal sealed record Response(
        string CourseTitle, int Number, DateTimeOffset At, int Score, int Threshold, TryOutcome Outcome, IReadOnlyList<TryAnswer> Answers, NextItem? Next);

    internal sealed record NextItem(Guid Id, string Title);

    internal sealed class Handler(PathsDb db, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var me = user.Me();
            var found = await (
                from made in db.Tries.AsNoTracking()
                join enrolment in db.Enrolments on made.EnrolmentId equals enrolment.Id
                join course in db.Courses on enrolment.CourseId equals course.Id
                where made.Id == query.TryId && enrolment.PersonId == me && course.Id == query.CourseId
                select new { Try = made, course.Title }).FirstOrDefaultAsync(ct);
            if (found is null) return Error.NotFound();
            var shown = found.Try;
            var next = await db.Items
                .Where(i => i.CourseId == query.CourseId && (shown.Outcome == TryOutcome.NotYet || i.Kind == ItemKind.Task) && !db.Set<ItemProgress>().Any(p => p.EnrolmentId == shown.EnrolmentId && p.ItemId == i.Id))
                .OrderBy(i => i.Position).Select(i => new NextItem(i.Id, i.Title)).FirstOrDefaultAsync(ct);
            return new Response(found.Title, shown.Number, shown.At, shown.Score, shown.Threshold, shown.Outcome, shown.Answers, next);
        }
    }
}
