using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.BrowseChallenges;

/// <summary>The challenges that one can join or takes part in, and those of the past (R6.8).</summary>
internal static class BrowseChallenges
{
    /// <param name="Past">Those that are over or were called off, in place of those that run or come.</param>
    /// <param name="Mine">Only those that the person takes part in.</param>
    [Requires(GamificationPermissions.TakeChallenges)]
    internal sealed record Query(string? Search = null, ChallengeBy? By = null, bool Past = false, bool Mine = false, int? Page = null, int? PageSize = null) : IRead<Response>;

    internal sealed record Response(Paged<Row> Challenges);

    /// <param name="Needed">Points, or how many of the activities.</param>
    /// <param name="Kinds">The sorts of deeds whose points count; none for all.</param>
    /// <param name="Activities">How many activities there are to choose from.</param>
    /// <param name="IsMine">Whether the person takes part.</param>
    /// <param name="Done">What the person has done so far, or in a challenge of teams the person's team; null where the team has nothing to show yet.</param>
    internal sealed record Row(
        Guid Id, string Title, string Description, ChallengeBy By, ChallengeGoal Goal, int Needed, TeamScore TeamScore, IReadOnlyList<string> Kinds, int Activities,
        DateTimeOffset StartsAt, DateTimeOffset EndsAt, ChallengeStage Stage, bool IsMine, decimal? Done, bool IsReached);

    internal sealed class Handler(GamificationDb db, ChallengeProgress progress, ICurrentUser user, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var (me, now) = (user.Me(), time.GetUtcNow());
            var asked = db.Challenges.AsNoTracking().Where(c => c.PublishedAt != null && (query.Past ? c.CancelledAt != null || c.EndsAt <= now : c.CancelledAt == null && now < c.EndsAt));
            if (query.By is { } by) asked = asked.Where(c => c.By == by);
            if (query.Mine) asked = asked.Where(c => db.Entrants.Any(e => e.ChallengeId == c.Id && e.PersonId == me));
            if (!string.IsNullOrWhiteSpace(query.Search))
            {
                var like = SearchText.Like(query.Search);
                asked = asked.Where(c => EF.Functions.Like(c.SearchText, like, "\\"));
            }

            var ordered = query.Past ? asked.OrderByDescending(c => c.EndsAt).ThenBy(c => c.Id) : asked.OrderBy(c => c.EndsAt).ThenBy(c => c.Id);
            var page = await ordered.ToPageAsync(query.Page ?? 1, query.PageSize ?? 12, ct);
            var far = await progress.OfAsync(page.Items, me, ct);
            return new Response(new Paged<Row>([.. page.Items.Select(c => new Row(
                c.Id, c.Title, c.Description, c.By, c.Goal, c.Needed, c.TeamScore, c.Terms.Kinds, c.Goal is ChallengeGoal.Activities ? c.Items.Count : 0,
                c.StartsAt, c.EndsAt, c.StageAt(now), far[c.Id].IsIn, far[c.Id].DoneIn(c), far[c.Id].IsReached))], page.Total, page.Page, page.PageSize));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("challenges", "The challenges to join and, with past, those that are over; with what the signed-in person has done in them.");
    }
}
