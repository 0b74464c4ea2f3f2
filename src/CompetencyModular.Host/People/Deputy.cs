using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.People;

/// <summary>Somebody stands in for a manager, from a day to a day: meanwhile they see the manager's line as if it were theirs.</summary>
internal sealed class Deputy
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>For whom.</summary>
    public Guid PersonId { get; set; }

    public Guid DeputyId { get; set; }

    public DateOnly From { get; init; }

    /// <summary>The last day; open without one.</summary>
    public DateOnly? Until { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Deputy>
    {
        public void Configure(EntityTypeBuilder<Deputy> builder)
        {
            builder.ToTable("Deputies");
            builder.HasIndex(d => d.PersonId);
            builder.HasIndex(d => d.DeputyId);
            builder.HasOne<Person>().WithMany().HasForeignKey(d => d.PersonId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Person>().WithMany().HasForeignKey(d => d.DeputyId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
