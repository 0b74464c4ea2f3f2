using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.CheckBadge;

/// <summary>Anybody in the world checks a badge that its holder shares. Without the link there is nothing to find.</summary>
internal static class CheckBadge
{
    [Requires(GamificationPermissions.CheckBadges)]
    internal sealed record Query(string Key) : IRead<Response>;

    internal sealed record Response(string Organisation, string Person, string Badge, string Description, string Icon, Criterion Criterion, DateTimeOffset AwardedAt);

    internal sealed class Handler(GamificationDb db, IPeople people, ITenant tenant) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            if (query.Key is not { Length: ShareKeys.Length }) return Error.NotFound();
            var found = await db.BadgeAwards.AsNoTracking().Where(a => a.ShareKey == query.Key)
                .Join(db.Badges, a => a.BadgeId, b => b.Id, (a, b) => new { Award = a, Badge = b }).FirstOrDefaultAsync(ct);
            if (found is null || (await people.CardsAsync([found.Award.PersonId], ct)).GetValueOrDefault(found.Award.PersonId) is not { } person) return Error.NotFound();
            return new Response(tenant.Name, person.Name, found.Badge.Name, found.Badge.Description, found.Badge.Icon, found.Badge.Criterion, found.Award.AwardedAt);
        }
    }
}
