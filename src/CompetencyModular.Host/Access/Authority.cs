using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Access;

/// <summary>Whom the actor may give a role or a way in: nobody gives what they lack, and nobody takes over an account that may do more than they.</summary>
internal sealed class Authority(PlatformDb db, ActingContext acting, ModuleCatalog catalog)
{
    public bool MayGive(string role) => catalog.Permissions.Where(p => p.Risk == Risk.High && p.Roles.Contains(role)).All(p => acting.Has(p.Id));

    /// <summary>A role of the account that the actor may not give; null where the actor may manage the account.</summary>
    public async Task<string?> AboveAsync(Guid accountId, CancellationToken cancellationToken) =>
        (await db.Set<RoleGrant>().Where(g => g.AccountId == accountId).Select(g => g.Role).ToListAsync(cancellationToken)).FirstOrDefault(r => !MayGive(r));
}
