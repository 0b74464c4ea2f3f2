using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.People;

/// <summary>A part of the organisation; units form a tree.</summary>
internal sealed class OrganisationUnit
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    public Guid? ParentId { get; set; }

    /// <summary>Whether nobody comes into it any more; what was there stays readable.</summary>
    public bool IsClosed { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<OrganisationUnit>
    {
        public void Configure(EntityTypeBuilder<OrganisationUnit> builder)
        {
            builder.ToTable("Units");
            builder.Property(u => u.Name).HasMaxLength(200);
            builder.HasIndex(u => u.Name).IsUnique();
            builder.HasOne<OrganisationUnit>().WithMany().HasForeignKey(u => u.ParentId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
