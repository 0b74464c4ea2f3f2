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

    protected override async Task BeforeSaveAsync(CancellationToken cancellationToken)
    {
        var described = ChangeTracker.Entries<Person>()
            .Where(e => e.State is EntityState.Added || (e.State is EntityState.Modified && e.Property(p => p.SearchText).IsModified)).ToList();
        if (described.Count == 0) return;
        var known = described.Where(e => e.State is EntityState.Modified).Select(e => e.Entity.Id).ToHashSet();
        if (known.Count > 0)
        {
            foreach (var tracked in ChangeTracker.Entries<PersonTerm>().Where(t => known.Contains(t.Entity.PersonId)).ToList()) tracked.State = EntityState.Detached;
            await Set<PersonTerm>().Where(t => known.Contains(t.PersonId)).ExecuteDeleteAsync(cancellationToken);
        }

        AddRange(described.SelectMany(e => PersonTerm.Of(e.Entity)));
    }
}

internal sealed class PlatformSqliteDb(DbContextOptions<PlatformSqliteDb> options) : PlatformDb(options);

internal sealed class PlatformPostgresDb(DbContextOptions<PlatformPostgresDb> options) : PlatformDb(options);
