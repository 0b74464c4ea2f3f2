using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.Access;

/// <summary>Who signs in, and as which person.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    public Account() => Id = Guid.CreateVersion7();

    public Guid PersonId { get; init; }

    /// <summary>Whether the holder must choose a password of their own, because somebody else knows this one.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>The key of the authenticator app, protected; null without one. It counts once <see cref="IdentityUser{TKey}.TwoFactorEnabled"/> says so: the first code confirmed it.</summary>
    public string? ProtectedTotpKey { get; set; }

    /// <summary>Whether shared devices keep quiet about its holder.</summary>
    public bool HidesOnSharedDevices { get; set; }

    /// <summary>The last step of time whose code was used: a code that somebody looked at over a shoulder opens nothing.</summary>
    public long LastTotpStep { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Account>
    {
        public void Configure(EntityTypeBuilder<Account> builder)
        {
            builder.ToTable("Accounts");
            builder.Property(a => a.UserName).HasMaxLength(254);
            builder.Property(a => a.NormalizedUserName).HasMaxLength(254);
            builder.Property(a => a.Email).HasMaxLength(254);
            builder.Property(a => a.NormalizedEmail).HasMaxLength(254);
            builder.Property(a => a.ProtectedTotpKey).HasMaxLength(500);
            builder.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
            builder.HasIndex(a => a.NormalizedUserName).IsUnique();
            builder.HasIndex(a => a.NormalizedEmail).IsUnique();
            builder.HasIndex(a => a.PersonId).IsUnique();
            builder.HasOne<People.Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>A role that an account holds, for good or until a day.</summary>
internal sealed class RoleGrant
{
    public Guid AccountId { get; init; }

    /// <summary>One of <see cref="Sdk.Access.RoleNames"/>.</summary>
    public required string Role { get; init; }

    /// <summary>When it ends; an auditor's always does.</summary>
    public DateTimeOffset? Until { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<RoleGrant>
    {
        public void Configure(EntityTypeBuilder<RoleGrant> builder)
        {
            builder.ToTable("RoleGrants").HasKey(g => new { g.AccountId, g.Role });
            builder.Property(g => g.Role).HasMaxLength(100);
            builder.HasOne<Account>().WithMany().HasForeignKey(g => g.AccountId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>A sign-in that lasts: a browser's session or an API token. The secret itself is known to its holder alone.</summary>
internal sealed class Session
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid AccountId { get; init; }

    /// <summary>SHA-256 of the secret, in hexadecimal.</summary>
    public required string SecretHash { get; init; }

    public SessionKind Kind { get; init; }

    /// <summary>The browser or program, as it named itself.</summary>
    public string Client { get; init; } = "";

    /// <summary>What the holder calls a personal token.</summary>
    public string Name { get; init; } = "";

    /// <summary>The permissions that a personal token is limited to; its holder's other permissions it does not have.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The shared device on which it began; such a session ends when nobody uses it for a while.</summary>
    public Guid? DeviceId { get; init; }

    /// <summary>Whether it began with a passkey, which is two steps in one: a thing one has, and what opens it.</summary>
    public bool ByPasskey { get; init; }

    /// <summary>When it was last used, give or take some minutes.</summary>
    public DateTimeOffset LastSeenAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> builder)
        {
            builder.ToTable("Sessions");
            builder.Property(s => s.SecretHash).HasMaxLength(64);
            builder.Property(s => s.Client).HasMaxLength(300);
            builder.Property(s => s.Name).HasMaxLength(100);
            builder.PrimitiveCollection(s => s.Scopes);
            builder.HasIndex(s => s.SecretHash).IsUnique();
            builder.HasIndex(s => s.AccountId);
            builder.HasIndex(s => s.ExpiresAt);
            builder.HasIndex(s => s.DeviceId);
            builder.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

internal enum SessionKind
{
    /// <summary>A cookie; it opens pages and nothing of the API.</summary>
    Browser,

    /// <summary>A bearer token; it opens the API and no page.</summary>
    Token,

    /// <summary>A bearer token that its holder made for a program, with a name and with scopes.</summary>
    Personal,
}
