using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.Outbox;

/// <summary>An event as stored with the transaction that made it true.</summary>
internal sealed class OutboxMessage
{
    /// <summary>The database's identity, taken after the aggregate was locked: the order of one stream.</summary>
    public long Id { get; init; }

    public required string StreamKey { get; init; }

    public required string Type { get; init; }

    public int TypeVersion { get; init; }

    public required string Payload { get; init; }

    public DateTimeOffset OccurredAt { get; init; }

    public Guid? ActorId { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<OutboxMessage>
    {
        public void Configure(EntityTypeBuilder<OutboxMessage> builder)
        {
            builder.ToTable("Outbox");
            builder.Property(m => m.StreamKey).HasMaxLength(200);
            builder.Property(m => m.Type).HasMaxLength(200);
            builder.HasIndex(m => m.OccurredAt);
        }
    }
}

/// <summary>An event on its way to one subscriber.</summary>
internal sealed class Delivery
{
    public required string Subscriber { get; init; }

    public long MessageId { get; init; }

    public required string StreamKey { get; init; }

    public DeliveryState State { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>What went wrong last; of a skipped one the reason why it was let go.</summary>
    public string? Error { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Delivery>
    {
        public void Configure(EntityTypeBuilder<Delivery> builder)
        {
            builder.ToTable("Deliveries").HasKey(d => new { d.Subscriber, d.MessageId });
            builder.Property(d => d.Subscriber).HasMaxLength(200);
            builder.Property(d => d.StreamKey).HasMaxLength(200);
            // The dispatcher looks at what is not done yet, which is little.
            builder.HasIndex(d => new { d.State, d.DueAt, d.MessageId });
            builder.HasIndex(d => new { d.Subscriber, d.StreamKey, d.State, d.MessageId });
        }
    }
}

internal enum DeliveryState
{
    Due,
    Done,

    /// <summary>Tried too often; it holds up later events of its stream for this subscriber until an administrator retries or skips it.</summary>
    Parked,

    /// <summary>An administrator let it go, with a reason.</summary>
    Skipped,
}

/// <summary>Marks a message as handled by a subscriber; the row and the effect stand or fall together.</summary>
internal sealed class InboxEntry
{
    public required string Subscriber { get; init; }

    public long MessageId { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<InboxEntry>
    {
        public void Configure(EntityTypeBuilder<InboxEntry> builder)
        {
            builder.ToTable("Inbox").HasKey(i => new { i.Subscriber, i.MessageId });
            builder.Property(i => i.Subscriber).HasMaxLength(200);
        }
    }
}
