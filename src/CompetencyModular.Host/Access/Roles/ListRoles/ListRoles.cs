using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Access.Roles.ListRoles;

/// <summary>All roles, what they consist of and how many hold them.</summary>
internal static class ListRoles
{
    [Requires(HostPermissions.ManageRoles)]
    internal sealed record Query : IRead<Response>;

    internal sealed record Response(IReadOnlyList<Role> Roles);

    /// <param name="Id">Null for a role of the modules, which nobody can change.</param>
    /// <param name="Holders">How many accounts hold it by name.</param>
    /// <param name="Units">Whose people all hold it.</param>
    /// <param name="IsForUnits">Whether units may hold it, which they may not where it is of high risk.</param>
    internal sealed record Role(string Key, Guid? Id, string Name, string Purpose, IReadOnlyList<string> Permissions, int Holders, IReadOnlyList<Unit> Units, bool IsForUnits);

    internal sealed record Unit(Guid Id, string Name);

    internal sealed class Handler(PlatformDb db, RoleTexts texts, RolePermissions builtIn, Authority authority) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var holders = await db.Set<RoleGrant>().GroupBy(g => g.Role).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
            var units = (await (from given in db.Set<UnitRole>() join unit in db.Set<People.OrganisationUnit>() on given.UnitId equals unit.Id orderby unit.Name select new { given.Role, unit.Id, unit.Name })
                .ToListAsync(cancellationToken)).ToLookup(u => u.Role, u => new Unit(u.Id, u.Name));
            var own = await db.Set<CustomRole>().AsNoTracking().OrderBy(r => r.Name).ToListAsync(cancellationToken);
            return new Response(
            [
                .. Accounts.Roles.Select(r => Of(r, null, texts.Name(r), texts.Purpose(r), [.. builtIn.Of([r]).Order(StringComparer.Ordinal)])),
                .. own.Select(r => Of(r.Key, r.Id, r.Name, r.Purpose, r.Permissions)),
            ]);

            Role Of(string key, Guid? id, string name, string purpose, IReadOnlyList<string> permissions) =>
                new(key, id, name, purpose, permissions, holders.GetValueOrDefault(key), [.. units[key]], key != RoleNames.Auditor && !authority.IsOfHighRisk(permissions));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("access/roles", "All roles, what they consist of and how many hold them.").WithTags("Platform");
    }
}
