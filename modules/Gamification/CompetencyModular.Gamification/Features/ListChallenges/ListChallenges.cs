using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.ListChallenges;

/// <summary>All challenges for those who make them, drafts too, the latest first.</summary>
internal static class ListChallenges
{
    [Requires(GamificationPermissions.ManageChallenges)]
    internal sealed record Query(string? Search = null, ChallengeStage? Stage = null, int? Page = null) : IRead<Response>;

    internal sealed record Response(Paged<Row> Challenges);

    /// <param name="People">How many take part.</param>
    internal sealed record Row(Guid Id, string Title, ChallengeBy By, DateTimeOffset StartsAt, DateTimeOffset EndsAt, ChallengeStage Stage, int People);

    internal sealed class Handler(GamificationDb db, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var asked = db.Challenges.AsNoTracking();
            asked = query.Stage switch
            {
                ChallengeStage.Draft => asked.Where(c => c.PublishedAt == null),
                ChallengeStage.Cancelled => asked.Where(c => c.CancelledAt != null),
                ChallengeStage.Coming => asked.Where(c => c.PublishedAt != null && c.CancelledAt == null && now < c.StartsAt),
                ChallengeStage.Running => asked.Where(c => c.PublishedAt != null && c.CancelledAt == null && c.StartsAt <= now && now < c.EndsAt),
                ChallengeStage.Over => asked.Where(c => c.PublishedAt != null && c.CancelledAt == null && c.EndsAt <= now),
                _ => asked,
            };
            if (!string.IsNullOrWhiteSpace(query.Search))
            {
                var like = SearchText.Like(query.Search);
                asked = asked.Where(c => EF.Functions.Like(c.SearchText, like, "\\"));
            }

            var page = await asked.OrderByDescending(c => c.EndsAt).ThenBy(c => c.Id)
                .Select(c => new { Challenge = c, People = db.Entrants.Count(e => e.ChallengeId == c.Id) }).ToPageAsync(query.Page ?? 1, 25, ct);
            return new Response(new Paged<Row>([.. page.Items.Select(x => new Row(
                x.Challenge.Id, x.Challenge.Title, x.Challenge.By, x.Challenge.StartsAt, x.Challenge.EndsAt, x.Challenge.StageAt(now), x.People))], page.Total, page.Page, page.PageSize));
        }
    }
}
