using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.Audit;

/// <summary>Who did what and when. Rows are only ever added; <see cref="AuditSeal"/> makes a later change show.</summary>
internal sealed class AuditEntry
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The person; null for the system, and for whoever was refused at the sign-in.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>For whom it was done: whose decision a delegate took, or whose deed the system follows up.</summary>
    public Guid? OnBehalfOf { get; init; }

    /// <summary>The use case, such as <c>Paths.Enrol.Command</c>, or the consumer of an event.</summary>
    public required string Action { get; init; }

    /// <summary>SHA-256 over salt and values, in hexadecimal; null where nothing was recorded. It stays when the values are erased.</summary>
    public string? Digest { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> builder)
        {
            builder.ToTable("Audit");
            builder.Property(a => a.Action).HasMaxLength(200);
            builder.Property(a => a.Digest).HasMaxLength(64);
            builder.HasIndex(a => new { a.At, a.Id });
            builder.HasIndex(a => new { a.ActorId, a.At, a.Id });
        }
    }
}

/// <summary>What was before and after, apart from its entry, so that it can be erased while the chain of seals still holds.</summary>
internal sealed class AuditValues
{
    public long EntryId { get; init; }

    /// <summary>Random, in hexadecimal: without it nobody guesses erased values from their digest.</summary>
    public required string Salt { get; init; }

    /// <summary>A list of <see cref="AuditChange"/> as JSON.</summary>
    public required string Changes { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<AuditValues>
    {
        public void Configure(EntityTypeBuilder<AuditValues> builder)
        {
            builder.ToTable("AuditValues").HasKey(v => v.EntryId);
            builder.Property(v => v.EntryId).ValueGeneratedNever();
            builder.Property(v => v.Salt).HasMaxLength(32);
        }
    }
}

/// <summary>Whom an entry is about, for looking it up by person.</summary>
internal sealed class AuditSubject
{
    public Guid PersonId { get; init; }

    public long EntryId { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<AuditSubject>
    {
        public void Configure(EntityTypeBuilder<AuditSubject> builder)
        {
            builder.ToTable("AuditSubjects").HasKey(s => new { s.PersonId, s.EntryId });
            builder.HasIndex(s => s.EntryId);
        }
    }
}

/// <summary>A run of entries with the hash over them and over the seal before: whoever changes one entry must change all seals after it.</summary>
internal sealed class AuditSeal
{
    public long Id { get; init; }

    public long FromId { get; init; }

    public long ToId { get; init; }

    public int Count { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The hash of the seal before; empty for the first.</summary>
    public required string Previous { get; init; }

    public required string Hash { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<AuditSeal>
    {
        public void Configure(EntityTypeBuilder<AuditSeal> builder)
        {
            builder.ToTable("AuditSeals");
            builder.Property(s => s.Previous).HasMaxLength(64);
            builder.Property(s => s.Hash).HasMaxLength(64);
            // Two who seal at once: the second is refused.
            builder.HasIndex(s => s.FromId).IsUnique();
            builder.HasIndex(s => s.ToId);
        }
    }
}

/// <summary>One record that was added, changed or deleted.</summary>
/// <param name="Entity">The kind of record, such as <c>Person</c>.</param>
/// <param name="Id">Its key; empty for parts of another record.</param>
/// <param name="State"><c>Added</c>, <c>Modified</c> or <c>Deleted</c>; <c>Refused</c> of a sign-in.</param>
/// <param name="Values">The fields that have changed.</param>
internal sealed record AuditChange(string Entity, string Id, string State, IReadOnlyList<AuditValue> Values);

/// <summary>A field before and after; null where there was nothing.</summary>
internal sealed record AuditValue(string Name, string? Before, string? After);
