using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.Mail;

/// <summary>
/// A mail on its way, stored with the transaction that it tells of. Its words are protected, because they may hold a link that opens an account, and they
/// are deleted with the sending; that it was sent is remembered for a week.
/// </summary>
internal sealed class OutgoingMail
{
    /// <summary>Also its Message-Id: a server that gets it twice after a kill can tell.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string To { get; set; }

    public string? ProtectedContent { get; set; }

    public MailState State { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>What the server said last; no personal text of ours.</summary>
    public string? Error { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<OutgoingMail>
    {
        public void Configure(EntityTypeBuilder<OutgoingMail> builder)
        {
            builder.ToTable("OutgoingMails");
            builder.Property(m => m.To).HasMaxLength(254);
            builder.Property(m => m.Error).HasMaxLength(500);
            builder.HasIndex(m => new { m.State, m.DueAt, m.Id });
        }
    }
}

internal enum MailState
{
    Due,
    Sent,

    /// <summary>Tried for a day; it is kept without its words.</summary>
    GivenUp,
}
