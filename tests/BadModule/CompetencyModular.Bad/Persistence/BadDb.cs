using CompetencyModular.Bad.Domain;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Bad.Persistence;

/// <summary>Writes into another module's schema, and has no migrations.</summary>
internal abstract class BadDb(DbContextOptions options) : ModuleDbContext(options, "bad")
{
    protected override void Configure(ModelBuilder model) => model.Entity<BadRecord>().ToTable("Skills", "roles");
}

internal sealed class BadSqliteDb(DbContextOptions<BadSqliteDb> options) : BadDb(options);

internal sealed class BadPostgresDb(DbContextOptions<BadPostgresDb> options) : BadDb(options);
