using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.OutlineChallenge;

/// <summary>A challenge as those see it who make it: what it says, how many take part, and what can be done with it.</summary>
internal static class OutlineChallenge
{
    [Requires(GamificationPermissions.ManageChallenges)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="Activities">The activities to complete, where the goal is that.</param>
    /// <param name="People">How many take part.</param>
    /// <param name="Reached">How many have reached the goal, once it is settled.</param>
    internal sealed record Response(
        Guid Id, string Title, string Description, ChallengeBy By, ChallengeGoal Goal, int Needed, TeamScore TeamScore, IReadOnlyList<string> Kinds, IReadOnlyList<Item> Activities,
        DateTimeOffset StartsAt, DateTimeOffset EndsAt, ChallengeStage Stage, string CancelReason, bool IsSettled, bool MayChange, string? Badge, int GoalPoints, int FirstPoints, int People, int Reached);

    internal sealed record Item(string Activity, string Title);

    internal sealed class Handler(GamificationDb db, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var c = await db.Challenges.AsNoTracking().FirstOrDefaultAsync(c => c.Id == query.Id, ct);
            if (c is null) return Error.NotFound();
            var badge = c.BadgeId is { } badgeId ? await db.Badges.Where(b => b.Id == badgeId).Select(b => b.Name).FirstOrDefaultAsync(ct) : null;
            var source = c.Source;
            var reached = await db.Deeds.Where(d => d.Subject == source && d.WithdrawnAt == null && d.OccurrenceKey.StartsWith(ChallengeReward.Goal)).Select(d => d.PersonId).Distinct().CountAsync(ct);
            return new Response(
                c.Id, c.Title, c.Description, c.By, c.Goal, c.Needed, c.TeamScore, c.Terms.Kinds,
                c.Goal is ChallengeGoal.Activities ? [.. c.Items.OrderBy(i => i.Title, StringComparer.CurrentCulture).ThenBy(i => i.Key, StringComparer.Ordinal).Select(i => new Item(i.Key, i.Title))] : [],
                c.StartsAt, c.EndsAt, c.StageAt(now), c.CancelReason, c.ClosedAt is not null, c.MayChange(now), badge, c.GoalPoints, c.FirstPoints,
                await db.Entrants.CountAsync(e => e.ChallengeId == c.Id, ct), reached);
        }
    }
}
