using System.Collections.Frozen;
using CompetencyModular.Host.Access.Roles;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.People;
using CompetencyModular.Host.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Access;

/// <summary>Which roles an account holds now, and what they let it do. Read from the database; whoever asks for a session remembers it for 5 seconds.</summary>
internal sealed class Grants(PlatformDb db, RolePermissions builtIn, ModuleCatalog catalog, TimeProvider time)
{
    /// <summary>Roles of one's own, of one's unit and those above it, and those that others lent.</summary>
    public async Task<IReadOnlyCollection<string>> RolesOfAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var roles = (await HeldAsync(accountId, cancellationToken)).ToHashSet();
        var now = time.GetUtcNow();
        var lent = await (from delegation in db.Set<RoleDelegation>().AsNoTracking()
                          join account in db.Set<Account>() on delegation.FromAccountId equals account.Id
                          join person in db.Set<Person>() on account.PersonId equals person.Id
                          where delegation.ToAccountId == accountId && delegation.StartsAt <= now && delegation.EndsAt > now && person.IsActive
                          select new { delegation.FromAccountId, delegation.Role }).ToListAsync(cancellationToken);
        // What the lender lost is lost to whom it was lent; and what was lent to the lender is not theirs to lend.
        foreach (var lender in lent.GroupBy(l => l.FromAccountId, l => l.Role))
            roles.UnionWith((await HeldAsync(lender.Key, cancellationToken)).Intersect(lender));
        return roles;
    }

    /// <summary>Roles of one's own and of one's unit and those above it; none that somebody lent.</summary>
    public async Task<IReadOnlyCollection<string>> HeldAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var own = await db.Set<RoleGrant>().AsNoTracking().Where(g => g.AccountId == accountId && (g.Until == null || g.Until > now)).Select(g => g.Role).ToListAsync(cancellationToken);
        if (await db.Set<UnitRole>().AnyAsync(cancellationToken)) own.AddRange(await OfUnitsAsync(accountId, cancellationToken));
        return own;
    }

    /// <summary>What roles let their holders do.</summary>
    public async Task<FrozenSet<string>> PermissionsOfAsync(IReadOnlyCollection<string> roles, CancellationToken cancellationToken)
    {
        var permissions = builtIn.Of(roles.Where(Accounts.Roles.Contains));
        var custom = roles.Select(r => Guid.TryParseExact(r, "N", out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToList();
        if (custom.Count == 0) return permissions;
        var more = await db.Set<CustomRole>().AsNoTracking().Where(r => custom.Contains(r.Id)).Select(r => r.Permissions).ToListAsync(cancellationToken);
        return permissions.Concat(more.SelectMany(p => p).Where(p => catalog.Permission(p) is not null)).ToFrozenSet();
    }

    private async Task<List<string>> OfUnitsAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var unitId = await (from account in db.Set<Account>() join person in db.Set<Person>() on account.PersonId equals person.Id where account.Id == accountId select person.UnitId).FirstOrDefaultAsync(cancellationToken);
        if (unitId is not { } unit) return [];
        // UNION, not UNION ALL: a circle of units ends.
        var table = new PlatformTables(db.Database.IsSqlite()).Units;
        var parameter = db.Database.GetDbConnection().CreateCommand().CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@unit", unit);
        var sql =
            $"""
             WITH RECURSIVE up("Id", "ParentId") AS (
                 SELECT "Id", "ParentId" FROM {table} WHERE "Id" = @unit
                 UNION SELECT u."Id", u."ParentId" FROM up JOIN {table} u ON u."Id" = up."ParentId")
             SELECT "Id" AS "Value" FROM up
             """;
        var above = await db.Database.SqlQueryRaw<Guid>(sql, parameter).ToListAsync(cancellationToken);
        return await db.Set<UnitRole>().AsNoTracking().Where(r => above.Contains(r.UnitId)).Select(r => r.Role).ToListAsync(cancellationToken);
    }
}
