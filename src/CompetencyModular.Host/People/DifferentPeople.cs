using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.People;

/// <summary>Two records that look like one human and are two: somebody has looked.</summary>
internal sealed class DifferentPeople
{
    public Guid PersonId { get; init; }

    public Guid OtherId { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<DifferentPeople>
    {
        public void Configure(EntityTypeBuilder<DifferentPeople> builder)
        {
            builder.ToTable("DifferentPeople").HasKey(d => new { d.PersonId, d.OtherId });
            builder.HasOne<Person>().WithMany().HasForeignKey(d => d.PersonId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Person>().WithMany().HasForeignKey(d => d.OtherId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
