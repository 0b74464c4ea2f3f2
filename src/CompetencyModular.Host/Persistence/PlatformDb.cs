using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Persistence;

/// <summary>The host's tables in each tenant's database. Each subject folder configures its own entities.</summary>
internal abstract class PlatformDb(DbContextOptions options) : ModuleDbContext(options, "platform")
{
    protected override void Configure(ModelBuilder model) => model.ApplyConfigurationsFromAssembly(typeof(PlatformDb).Assembly);
}

internal sealed class PlatformSqliteDb(DbContextOptions<PlatformSqliteDb> options) : PlatformDb(options);

internal sealed class PlatformPostgresDb(DbContextOptions<PlatformPostgresDb> options) : PlatformDb(options);
