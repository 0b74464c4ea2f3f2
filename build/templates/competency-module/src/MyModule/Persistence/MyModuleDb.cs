using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;
using MyModule.Domain;

namespace MyModule.Persistence;

/// <summary>The module's tables, in a schema of its own.</summary>
internal abstract class MyModuleDb(DbContextOptions options) : ModuleDbContext(options, "my-module")
{
    public DbSet<Entry> Entries => Set<Entry>();

    protected override void Configure(ModelBuilder model) => model.Entity<Entry>(entry =>
    {
        entry.Property(e => e.Title).HasMaxLength(200);
        entry.Property(e => e.SearchText).HasMaxLength(400);
        entry.HasIndex(e => new { e.SearchText, e.Id });
    });
}

internal sealed class MyModuleSqliteDb(DbContextOptions<MyModuleSqliteDb> options) : MyModuleDb(options);

internal sealed class MyModulePostgresDb(DbContextOptions<MyModulePostgresDb> options) : MyModuleDb(options);
