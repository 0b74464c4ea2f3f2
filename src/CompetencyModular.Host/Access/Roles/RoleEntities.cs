using CompetencyModular.Host.People;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.Access.Roles;

/// <summary>A role of the organisation's own making, beside those that the modules declare. It is nothing but the permissions it holds.</summary>
internal sealed class CustomRole : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    public string Purpose { get; set; } = "";

    public IReadOnlyList<string> Permissions { get; set; } = [];

    public int Version { get; private set; }

    /// <summary>Under which it is granted, where a role of the modules has its name.</summary>
    public string Key => KeyOf(Id);

    public static string KeyOf(Guid id) => id.ToString("N");

    internal sealed class Configuration : IEntityTypeConfiguration<CustomRole>
    {
        public void Configure(EntityTypeBuilder<CustomRole> builder)
        {
            builder.ToTable("Roles");
            builder.Ignore(r => r.Key);
            builder.Property(r => r.Name).HasMaxLength(100);
            builder.Property(r => r.Purpose).HasMaxLength(300);
            builder.PrimitiveCollection(r => r.Permissions);
            builder.HasIndex(r => r.Name).IsUnique();
        }
    }
}

/// <summary>A role that everybody in a unit and in the units below it holds.</summary>
internal sealed class UnitRole
{
    public Guid UnitId { get; init; }

    public required string Role { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<UnitRole>
    {
        public void Configure(EntityTypeBuilder<UnitRole> builder)
        {
            builder.ToTable("UnitRoles").HasKey(r => new { r.UnitId, r.Role });
            builder.Property(r => r.Role).HasMaxLength(100);
            builder.HasIndex(r => r.Role);
            builder.HasOne<OrganisationUnit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>A role that somebody lends to somebody else for a time. It lasts no longer than the lender holds it, and what was lent is not lent on.</summary>
internal sealed class RoleDelegation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid FromAccountId { get; init; }

    public Guid ToAccountId { get; init; }

    public required string Role { get; init; }

    public DateTimeOffset StartsAt { get; init; }

    public DateTimeOffset EndsAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<RoleDelegation>
    {
        public void Configure(EntityTypeBuilder<RoleDelegation> builder)
        {
            builder.ToTable("RoleDelegations");
            builder.Property(d => d.Role).HasMaxLength(100);
            builder.HasIndex(d => new { d.ToAccountId, d.EndsAt });
            builder.HasIndex(d => new { d.FromAccountId, d.EndsAt });
            builder.HasOne<Account>().WithMany().HasForeignKey(d => d.FromAccountId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Account>().WithMany().HasForeignKey(d => d.ToAccountId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
