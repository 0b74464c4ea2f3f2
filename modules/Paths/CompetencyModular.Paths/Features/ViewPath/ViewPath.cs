using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.ViewPath;

/// <summary>A learning path and where one is on it: what is next, what was earned, what it leads to (R1.3).</summary>
internal static class ViewPath
{
    [Requires(PathsPermissions.Read)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="Goals">The levels it leads to, beside those held.</param>
    /// <param name="Done">How many steps are mastered.</param>
    /// <param name="NextId">The step that comes next; null where there is none.</param>
    internal sealed record Response(
        Guid Id, string Title, string Summary, PathOrder Order, PathState State, int Edition, IReadOnlyList<string> Tags, IReadOnlyList<StepRow> Steps, IReadOnlyList<GoalRow> Goals,
        int Done, Guid? NextId, Mine? Journey, IReadOnlyList<GivenRow> Assignments)
    {
        public bool IsComplete => Steps.Count > 0 && Done == Steps.Count;
    }

    /// <param name="Activity">The activity's reference, as text.</param>
    /// <param name="Url">Its page; null where it cannot be opened now.</param>
    /// <param name="Minutes">The time it takes, where known.</param>
    /// <param name="WaitsFor">The step that is to be mastered first, where it is locked.</param>
    internal sealed record StepRow(
        Guid Id, string Activity, string Kind, string Title, string? Url, int? Minutes, StepState State, DateTimeOffset? DoneAt, string? WaitsFor, IReadOnlyList<OutcomeRow> Outcomes);

    /// <param name="IsHeld">Whether the person holds the level now.</param>
    internal sealed record OutcomeRow(Guid SkillId, string Name, bool IsHeld);

    internal sealed record GoalRow(Guid SkillId, string Skill, int Held, int Required, IReadOnlyList<string> Levels);

    internal sealed record Mine(DateTimeOffset StartedAt, DateTimeOffset? MasteredAt, int? MasteredEdition, bool IsLeft);

    internal sealed record GivenRow(AssigneeKind Kind, string By, DateTimeOffset At, DateOnly? DueOn);

    internal sealed class Handler(
        PathsDb db, Whereabouts whereabouts, AssignedPaths assigned, ICurrentUser user, IPeople people, IActivityCatalog catalog, Optional<ISkillLookup> skills) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var me = user.Me();
            var open = user.Has(PathsPermissions.Author) ? db.Paths.Where(p => p.Edition > 0) : db.PathsOpenTo(me);
            var path = await open.AsInForce().FirstOrDefaultAsync(p => p.Id == query.Id, ct);
            if (path is null) return Error.NotFound();

            var activities = path.InForce.Select(s => s.Activity).ToList();
            var ground = await whereabouts.ReadAsync([me], activities, ct);
            var standing = ground.Of(me, path);
            var links = await catalog.DescribeAsync(activities, ct);
            var courseIds = activities.Where(a => a.IsCourse()).Select(a => a.Id).ToList();
            var courses = (await (await db.OpenToActorAsync(user, people, ct)).Where(c => courseIds.Contains(c.Id)).Select(c => new { c.Id, c.Minutes }).ToListAsync(ct)).ToDictionary(c => CourseRef.Of(c.Id), c => c.Minutes);

            var wanted = path.GoalsInForce.Select(g => g.SkillId).Concat(ground.Awards.Values.SelectMany(a => a).Select(a => a.SkillId)).ToHashSet();
            var cards = wanted.Count > 0 && skills.Value is { } lookup ? await lookup.SkillsAsync(wanted, ct) : new Dictionary<Guid, SkillCard>();
            var goals = path.GoalsInForce.Where(g => cards.ContainsKey(g.SkillId)).Select(g => new SkillLevel(g.SkillId, cards[g.SkillId].ToCurrent(g.ScaleVersion, g.Ordinal))).ToList();
            // Where no goal was named, the path leads to what its steps award.
            if (goals.Count == 0) goals = [.. ground.Awards.Values.SelectMany(a => a).GroupBy(a => a.SkillId).Select(g => new SkillLevel(g.Key, g.Max(a => a.Ordinal))).Where(g => cards.ContainsKey(g.SkillId))];

            var journey = await db.Journeys.AsNoTracking().FirstOrDefaultAsync(j => j.PersonId == me && j.PathId == path.Id, ct);
            var given = (await assigned.OfAsync(me, ct)).Where(a => a.PathId == path.Id).ToList();
            var givers = await people.CardsAsync([.. given.Select(a => a.AssignedById).Distinct()], ct);

            return new Response(
                path.Id, path.Title, path.Summary, path.OrderInForce, path.State, path.Edition, [.. path.Tags.Select(t => t.Tag).Order(StringComparer.CurrentCulture)],
                [.. standing.Steps.Select(Row)],
                [.. goals.Select(g => new GoalRow(g.SkillId, cards[g.SkillId].Name, ground.LevelOf(me, g.SkillId), g.Ordinal, [.. cards[g.SkillId].Levels.Select(l => l.Name)])).OrderBy(g => g.Skill, StringComparer.CurrentCulture)],
                standing.Done, standing.Next?.Step.Id,
                journey is null ? null : new Mine(journey.StartedAt, journey.MasteredAt, journey.MasteredEdition, journey.LeftAt is not null),
                [.. given.Select(a => new GivenRow(a.Kind, givers.GetValueOrDefault(a.AssignedById)?.Name ?? "", a.AssignedAt, a.DueOn))]);

            StepRow Row(StepStanding s)
            {
                var activity = s.Step.Activity;
                var link = links.GetValueOrDefault(activity);
                var canOpen = link is not null && (!activity.IsCourse() || courses.ContainsKey(activity));
                return new StepRow(
                    s.Step.Id, activity.ToString(), activity.Kind, link?.Title ?? s.Step.Title, canOpen ? link!.Url : null, courses.TryGetValue(activity, out var minutes) ? minutes : null, s.State, s.DoneAt,
                    s.WaitsFor is { } first ? links.GetValueOrDefault(first.Activity)?.Title ?? first.Title : null,
                    [.. (ground.Awards.GetValueOrDefault(activity) ?? []).Where(a => cards.ContainsKey(a.SkillId)).Select(a => new OutcomeRow(a.SkillId, PathReview.LevelName(a, cards), ground.LevelOf(me, a.SkillId) >= a.Ordinal))]);
            }
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("learning-paths/{id:guid}", "A learning path, with where the signed-in person is on it.");
    }
}
