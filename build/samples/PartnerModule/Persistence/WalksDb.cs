using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Partner.SafetyWalks.Persistence;

internal abstract class WalksDb(DbContextOptions options) : ModuleDbContext(options, "safety-walks")
{
    public DbSet<Walk> Walks => Set<Walk>();

    public DbSet<Round> Rounds => Set<Round>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Walk>(walk =>
        {
            walk.Property(w => w.Title).HasMaxLength(200);
            walk.HasData(
                new Walk { Id = new Guid("0199a3c0-0000-7000-8000-000000000001"), Title = "Emergency exits", Minutes = 15 },
                new Walk { Id = new Guid("0199a3c0-0000-7000-8000-000000000002"), Title = "Fire extinguishers", Minutes = 20 });
        });
        model.Entity<Round>().HasIndex(r => new { r.PersonId, r.WalkId }).IsUnique();
    }
}

internal sealed class WalksSqliteDb(DbContextOptions<WalksSqliteDb> options) : WalksDb(options);

internal sealed class WalksPostgresDb(DbContextOptions<WalksPostgresDb> options) : WalksDb(options);

/// <summary>A way through the building, with something to find on it.</summary>
internal sealed class Walk
{
    public Guid Id { get; init; }

    public required string Title { get; init; }

    public int Minutes { get; init; }

    public ActivityRef Activity => RefOf(Id);

    public static ActivityRef RefOf(Guid id) => new("SafetyWalks", "walk", id);
}

/// <summary>One person's round of a walk: wanted, walked, or both.</summary>
internal sealed class Round
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid PersonId { get; init; }

    public Guid WalkId { get; init; }

    public DateTimeOffset? WantedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}
