using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.ViewChallenge;

/// <summary>One challenge: what it asks for, what it gives, and how far one is (R6.8).</summary>
internal static class ViewChallenge
{
    [Requires(GamificationPermissions.TakeChallenges)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="People">How many take part; null while fewer than five do.</param>
    /// <param name="Needed">Points, or how many of the activities.</param>
    /// <param name="Kinds">The sorts of deeds whose points count; none for all.</param>
    /// <param name="Activities">The activities to complete, where the goal is that.</param>
    /// <param name="Badge">The name of the badge for those who reach the goal; null for none.</param>
    /// <param name="IsSettled">Whether it has ended and been settled.</param>
    /// <param name="CanJoin">Whether it can be joined and left at present.</param>
    /// <param name="NeedsBoards">Whether the person must go on boards first, for a team counts those only.</param>
    internal sealed record Response(
        Guid Id, string Title, string Description, ChallengeBy By, ChallengeGoal Goal, int Needed, TeamScore TeamScore, IReadOnlyList<string> Kinds, IReadOnlyList<Item> Activities,
        DateTimeOffset StartsAt, DateTimeOffset EndsAt, ChallengeStage Stage, string CancelReason, bool IsSettled, string? Badge, int GoalPoints, int FirstPoints,
        int? People, bool CanJoin, bool NeedsBoards, Mine Me);

    /// <param name="IsDone">Whether the person completed it in the challenge's days.</param>
    internal sealed record Item(string Activity, string Title, string? Href, bool IsDone);

    /// <param name="Own">Points, or completed activities.</param>
    /// <param name="Team">The name of the person's team.</param>
    /// <param name="Done">What is compared with the goal: the own score, or the team's; null where the team has nothing to show yet.</param>
    /// <param name="TeamMembers">How many count for it so far.</param>
    internal sealed record Mine(bool IsIn, long Own, string Team, decimal? Done, int TeamMembers, bool IsReached, bool IsFirst);

    internal sealed class Handler(GamificationDb db, ChallengeProgress progress, IActivityCatalog catalog, ITenantFeatures features, ICurrentUser user, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var (me, now) = (user.Me(), time.GetUtcNow());
            var c = await db.Challenges.AsNoTracking().FirstOrDefaultAsync(c => c.Id == query.Id && c.PublishedAt != null, ct);
            if (c is null) return Error.NotFound();

            var far = (await progress.OfAsync([c], me, ct))[c.Id];
            var badge = features.IsEnabled(GamificationFeatures.Badges) && c.BadgeId is { } badgeId ? await db.Badges.AsNoTracking().FirstOrDefaultAsync(b => b.Id == badgeId, ct) : null;
            var people = await db.Entrants.CountAsync(e => e.ChallengeId == c.Id, ct);
            var needsBoards = false;
            if (c.By is ChallengeBy.Team)
            {
                var choice = await db.Participants.Where(p => p.PersonId == me).Select(p => (Choice?)p.Choice).FirstOrDefaultAsync(ct) ?? Choice.Undecided;
                needsBoards = !BoardSettings.Lists((await db.SettingsAsync(ct)).Mode, choice);
            }

            return new Response(
                c.Id, c.Title, c.Description, c.By, c.Goal, c.Needed, c.TeamScore, c.Terms.Kinds, await ItemsAsync(c, me, ct), c.StartsAt, c.EndsAt, c.StageAt(now), c.CancelReason,
                c.ClosedAt is not null, badge?.Name, c.GoalPoints, c.FirstPoints, people >= BoardSettings.FewestShown ? people : null, c.MayJoin(now), needsBoards,
                new Mine(far.IsIn, far.Own, far.Team?.Name ?? "", far.DoneIn(c), far.Team?.Members ?? 0, far.IsReached, far.IsFirst));
        }

        private async Task<IReadOnlyList<Item>> ItemsAsync(Challenge challenge, Guid me, CancellationToken ct)
        {
            if (challenge.Goal is not ChallengeGoal.Activities) return [];
            var keys = challenge.Items.Select(i => i.Key).ToArray();
            var (from, to) = (challenge.StartsAt, challenge.EndsAt);
            var done = await db.Deeds.Where(d => d.PersonId == me && d.WithdrawnAt == null && d.Kind == DeedKind.ActivityCompleted && d.OccurredAt >= from && d.OccurredAt < to && keys.Contains(d.Subject))
                .Select(d => d.Subject).Distinct().ToListAsync(ct);
            var links = await catalog.DescribeAsync([.. keys.Select(k => ActivityRef.TryParse(k, out var a) ? a : default)], ct);
            return [.. challenge.Items.Select(i =>
            {
                var link = ActivityRef.TryParse(i.Key, out var activity) ? links.GetValueOrDefault(activity) : null;
                return new Item(i.Key, link?.Title ?? i.Title, link?.Url, done.Contains(i.Key));
            }).OrderBy(i => i.Title, StringComparer.CurrentCulture).ThenBy(i => i.Activity, StringComparer.Ordinal)];
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("challenges/{id:guid}", "One challenge, with how far the signed-in person is.");
    }
}
