using CompetencyModular.Roles.Domain;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CompetencyModular.Roles.Persistence;

internal abstract class RolesDb(DbContextOptions options) : ModuleDbContext(options, "roles")
{
    public DbSet<Scale> Scales => Set<Scale>();

    public DbSet<SkillCategory> Categories => Set<SkillCategory>();

    public DbSet<Skill> Skills => Set<Skill>();

    public DbSet<JobProfile> Profiles => Set<JobProfile>();

    public DbSet<ProfileVersion> ProfileVersions => Set<ProfileVersion>();

    public DbSet<ProfileRequirement> Requirements => Set<ProfileRequirement>();

    public DbSet<Assignment> Assignments => Set<Assignment>();

    public DbSet<Exemption> Exemptions => Set<Exemption>();

    public DbSet<AspiredProfile> AspiredProfiles => Set<AspiredProfile>();

    /// <summary>Whether this context has saved something of the catalogue.</summary>
    public bool HasChangedCatalogue { get; private set; }

    /// <summary>What stands in the database's one <see cref="CatalogueStamp"/>; asked for with every look at the catalogue, so without Entity Framework.</summary>
    public async Task<Guid> StampAsync(CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = Database.GetDbConnection().CreateCommand();
            command.CommandText = Database.IsSqlite() ? """SELECT "Value" FROM roles_catalogue_stamp""" : """SELECT "Value" FROM roles.catalogue_stamp""";
            command.Transaction = Database.CurrentTransaction?.GetDbTransaction();
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) ? reader.GetGuid(0) : throw new InvalidOperationException("The catalogue has no stamp.");
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    protected override async Task<int> SaveAsync(Func<Task<int>> save, CancellationToken cancellationToken)
    {
        var changed = ChangeTracker.Entries().Any(e =>
            e is { State: not (EntityState.Unchanged or EntityState.Detached), Entity: Scale or SkillCategory or Skill or JobProfile or ProfileVersion or ProfileRequirement });
        var saved = await save();
        if (!changed) return saved;
        var stamp = Guid.CreateVersion7();
        await Set<CatalogueStamp>().ExecuteUpdateAsync(s => s.SetProperty(x => x.Value, stamp), cancellationToken);
        HasChangedCatalogue = true;
        return saved;
    }

    protected override void Configure(ModelBuilder model) => model.ApplyConfigurationsFromAssembly(typeof(RolesDb).Assembly);
}

internal sealed class RolesSqliteDb(DbContextOptions<RolesSqliteDb> options) : RolesDb(options);

internal sealed class RolesPostgresDb(DbContextOptions<RolesPostgresDb> options) : RolesDb(options);
