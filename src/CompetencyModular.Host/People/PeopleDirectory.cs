using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.Roles;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.People;

/// <summary>The tenant's people as modules see them.</summary>
internal sealed class PeopleDirectory(PlatformDb db, ModuleCatalog catalog, PeopleAccess access, TimeProvider time) : IPeople
{
    public async Task<IReadOnlyDictionary<Guid, PersonCard>> CardsAsync(IReadOnlyCollection<Guid> personIds, CancellationToken cancellationToken)
    {
        if (personIds.Count == 0) return new Dictionary<Guid, PersonCard>();
        return await CardsOf(db.Set<Person>().Where(p => personIds.Contains(p.Id))).ToDictionaryAsync(c => c.Id, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, Guid>> ByPersonnelNumberAsync(IReadOnlyCollection<string> personnelNumbers, CancellationToken cancellationToken) =>
        await db.Set<Person>().Where(p => personnelNumbers.Contains(p.PersonnelNumber!)).Select(p => new { p.PersonnelNumber, Id = p.MergedIntoId ?? p.Id })
            .ToDictionaryAsync(p => p.PersonnelNumber!, p => p.Id, cancellationToken);

    public async Task<IReadOnlyList<PersonCard>> ReportsOfAsync(Guid managerId, CancellationToken cancellationToken) =>
        await CardsOf(db.Set<Person>().Where(p => p.ManagerId == managerId && p.IsActive).OrderBy(p => p.SortName).ThenBy(p => p.Id)).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<PersonCard>> ManagersAboveAsync(Guid personId, CancellationToken cancellationToken)
    {
        // Only names of our own stand in the SQL. Twenty steps end a circle, and no line is longer.
        var people = new PlatformTables(db.Database.IsSqlite()).People;
        var sql =
            $$"""
              WITH RECURSIVE up("Id", "Steps") AS (
                  SELECT "ManagerId", 1 FROM {{people}} WHERE "Id" = {0} AND "ManagerId" IS NOT NULL
                  UNION SELECT p."ManagerId", up."Steps" + 1 FROM up JOIN {{people}} p ON p."Id" = up."Id" WHERE p."ManagerId" IS NOT NULL AND up."Steps" < 20)
              SELECT "Id" AS "Value" FROM up GROUP BY "Id" ORDER BY MIN("Steps")
              """;
        var ids = await db.Database.SqlQueryRaw<Guid>(sql, personId).ToListAsync(cancellationToken);
        var cards = await CardsAsync(ids, cancellationToken);
        return [.. ids.Where(cards.ContainsKey).Select(id => cards[id])];
    }

    public async Task<IReadOnlyList<PersonCard>> FindAsync(string? text, int take, CancellationToken cancellationToken) =>
        await CardsOf(db.Set<Person>().Found(text, db).OrderBy(p => p.SortName).ThenBy(p => p.Id).Take(Math.Clamp(take, 1, 200))).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<Guid>> HoldersOfAsync(string permission, CancellationToken cancellationToken)
    {
        if (catalog.Permission(permission) is not { } declared) return [];
        var now = time.GetUtcNow();
        // A role of the organisation's own, one that is lent and one that a unit holds let one do as much as any other.
        var own = await db.Set<CustomRole>().AsNoTracking().Select(r => new { r.Id, r.Permissions }).ToListAsync(cancellationToken);
        List<string> roles = [.. declared.Roles, .. own.Where(r => r.Permissions.Contains(permission)).Select(r => CustomRole.KeyOf(r.Id))];
        var given = await db.Set<UnitRole>().Where(r => roles.Contains(r.Role)).Select(r => r.UnitId).ToListAsync(cancellationToken);
        var units = given.Count == 0 ? given : await access.WithBelowAsync(given, cancellationToken);
        var accounts = db.Set<RoleGrant>().Where(g => roles.Contains(g.Role) && (g.Until == null || g.Until > now)).Select(g => g.AccountId)
            .Concat(db.Set<RoleDelegation>().Where(d => roles.Contains(d.Role) && d.StartsAt <= now && d.EndsAt > now).Select(d => d.ToAccountId));
        var holders = accounts.Join(db.Set<Account>(), id => id, account => account.Id, (_, account) => account.PersonId);
        if (units.Count > 0)
            holders = holders.Concat(db.Set<Account>().Join(db.Set<Person>(), a => a.PersonId, p => p.Id, (_, p) => p).Where(p => EF.Parameter(units).Contains(p.UnitId!.Value)).Select(p => p.Id));
        return await db.Set<Person>().Where(p => holders.Contains(p.Id) && p.IsActive).OrderBy(p => p.Id).Select(p => p.Id).Take(200).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Guid>> InUnitAsync(Guid unitId, CancellationToken cancellationToken)
    {
        var units = await access.WithBelowAsync([unitId], cancellationToken);
        return await db.Set<Person>().Where(p => EF.Parameter(units).Contains(p.UnitId!.Value) && p.IsActive).OrderBy(p => p.Id).Select(p => p.Id).Take(200).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<UnitCard>> UnitsAsync(CancellationToken cancellationToken) =>
        await db.Set<OrganisationUnit>().AsNoTracking().OrderBy(u => u.Name).ThenBy(u => u.Id).Select(u => new UnitCard(u.Id, u.Name, u.ParentId)).ToListAsync(cancellationToken);

    private IQueryable<PersonCard> CardsOf(IQueryable<Person> people) => people.Cards(db);
}

/// <summary>Which people.</summary>
internal static class PeopleSpecifications
{
    /// <summary>People as lists show them.</summary>
    public static IQueryable<PersonCard> Cards(this IQueryable<Person> people, PlatformDb db) => people.AsNoTracking().Select(p => new PersonCard(
        p.Id, p.GivenName + " " + p.FamilyName, p.JobTitle, db.Set<OrganisationUnit>().Where(u => u.Id == p.UnitId).Select(u => u.Name).FirstOrDefault() ?? "", p.ManagerId, p.IsActive, p.UnitId));

    /// <summary>The active ones with this personnel number or e-mail address: as people name somebody in a form.</summary>
    public static IQueryable<Person> Called(this IQueryable<Person> people, string numberOrEmail)
    {
        var text = numberOrEmail.Trim();
        return people.Where(p => p.IsActive && (p.PersonnelNumber == text || p.Email == text));
    }

    /// <summary>Those who are here, or those who have left, whom a text fits; all of them without one.</summary>
    public static IQueryable<Person> Found(this IQueryable<Person> people, string? text, PlatformDb db, bool active = true)
    {
        if (string.IsNullOrWhiteSpace(text)) return people.Where(p => p.IsActive == active);
        // Written so that no index offers itself for it: a search shall begin with the few whose words fit, and without statistics SQLite begins with all who are here.
        return people.Where(p => (p.IsActive ? 1 : 0) == (active ? 1 : 0)).Named(text, db);
    }

    /// <summary>Those who have, for each word of the text, one that begins with it: of the name, the e-mail address or the personnel number.</summary>
    public static IQueryable<Person> Named(this IQueryable<Person> people, string text, PlatformDb db)
    {
        foreach (var word in PersonTerm.Typed(text))
        {
            people = people.Where(p => db.Set<PersonTerm>().Beginning(word).Select(t => t.PersonId).Contains(p.Id));
        }

        return people;
    }

    /// <summary>The same, looked up for one person after the other.</summary>
    public static IQueryable<Person> NamedInOrder(this IQueryable<Person> people, string text, PlatformDb db)
    {
        // Counted, so that SQLite does not begin with the words all the same.
        foreach (var word in PersonTerm.Typed(text)) people = people.Where(p => db.Set<PersonTerm>().Beginning(word).Count(t => t.PersonId == p.Id) > 0);
        return people;
    }

    /// <summary>The words that begin as typed.</summary>
    public static IQueryable<PersonTerm> Beginning(this IQueryable<PersonTerm> terms, string word)
    {
        // A range and not LIKE: an index serves it on both databases.
        var beyond = word + '\uffff';
        return terms.Where(t => string.Compare(t.Term, word) >= 0 && string.Compare(t.Term, beyond) < 0);
    }
}
