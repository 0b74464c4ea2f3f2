using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Probe.Persistence;

internal abstract class ProbeDb(DbContextOptions options) : ModuleDbContext(options, "probe")
{
    public DbSet<Note> Notes => Set<Note>();

    public DbSet<Heard> Heard => Set<Heard>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Note>(note =>
        {
            note.Property(n => n.Title).HasMaxLength(100);
            note.HasIndex(n => n.Title).IsUnique();
        });
        model.Entity<Heard>(heard =>
        {
            heard.Property(h => h.By).HasMaxLength(100);
            heard.Property(h => h.Title).HasMaxLength(100);
        });
    }
}

internal sealed class ProbeSqliteDb(DbContextOptions<ProbeSqliteDb> options) : ProbeDb(options);

internal sealed class ProbePostgresDb(DbContextOptions<ProbePostgresDb> options) : ProbeDb(options);

internal sealed class Note : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Title { get; set; }

    public int Version { get; private set; }
}

/// <summary>What a consumer heard, in the order in which it did.</summary>
internal sealed class Heard
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string By { get; init; }

    public required string Title { get; init; }

    public int Place { get; init; }
}
