using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.ListBadges;

/// <summary>All badges of the organisation, and how many people have each.</summary>
internal static class ListBadges
{
    [Requires(GamificationPermissions.ManageBadges)]
    internal sealed record Query(bool? IsOn = null, string? Sort = null, int? Page = null) : IRead<Response>;

    internal sealed record Response(Paged<Row> Badges);

    internal sealed record Row(Guid Id, string Name, string Icon, Criterion Criterion, bool IsOn, int Holders);

    internal sealed class Handler(GamificationDb db) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var badges = db.Badges.AsNoTracking().Where(b => query.IsOn == null || b.IsOn == query.IsOn);
            var counted = badges.Select(b => new { Badge = b, Holders = db.BadgeAwards.Count(a => a.BadgeId == b.Id) });
            var ordered = query.Sort switch
            {
                "-name" => counted.OrderByDescending(b => b.Badge.Name).ThenBy(b => b.Badge.Id),
                "holders" => counted.OrderBy(b => b.Holders).ThenBy(b => b.Badge.Id),
                "-holders" => counted.OrderByDescending(b => b.Holders).ThenBy(b => b.Badge.Id),
                _ => counted.OrderBy(b => b.Badge.Name).ThenBy(b => b.Badge.Id),
            };
            var page = await ordered.ToPageAsync(query.Page ?? 1, 25, ct);
            return new Response(new Paged<Row>(
                [.. page.Items.Select(x => new Row(x.Badge.Id, x.Badge.Name, x.Badge.Icon, x.Badge.Criterion, x.Badge.IsOn, x.Holders))], page.Total, page.Page, page.PageSize));
        }
    }
}
