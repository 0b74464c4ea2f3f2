using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.AddStep;

/// <summary>An author adds a step to the draft of a path: a course, or an activity of another module such as a medium (R1.1).</summary>
internal static class AddStep
{
    private const int Shown = 20;

    /// <summary>What could become a step, by what was typed.</summary>
    [Requires(PathsPermissions.Author)]
    internal sealed record Query(Guid PathId, string? Search) : IRead<Response>;

    internal sealed record Response(string PathTitle, IReadOnlyList<Choice> Choices);

    /// <param name="Activity">Its reference, as text.</param>
    /// <param name="Kind">Such as <c>course</c> or <c>medium</c>.</param>
    internal sealed record Choice(string Activity, string Title, string Kind);

    [Requires(PathsPermissions.Author)]
    internal sealed record Command(Guid PathId, string Activity) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Activity).Must(a => ActivityRef.TryParse(a, out var activity) && !activity.IsPath());
    }

    internal sealed class QueryHandler(PathsDb db, IActivityCatalog catalog, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var path = await db.Paths.AsNoTracking().Include(p => p.Steps.Where(s => s.Edition == 0)).FirstOrDefaultAsync(p => p.Id == query.PathId, ct);
            if (path is null) return Error.NotFound();
            var there = path.Draft.Select(s => s.Activity).ToHashSet();
            var courseIds = there.Where(a => a.IsCourse()).Select(a => a.Id).ToList();
            var like = SearchText.Like(query.Search);
            var courses = await db.Courses.Where(c => c.State == CourseState.Published && !courseIds.Contains(c.Id) && EF.Functions.Like(c.SearchText, like, "\\"))
                .OrderBy(c => c.SearchText).ThenBy(c => c.Id).Take(Shown).Select(c => new { c.Id, c.Title }).ToListAsync(ct);
            var typed = SearchText.Of(query.Search);
            var others = (await catalog.OffersForAsync(user.Me(), ct))
                .Where(o => !o.Activity.IsCourse() && !o.Activity.IsPath() && !there.Contains(o.Activity) && SearchText.Of(o.Link.Title).Contains(typed, StringComparison.Ordinal))
                .OrderBy(o => o.Link.Title, StringComparer.CurrentCulture).ThenBy(o => o.Activity).Take(Shown);
            return new Response(path.Title,
            [
                .. courses.Select(c => new Choice(CourseRef.Of(c.Id).ToString(), c.Title, CourseRef.Kind)),
                .. others.Select(o => new Choice(o.Activity.ToString(), o.Link.Title, o.Link.KindKey)),
            ]);
        }
    }

    internal sealed class CommandHandler(PathsDb db, IActivityCatalog catalog, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (!ActivityRef.TryParse(command.Activity, out var activity)) return Error.NotFound();
            var path = await db.Paths.Include(p => p.Steps).FirstOrDefaultAsync(p => p.Id == command.PathId, ct);
            if (path is null) return Error.NotFound();
            if (!(await catalog.DescribeAsync([activity], ct)).TryGetValue(activity, out var link)) return PathsErrors.ActivityGone;
            return path.AddStep(activity, link.Title, time.GetUtcNow());
        }
    }
}
