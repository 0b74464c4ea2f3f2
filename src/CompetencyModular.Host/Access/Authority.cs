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

    /// <summary>Whether a role lets its holders do what is of high risk. No unit holds such a role: whoever may move people would hand it out.</summary>
    public async Task<bool> IsOfHighRiskAsync(string role, CancellationToken cancellationToken) => IsOfHighRisk(await grants.PermissionsOfAsync([role], cancellationToken));

    public bool IsOfHighRisk(IEnumerable<string> permissions) => permissions.Any(p => catalog.Permission(p) is { Risk: Risk.High });

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

    /// <summary>
    /// Those of these people who can neither go nor lose their role, because nobody else would be left who is an administrator for good: without a last day, with a role
    /// that has no end. Asked by whatever lets people leave or takes roles.
    /// </summary>
    public async Task<IReadOnlySet<Guid>> MustStayAsync(IReadOnlyCollection<Guid> personIds, CancellationToken cancellationToken)
    {
        if (personIds.Count == 0) return new HashSet<Guid>();
        // Two who take each other's role at once would both find the other one still there.
        if (!db.Database.IsSqlite() && db.Database.CurrentTransaction is not null)
            await db.Database.ExecuteSqlAsync($"""SELECT 1 FROM platform.role_grants WHERE "Role" = {RoleNames.Administrator} FOR UPDATE""", cancellationToken);
        var administrators = await (from grant in db.Set<RoleGrant>()
                                    join account in db.Set<Account>() on grant.AccountId equals account.Id
                                    join person in db.Set<People.Person>() on account.PersonId equals person.Id
                                    where grant.Role == RoleNames.Administrator && grant.Until == null && person.IsActive && person.LeavesOn == null
                                    select person.Id).ToHashSetAsync(cancellationToken);
        var going = personIds as IReadOnlySet<Guid> ?? personIds.ToHashSet();
        return administrators.IsSubsetOf(going) ? administrators : new HashSet<Guid>();
    }
}
