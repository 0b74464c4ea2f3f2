using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.Invitations;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.People.GlanceAtPeople;

/// <summary>The organisation in a few numbers, for the home of those who see everybody.</summary>
internal static class GlanceAtPeople
{
    [Requires(PlatformPermissions.SeeEverybody)]
    internal sealed record Query : IRead<Response>;

    /// <param name="People">Those who are here.</param>
    /// <param name="Units">Organisation units.</param>
    /// <param name="WithoutAccount">Those of the people who cannot sign in, or were invited and have not; null for whoever does not manage accounts.</param>
    /// <param name="WithoutUnit">Those of the people who belong to no unit.</param>
    /// <param name="WithoutManager">Those of the people who report to nobody: approvals of theirs go to HR.</param>
    internal sealed record Response(int People, int Units, int? WithoutAccount, int WithoutUnit, int WithoutManager);

    internal sealed class Handler(PlatformDb db, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var active = db.Set<Person>().Where(p => p.IsActive);
            return new Response(
                await active.CountAsync(cancellationToken),
                await db.Set<OrganisationUnit>().CountAsync(cancellationToken),
                user.Has(HostPermissions.ManagePeople) ? await active.CountAsync(p => !db.Set<Account>().Any(a => a.PersonId == p.Id) || db.Set<Invitation>().Any(i => i.PersonId == p.Id && i.AcceptedAt == null && i.WithdrawnAt == null), cancellationToken) : null,
                await active.CountAsync(p => p.UnitId == null, cancellationToken),
                await active.CountAsync(p => p.ManagerId == null, cancellationToken));
        }
    }
}
