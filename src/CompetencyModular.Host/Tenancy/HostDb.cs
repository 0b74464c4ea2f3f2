using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Tenancy;

/// <summary>What belongs to the installation and to no tenant: which tenants there are. Always a SQLite file in the data folder.</summary>
internal sealed class HostDb(DbContextOptions<HostDb> options) : ModuleDbContext(options, "host")
{
    public static ModuleDbTypes Types { get; } = new("host", typeof(HostDb), typeof(HostDb), typeof(HostDb));

    public DbSet<TenantRow> Tenants => Set<TenantRow>();

    protected override void Configure(ModelBuilder model) => model.Entity<TenantRow>(tenant =>
    {
        tenant.Property(t => t.Name).HasMaxLength(200);
        tenant.Property(t => t.HostNames).HasMaxLength(2000);
        tenant.Property(t => t.TimeZone).HasMaxLength(100);
        tenant.Property(t => t.Culture).HasMaxLength(20);
        tenant.Property(t => t.Currency).HasMaxLength(3);
    });
}

/// <summary>A tenant as stored.</summary>
internal sealed class TenantRow
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    /// <summary>Separated by spaces; empty while it answers on every name.</summary>
    public string HostNames { get; set; } = "";

    public string TimeZone { get; set; } = "UTC";

    public string Culture { get; set; } = "en";

    public string Currency { get; set; } = "EUR";

    public DateTimeOffset CreatedAt { get; init; }
}
