using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.Access.Passkeys;

/// <summary>The public half of a key that a phone, a computer or a security key keeps for somebody.</summary>
internal sealed class Passkey
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid AccountId { get; init; }

    /// <summary>The authenticator's name for it, in base 64 for addresses.</summary>
    public required string CredentialId { get; init; }

    public required string Name { get; set; }

    public required byte[] PublicKey { get; init; }

    public long SignCount { get; set; }

    public IReadOnlyList<string> Transports { get; init; } = [];

    public bool IsUserVerified { get; set; }

    public bool IsBackupEligible { get; init; }

    public bool IsBackedUp { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>What an authenticator has just made for an account.</summary>
    public static Passkey Of(Guid accountId, UserPasskeyInfo made, string name, DateTimeOffset now) => new()
    {
        AccountId = accountId, CredentialId = PasskeyCeremonies.IdOf(made), Name = name, PublicKey = made.PublicKey, SignCount = made.SignCount, Transports = made.Transports ?? [],
        IsUserVerified = made.IsUserVerified, IsBackupEligible = made.IsBackupEligible, IsBackedUp = made.IsBackedUp, CreatedAt = now,
    };

    public UserPasskeyInfo Info() => new(
        Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(CredentialId), PublicKey, CreatedAt, (uint)SignCount, [.. Transports], IsUserVerified, IsBackupEligible, IsBackedUp, [], []) { Name = Name };

    internal sealed class Configuration : IEntityTypeConfiguration<Passkey>
    {
        public void Configure(EntityTypeBuilder<Passkey> builder)
        {
            builder.ToTable("Passkeys");
            builder.Property(p => p.CredentialId).HasMaxLength(1400);
            builder.Property(p => p.Name).HasMaxLength(100);
            builder.PrimitiveCollection(p => p.Transports);
            builder.HasIndex(p => p.CredentialId).IsUnique();
            builder.HasIndex(p => p.AccountId);
            builder.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
