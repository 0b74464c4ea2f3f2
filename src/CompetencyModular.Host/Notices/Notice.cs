using CompetencyModular.Host.People;
using CompetencyModular.Sdk.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.Notices;

/// <summary>What a module told a person. Its words are made when it is read, in the reader's language.</summary>
internal sealed class Notice
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid PersonId { get; init; }

    public required string Module { get; init; }

    /// <summary>What it is about, within the module: a person is told one thing of it at a time.</summary>
    public required string Key { get; init; }

    public NoticeKind Kind { get; private set; }

    public string TextKey { get; private set; } = "";

    public IReadOnlyList<string> Values { get; private set; } = [];

    public string Link { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public bool IsRead { get; set; }

    /// <summary>Says it, instead of what was said before; it is new again.</summary>
    public void Say(NewNotice notice, DateTimeOffset now) =>
        (Kind, TextKey, Values, Link, At, IsRead) = (notice.Kind, notice.TextKey, notice.Values, notice.Link.TrimStart('/'), now, false);

    internal sealed class Configuration : IEntityTypeConfiguration<Notice>
    {
        public void Configure(EntityTypeBuilder<Notice> builder)
        {
            builder.ToTable("Notices");
            builder.Property(n => n.Module).HasMaxLength(100);
            builder.Property(n => n.Key).HasMaxLength(150);
            builder.Property(n => n.TextKey).HasMaxLength(100);
            builder.Property(n => n.Link).HasMaxLength(500);
            builder.PrimitiveCollection(n => n.Values);
            builder.HasIndex(n => new { n.Module, n.Key, n.PersonId }).IsUnique();
            // Every page counts what is new; the list shows that, or all.
            builder.HasIndex(n => new { n.PersonId, n.IsRead, n.At, n.Id });
            builder.HasIndex(n => new { n.PersonId, n.At, n.Id });
            builder.HasOne<Person>().WithMany().HasForeignKey(n => n.PersonId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
