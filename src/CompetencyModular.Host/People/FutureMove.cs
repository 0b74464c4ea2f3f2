using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.People;

/// <summary>What becomes of somebody on a day to come: another unit, manager or position. What stands empty stays as it is then.</summary>
internal sealed class FutureMove
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid PersonId { get; set; }

    public DateOnly On { get; init; }

    public Guid? UnitId { get; init; }

    public Guid? ManagerId { get; set; }

    public string? JobTitle { get; init; }

    public MoveState State { get; set; }

    /// <summary>Who planned it; null for an import without a person.</summary>
    public Guid? PlannedById { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<FutureMove>
    {
        public void Configure(EntityTypeBuilder<FutureMove> builder)
        {
            builder.ToTable("FutureMoves");
            builder.Property(m => m.JobTitle).HasMaxLength(200);
            builder.HasIndex(m => new { m.State, m.On, m.Id });
            builder.HasIndex(m => m.PersonId);
            builder.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Person>().WithMany().HasForeignKey(m => m.ManagerId).OnDelete(DeleteBehavior.SetNull);
            builder.HasOne<OrganisationUnit>().WithMany().HasForeignKey(m => m.UnitId).OnDelete(DeleteBehavior.SetNull);
        }
    }
}

internal enum MoveState
{
    Planned,
    Applied,
    TakenBack,

    /// <summary>Its day came and it could not be: the person had left, or the manager or unit was gone.</summary>
    Void,
}
