using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.OutlineCourse;

/// <summary>A course as its author sees it: details, content, questions, what comes first, and what keeps it from being published.</summary>
internal static class OutlineCourse
{
    [Requires(PathsPermissions.Author)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="Unready">The code of what keeps it from being published; null when nothing does.</param>
    internal sealed record Response(
        Guid Id, CourseDetails Details, CourseState State, int Edition, string? Unready,
        IReadOnlyList<Item> Items, IReadOnlyList<Asked> Questions, IReadOnlyList<PrerequisiteState> Prerequisites, int UnderWay, int Mastered);

    internal sealed record Item(Guid Id, string Title, ItemKind Kind);

    internal sealed record Asked(Guid Id, string Text, QuestionKind Kind, int Options);

    internal sealed class Handler(PathsDb db, ICurrentUser user, Readiness readiness) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var course = await db.Courses.AsNoTracking().Whole().FirstOrDefaultAsync(c => c.Id == query.Id, ct);
            if (course is null) return Error.NotFound();
            return new Response(
                course.Id, course.Details(), course.State, course.Edition, course.Unready()?.Code,
                [.. course.Items.Select(i => new Item(i.Id, i.Title, i.Kind))],
                [.. course.Questions.Select(q => new Asked(q.Id, q.Text, q.Kind, q.Options.Count))],
                await readiness.OfAsync(course.Id, user.Me(), ct),
                await db.Enrolments.CountAsync(e => e.CourseId == course.Id && (e.State == EnrolmentState.Enrolled || e.State == EnrolmentState.InProgress), ct),
                await db.Enrolments.CountAsync(e => e.CourseId == course.Id && e.MasteredAt != null, ct));
        }
    }
}
