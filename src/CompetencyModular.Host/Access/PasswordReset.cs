using System.Security.Cryptography;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.Access;

/// <summary>A code with which its holder may choose a new password once. The code itself is known to its holder alone.</summary>
internal sealed class PasswordReset
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid AccountId { get; init; }

    /// <summary>SHA-256 of the code, in hexadecimal.</summary>
    public required string CodeHash { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<PasswordReset>
    {
        public void Configure(EntityTypeBuilder<PasswordReset> builder)
        {
            builder.ToTable("PasswordResets");
            builder.Property(r => r.CodeHash).HasMaxLength(64);
            builder.HasIndex(r => r.CodeHash).IsUnique();
            builder.HasIndex(r => r.AccountId);
            builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>Issues and finds codes for a new password, within the running unit of work.</summary>
internal sealed class PasswordResets(PlatformDb db, ActingContext acting, TimeProvider time)
{
    /// <summary>How long a code that came by mail is good for.</summary>
    public static TimeSpan ByMail { get; } = TimeSpan.FromHours(1);

    /// <summary>How long a code that somebody handed over is good for.</summary>
    public static TimeSpan ByHand { get; } = TimeSpan.FromHours(24);

    /// <summary>Issues a code; earlier ones of the account are void with it.</summary>
    public async Task<(string Code, DateTimeOffset ExpiresAt)> IssueAsync(Guid accountId, TimeSpan lasts, CancellationToken cancellationToken)
    {
        await VoidAsync(accountId, cancellationToken);
        // Easy to read out: letters and digits that nobody takes for each other, a hundred bits of them.
        var code = string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 5)));
        var expires = time.GetUtcNow() + lasts;
        db.Add(new PasswordReset { AccountId = accountId, CodeHash = HashOf(code), ExpiresAt = expires });
        return (code, expires);
    }

    /// <summary>The account that a code is good for; null for an unknown, used or expired one, and for somebody who has left.</summary>
    public Task<Account?> FindAsync(string code, CancellationToken cancellationToken)
    {
        var (hash, now) = (HashOf(code), time.GetUtcNow());
        return (from reset in db.Set<PasswordReset>()
                join account in db.Set<Account>() on reset.AccountId equals account.Id
                join person in db.Set<People.Person>() on account.PersonId equals person.Id
                where reset.CodeHash == hash && reset.ExpiresAt > now && person.IsActive
                select account).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Makes all codes of an account void.</summary>
    public Task VoidAsync(Guid accountId, CancellationToken cancellationToken) => db.Set<PasswordReset>().Where(r => r.AccountId == accountId).ExecuteDeleteAsync(cancellationToken);

    private string HashOf(string code) => SessionKey.Of(acting.Tenant.Id, code.Trim().ToLowerInvariant()).SecretHash;
}
