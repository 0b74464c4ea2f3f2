using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Roles.Persistence;

/// <summary>
/// One row, whose value is another after each change of scales, skills or profiles. Whoever keeps something of them in memory compares it
/// and knows whether that still holds, whichever process made the change (ADR 0013).
/// </summary>
internal sealed class CatalogueStamp
{
    public int Id { get; private set; }

    /// <summary>New by chance, never counted: what was seen inside a transaction that came to nothing is not seen again.</summary>
    public Guid Value { get; private set; }
}

internal sealed class CatalogueStampConfiguration : IEntityTypeConfiguration<CatalogueStamp>
{
    public void Configure(EntityTypeBuilder<CatalogueStamp> stamp)
    {
        stamp.ToTable("CatalogueStamp");
        stamp.Property(s => s.Id).ValueGeneratedNever();
        stamp.HasData(new { Id = 1, Value = Guid.Empty });
    }
}
