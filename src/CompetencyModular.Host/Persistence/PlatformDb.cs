using System.Text.Json;
using CompetencyModular.Host.People;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Persistence;

/// <summary>The host's tables in each tenant's database. Each subject folder configures its own entities.</summary>
internal abstract class PlatformDb(DbContextOptions options) : ModuleDbContext(options, "platform")
{
    protected override void Configure(ModelBuilder model)
    {
        model.ApplyConfigurationsFromAssembly(typeof(PlatformDb).Assembly);
        // Compared byte by byte, so that a word's beginning is a range of the index; SQLite does so by itself.
        if (Database.IsNpgsql()) model.Entity<PersonTerm>().Property(t => t.Term).UseCollation("C");
    }

    protected override async Task<int> SaveAsync(Func<Task<int>> save, CancellationToken cancellationToken)
    {
        var renamed = ChangeTracker.Entries<OrganisationUnit>().Where(e => e.State is EntityState.Modified && e.Property(u => u.Name).IsModified).Select(e => e.Entity).ToList();
        await SortByUnitAsync(cancellationToken);
        var described = ChangeTracker.Entries<Person>()
            .Where(e => e.State is EntityState.Added || (e.State is EntityState.Modified && e.Property(p => p.SearchText).IsModified)).ToList();
        var known = described.Where(e => e.State is EntityState.Modified).Select(e => e.Entity.Id).ToHashSet();
        var terms = described.SelectMany(e => PersonTerm.Of(e.Entity)).ToList();
        var saved = await save();
        if (known.Count > 0) await Set<PersonTerm>().Where(t => known.Contains(t.PersonId)).ExecuteDeleteAsync(cancellationToken);
        if (terms.Count > 0) await InsertAsync(terms, cancellationToken);
        foreach (var unit in renamed)
        {
            var sort = SearchText.Of(unit.Name);
            await Set<Person>().Where(p => p.UnitId == unit.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.SortUnit, sort), cancellationToken);
        }

        return saved;
    }

    /// <summary>Gives those who come into a unit its name to be ordered by: no index reaches into another table.</summary>
    private async Task SortByUnitAsync(CancellationToken cancellationToken)
    {
        var moved = ChangeTracker.Entries<Person>().Where(e => e.State is EntityState.Added || (e.State is EntityState.Modified && e.Property(p => p.UnitId).IsModified)).Select(e => e.Entity).ToList();
        if (moved.Count == 0) return;
        var names = ChangeTracker.Entries<OrganisationUnit>().ToDictionary(e => e.Entity.Id, e => e.Entity.Name);
        var others = moved.Select(p => p.UnitId).OfType<Guid>().Distinct().Where(u => !names.ContainsKey(u)).ToArray();
        if (others.Length > 0)
            foreach (var unit in await Set<OrganisationUnit>().AsNoTracking().Where(u => others.Contains(u.Id)).Select(u => new { u.Id, u.Name }).ToListAsync(cancellationToken)) names[unit.Id] = unit.Name;
        foreach (var person in moved) person.SortUnit = person.UnitId is { } id && names.TryGetValue(id, out var name) ? SearchText.Of(name) : "";
    }

    /// <summary>In one statement: an import brings tens of thousands, and nobody needs to track them.</summary>
    private Task InsertAsync(List<PersonTerm> terms, CancellationToken cancellationToken) => Database.IsSqlite()
        ? Database.ExecuteSqlRawAsync(
            """INSERT INTO platform_person_terms ("Term", "PersonId") SELECT value ->> 0, value ->> 1 FROM json_each({0})""",
            [JsonSerializer.Serialize(terms.Select(t => new[] { t.Term, t.PersonId.ToString().ToUpperInvariant() }))], cancellationToken)
        : Database.ExecuteSqlRawAsync(
            """INSERT INTO platform.person_terms ("Term", "PersonId") SELECT * FROM unnest({0}, {1})""", [terms.Select(t => t.Term).ToArray(), terms.Select(t => t.PersonId).ToArray()], cancellationToken);
}

internal sealed class PlatformSqliteDb(DbContextOptions<PlatformSqliteDb> options) : PlatformDb(options);

internal sealed class PlatformPostgresDb(DbContextOptions<PlatformPostgresDb> options) : PlatformDb(options);
