using CompetencyModular.Host.Access.Roles;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Access;

/// <summary>
/// Whom the actor may give a role or a way in: nobody gives what they lack, nobody takes over an account that may do more than they, and the last
/// administrator stays.
/// </summary>
internal sealed class Authority(PlatformDb db, ActingContext acting, ModuleCatalog catalog, Grants grants)
{
    /// <summary>The roles there are: those of the modules, then the organisation's own by name.</summary>
    public async Task<IReadOnlyList<string>> RolesAsync(CancellationToken cancellationToken) =>
        [.. Accounts.Roles, .. (await db.Set<CustomRole>().AsNoTracking().OrderBy(r => r.Name).Select(r => r.Id).ToListAsync(cancellationToken)).Select(CustomRole.KeyOf)];

    /// <summary>Of a role of the modules what is of high risk counts; of one of the organisation's own, all that touches others.</summary>
    public async Task<bool> MayGiveAsync(string role, CancellationToken cancellationToken)
    {
        if (Accounts.Roles.Contains(role)) return catalog.Permissions.Where(p => p.Risk == Risk.High && p.Roles.Contains(role)).All(p => acting.Has(p.Id));
        return LackingOf(await grants.PermissionsOfAsync([role], cancellationToken)).Count == 0;
    }

    /// <summary>The permissions among these that the actor cannot hand out, because they touch others and the actor lacks them.</summary>
    public IReadOnlyList<string> LackingOf(IEnumerable<string> permissions) =>
        [.. permissions.Where(p => catalog.Permission(p) is { Risk: not Risk.Low } && !acting.Has(p))];

    /// <summary>A role of the account that the actor may not give; null where the actor may manage the account.</summary>
    public async Task<string?> AboveAsync(Guid accountId, CancellationToken cancellationToken)
    {
        foreach (var role in await grants.HeldAsync(accountId, cancellationToken))
            if (!await MayGiveAsync(role, cancellationToken)) return role;
        return null;
    }

    /// <summary>Whether nobody else here is an administrator for good.</summary>
    public async Task<bool> IsLastAdministratorAsync(Guid accountId, CancellationToken cancellationToken)
    {
        // Two who take each other's role at once would both find the other one still there.
        if (!db.Database.IsSqlite()) await db.Database.ExecuteSqlAsync($"""SELECT 1 FROM platform.role_grants WHERE "Role" = {RoleNames.Administrator} FOR UPDATE""", cancellationToken);
        var administrators = from grant in db.Set<RoleGrant>()
                             join account in db.Set<Account>() on grant.AccountId equals account.Id
                             join person in db.Set<People.Person>() on account.PersonId equals person.Id
                             where grant.Role == RoleNames.Administrator && grant.Until == null && person.IsActive
                             select grant.AccountId;
        return await administrators.ContainsAsync(accountId, cancellationToken) && !await administrators.AnyAsync(id => id != accountId, cancellationToken);
    }
}
