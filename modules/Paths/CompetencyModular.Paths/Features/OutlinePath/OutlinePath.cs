using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.OutlinePath;

/// <summary>A learning path as its author sees it: the draft of its steps, the levels it leads to, and what was found in it (N4).</summary>
internal static class OutlinePath
{
    [Requires(PathsPermissions.Author)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="HasChanges">Whether the draft differs from the edition in force.</param>
    internal sealed record Response(
        Guid Id, PathDetails Details, PathState State, int Edition, bool HasChanges, IReadOnlyList<StepRow> Steps, IReadOnlyList<GoalRow> Goals, IReadOnlyList<PathReview.Said> Findings,
        int UnderWay, int Mastered)
    {
        public bool MayPublish => Findings.All(f => !f.Blocks);
    }

    /// <param name="Outcomes">The levels that completing it awards, in words.</param>
    internal sealed record StepRow(Guid Id, string Title, string Kind, IReadOnlyList<string> Outcomes);

    internal sealed record GoalRow(Guid SkillId, string Name);

    internal sealed class Handler(PathsDb db, PathReview review) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var path = await db.Paths.AsNoTracking().Whole().FirstOrDefaultAsync(p => p.Id == query.Id, ct);
            if (path is null) return Error.NotFound();
            var found = await review.OfAsync(path, ct);
            return new Response(
                path.Id, path.Details(), path.State, path.Edition, path.HasChanges,
                [.. path.Draft.Zip(found.Steps, (s, f) => new StepRow(s.Id, f.Title, s.Activity.Kind, [.. f.Awards.Select(a => PathReview.LevelName(a, found.Cards)).Where(n => n.Length > 0)]))],
                [.. found.Goals.Select(g => new GoalRow(g.SkillId, PathReview.LevelName(g, found.Cards)))],
                found.Said,
                await db.Journeys.CountAsync(j => j.PathId == path.Id && j.MasteredAt == null && j.LeftAt == null, ct),
                await db.Journeys.CountAsync(j => j.PathId == path.Id && j.MasteredAt != null, ct));
        }
    }
}
