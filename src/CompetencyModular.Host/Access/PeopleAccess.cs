using CompetencyModular.Host.Audit;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.People;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Access;

/// <summary>
/// Whose records the actor may open. A line is walked in the database: upwards from the few people asked for, downwards where a list of all is wanted.
/// </summary>
internal sealed class PeopleAccess(ActingContext acting, PlatformDb db, RecordViews views, ModuleCatalog catalog, TimeProvider time) : IPeopleAccess
{
    public async Task<bool> MaySeeAsync(Guid personId, CancellationToken cancellationToken)
    {
        if (!(await VisibleAsync([personId], cancellationToken)).Contains(personId)) return false;
        if (acting is { PersonId: { } me, Reading: { } module } && me != personId) views.Note(acting.Tenant, personId, me, catalog.Of(module)!.Id);
        return true;
    }

    public async Task<IReadOnlySet<Guid>> VisibleAsync(IReadOnlyCollection<Guid> personIds, CancellationToken cancellationToken)
    {
        if (SeesEverybody)
        {
            return personIds.All(p => p == acting.PersonId) ? personIds.ToHashSet()
                : await db.Set<Person>().Where(p => personIds.Contains(p.Id) && p.MergedIntoId == null).Select(p => p.Id).ToHashSetAsync(cancellationToken);
        }

        var visible = new HashSet<Guid>();
        if (acting.PersonId is not { } me) return visible;
        if (personIds.Contains(me)) visible.Add(me);
        var others = personIds.Where(p => p != me).Distinct().ToArray();
        if (others.Length > 0 && acting.Has(PlatformPermissions.SeeTeam)) visible.UnionWith(await ReportingToAsync(me, others, orToWhomTheyStandInFor: true, cancellationToken));
        return visible;
    }

    public Task<Paged<PersonCard>> FindAsync(string? text, IReadOnlyCollection<Guid>? among, int page, int pageSize, CancellationToken cancellationToken)
    {
        var people = Visible().Found(text, db);
        if (among is not null) people = people.Where(p => among.Contains(p.Id));
        return people.OrderBy(p => p.SortName).ThenBy(p => p.Id).Cards(db).ToPageAsync(page, pageSize, cancellationToken);
    }

    public async Task<Paged<PersonCard>> FindAsync(
        string? text, IReadOnlyCollection<Guid> among, IReadOnlyCollection<Guid> units, int page, int pageSize, CancellationToken cancellationToken)
    {
        var people = Visible().Found(text, db);
        if (units.Count == 0) people = people.Where(p => among.Contains(p.Id));
        else
        {
            var all = await WithBelowAsync(units, cancellationToken);
            people = people.Where(p => among.Contains(p.Id) || EF.Parameter(all).Contains(p.UnitId!.Value));
        }

        return await people.OrderBy(p => p.SortName).ThenBy(p => p.Id).Cards(db).ToPageAsync(page, pageSize, cancellationToken);
    }

    public async Task<IReadOnlySet<Guid>?> ScopeAsync(Guid? unitId, CancellationToken cancellationToken)
    {
        if (unitId is null && SeesEverybody) return null;
        var people = Visible().Where(p => p.IsActive);
        if (unitId is { } unit)
        {
            var units = await WithBelowAsync([unit], cancellationToken);
            people = people.Where(p => EF.Parameter(units).Contains(p.UnitId!.Value));
        }

        return await people.Select(p => p.Id).ToHashSetAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<UnitCard>> UnitsAsync(CancellationToken cancellationToken)
    {
        var units = await AllUnitsAsync(cancellationToken);
        if (SeesEverybody) return units;
        var own = await Visible().Where(p => p.IsActive && p.UnitId != null).Select(p => p.UnitId!.Value).Distinct().ToListAsync(cancellationToken);
        return [.. units.Where(u => own.Contains(u.Id))];
    }

    /// <summary>Units with all below them.</summary>
    public async Task<List<Guid>> WithBelowAsync(IReadOnlyCollection<Guid> units, CancellationToken cancellationToken)
    {
        var children = (await AllUnitsAsync(cancellationToken)).ToLookup(u => u.ParentId, u => u.Id);
        List<Guid> all = [.. units];
        for (var i = 0; i < all.Count; i++) all.AddRange(children[all[i]].Except(all));
        return all;
    }

    /// <summary>The units whose people all hold a role: those that have it, with all below them.</summary>
    public async Task<List<Guid>> UnitsHoldingAsync(string role, CancellationToken cancellationToken)
    {
        var given = await db.Set<Roles.UnitRole>().Where(r => r.Role == role).Select(r => r.UnitId).ToListAsync(cancellationToken);
        return given.Count == 0 ? given : await WithBelowAsync(given, cancellationToken);
    }

    public DateTimeOffset Now => time.GetUtcNow();

    private Task<List<UnitCard>> AllUnitsAsync(CancellationToken cancellationToken) =>
        db.Set<OrganisationUnit>().AsNoTracking().OrderBy(u => u.Name).Select(u => new UnitCard(u.Id, u.Name, u.ParentId)).ToListAsync(cancellationToken);

    /// <summary>All people whose record the actor may open, for lists.</summary>
    public IQueryable<Person> Visible()
    {
        var people = db.Set<Person>();
        if (SeesEverybody) return people;
        if (acting.PersonId is not { } me) return people.Where(p => false);
        if (!acting.Has(PlatformPermissions.SeeTeam)) return people.Where(p => p.Id == me);
        var sql =
            $"""
             WITH RECURSIVE line("Value") AS (
                 SELECT "Id" FROM {Table} WHERE "Id" = @me
                 UNION SELECT p."Id" FROM {Deputies} d JOIN {Table} p ON p."ManagerId" = d."PersonId" WHERE d."DeputyId" = @me AND d."From" <= @today AND (d."Until" IS NULL OR d."Until" >= @today)
                 UNION SELECT p."Id" FROM {Table} p JOIN line ON p."ManagerId" = line."Value")
             SELECT "Value" FROM line
             """;
        var line = db.Database.SqlQueryRaw<Guid>(sql, Parameter("@me", me), Today);
        return people.Where(p => line.Contains(p.Id));
    }

    /// <summary>Whether somebody is in the line of a manager, at any depth.</summary>
    public async Task<bool> ReportsToAsync(Guid personId, Guid managerId, CancellationToken cancellationToken) => (await ReportingToAsync(managerId, [personId], orToWhomTheyStandInFor: false, cancellationToken)).Count > 0;

    public bool SeesEverybody => acting.IsSystem || acting.Has(PlatformPermissions.SeeEverybody);

    // Only names of our own stand in the SQL; values are parameters.
    private string Table => new PlatformTables(db.Database.IsSqlite()).People;

    private string Deputies => new PlatformTables(db.Database.IsSqlite()).Deputies;

    private System.Data.Common.DbParameter Today => Parameter("@today", acting.Tenant.DateAt(time.GetUtcNow()));

    private async Task<List<Guid>> ReportingToAsync(Guid me, Guid[] people, bool orToWhomTheyStandInFor, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", people.Select((_, i) => $"@p{i}"));
        // UNION, not UNION ALL: a circle of managers ends.
        var sql =
            $"""
             WITH RECURSIVE up("Id", "ManagerId") AS (
                 SELECT "Id", "ManagerId" FROM {Table} WHERE "Id" IN ({names})
                 UNION SELECT up."Id", p."ManagerId" FROM up JOIN {Table} p ON p."Id" = up."ManagerId")
             SELECT DISTINCT "Id" AS "Value" FROM up WHERE "ManagerId" = @me
             """;
        if (orToWhomTheyStandInFor) sql += $""" OR "ManagerId" IN (SELECT "PersonId" FROM {Deputies} WHERE "DeputyId" = @me AND "From" <= @today AND ("Until" IS NULL OR "Until" >= @today))""";
        return await db.Database.SqlQueryRaw<Guid>(sql, [.. people.Select((p, i) => Parameter($"@p{i}", p)), Parameter("@me", me), .. orToWhomTheyStandInFor ? [Today] : Array.Empty<System.Data.Common.DbParameter>()]).ToListAsync(cancellationToken);
    }

    private System.Data.Common.DbParameter Parameter(string name, object value)
    {
        var parameter = db.Database.GetDbConnection().CreateCommand().CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        return parameter;
    }
}
