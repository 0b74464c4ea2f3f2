using System.Security.Cryptography;
using CompetencyModular.Host.Access.Invitations;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.Access;

/// <summary>A code with which its holder may choose a new password once, or their first. The code itself is known to its holder alone.</summary>
internal sealed class PasswordReset
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid AccountId { get; init; }

    /// <summary>The invitation that it opens; null for somebody who had a password.</summary>
    public Guid? InvitationId { get; init; }

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
            builder.HasIndex(r => r.InvitationId);
            builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Invitation>().WithMany().HasForeignKey(r => r.InvitationId).OnDelete(DeleteBehavior.Cascade);
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

    /// <summary>Issues a code; earlier ones of the account are void with it. An invitation stays open beside it, so that nobody ends one by asking for a new password.</summary>
    public async Task<(string Code, DateTimeOffset ExpiresAt)> IssueAsync(Guid accountId, TimeSpan lasts, CancellationToken cancellationToken)
    {
        await db.Set<PasswordReset>().Where(r => r.AccountId == accountId && r.InvitationId == null).ExecuteDeleteAsync(cancellationToken);
        // A hundred bits.
        var code = NewCode(groups: 4, length: 5);
        var expires = time.GetUtcNow() + lasts;
        db.Add(new PasswordReset { AccountId = accountId, CodeHash = HashOf(code), ExpiresAt = expires });
        return (code, expires);
    }

    /// <summary>Issues the code of an invitation, short enough to be typed from paper: sixty bits. What was sent before is voided by whoever invites again.</summary>
    public string Issue(Invitation invitation, Guid accountId)
    {
        var code = NewCode(groups: 3, length: 4);
        db.Add(new PasswordReset { AccountId = accountId, InvitationId = invitation.Id, CodeHash = HashOf(code), ExpiresAt = invitation.ExpiresAt });
        return code;
    }

    /// <summary>The account that a code is good for; null for an unknown, used or expired one, and for somebody who has left.</summary>
    public Task<Account?> FindAsync(string code, CancellationToken cancellationToken) => Good(code).Select(found => found.Account).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The account that an invitation's code is good for, and whose it is.</summary>
    public async Task<(Account Account, People.Person Person)?> FindInvitedAsync(string code, CancellationToken cancellationToken) =>
        await Good(code).Where(found => found.Code.InvitationId != null).FirstOrDefaultAsync(cancellationToken) is { } invited ? (invited.Account, invited.Person) : null;

    /// <summary>All codes of an account are void, because one was used or none is needed any more; an invitation is accepted with that.</summary>
    public async Task UsedAsync(Account account, CancellationToken cancellationToken)
    {
        await db.Set<PasswordReset>().Where(r => r.AccountId == account.Id).ExecuteDeleteAsync(cancellationToken);
        if (await db.Set<Invitation>().FirstOrDefaultAsync(i => i.PersonId == account.PersonId && i.AcceptedAt == null && i.WithdrawnAt == null, cancellationToken) is { } invitation)
            (invitation.AcceptedAt, invitation.IsDue) = (time.GetUtcNow(), false);
    }

    private IQueryable<Found> Good(string code)
    {
        var (hash, now) = (HashOf(code), time.GetUtcNow());
        return from reset in db.Set<PasswordReset>()
               join account in db.Set<Account>() on reset.AccountId equals account.Id
               join person in db.Set<People.Person>() on account.PersonId equals person.Id
               where reset.CodeHash == hash && reset.ExpiresAt > now && person.IsActive
               select new Found { Code = reset, Account = account, Person = person };
    }

    // Easy to read out and to type: letters and digits that nobody takes for each other.
    private static string NewCode(int groups, int length) => string.Join('-', Enumerable.Range(0, groups).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", length)));

    // Typed in capitals, with other hyphens or without any, it is the same code.
    private string HashOf(string code) => SessionKey.Of(acting.Tenant.Id, string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant()).SecretHash;

    private sealed class Found
    {
        public required PasswordReset Code { get; init; }

        public required Account Account { get; init; }

        public required People.Person Person { get; init; }
    }
}
