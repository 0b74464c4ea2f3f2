using System.Security.Cryptography;
using CompetencyModular.Host.Access.Passwords;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Access;

/// <summary>Gives people accounts and roles, within the running unit of work.</summary>
internal sealed class Accounts(PlatformDb db, UserManager<Account> users, PasswordRules rules, ActingContext acting)
{
    private static string? dummy;

    /// <summary>The roles that may be granted. Each is made of the permissions that the modules declare for it.</summary>
    public static IReadOnlyList<string> Roles { get; } =
        [RoleNames.Learner, RoleNames.Manager, RoleNames.Mentor, RoleNames.Trainer, RoleNames.Author, RoleNames.HR, RoleNames.Auditor, RoleNames.Administrator, RoleNames.Guest];

    /// <summary>A password for somebody who does not have one yet: easy to read out, to be changed at the first sign-in.</summary>
    public static string NewPassword() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 5)));

    /// <summary>Adds an account. Whether the e-mail address is free is for the caller to see; the database refuses a second one.</summary>
    /// <param name="email">Null for somebody who has none of their own; they sign in by their personnel number.</param>
    public Account Add(Guid personId, string? email, string password, bool mustChangePassword, params IEnumerable<string> roles)
    {
        var account = new Account { PersonId = personId };
        Rename(account, email);
        SetPassword(account, password);
        account.MustChangePassword = mustChangePassword;
        db.Add(account);
        foreach (var role in roles.Distinct()) db.Add(new RoleGrant { AccountId = account.Id, Role = role });
        return account;
    }

    /// <summary>Adds an account whose holder signs in elsewhere, or has still to choose how.</summary>
    /// <param name="email">Null for somebody who has none of their own; they sign in by their personnel number.</param>
    public Account AddWithoutPassword(Guid personId, string? email, string role)
    {
        var account = new Account { PersonId = personId, SecurityStamp = Guid.NewGuid().ToString("N"), ConcurrencyStamp = Guid.NewGuid().ToString("N") };
        Rename(account, email);
        db.Add(account);
        db.Add(new RoleGrant { AccountId = account.Id, Role = role });
        return account;
    }

    public async Task<Account?> FindAsync(string email, CancellationToken cancellationToken)
    {
        var normalized = users.NormalizeEmail(email.Trim());
        return await db.Set<Account>().FirstOrDefaultAsync(a => a.NormalizedEmail == normalized, cancellationToken);
    }

    /// <summary>The account of whoever signs in as this: an e-mail address where there is an at sign, else a personnel number, also in small letters.</summary>
    public async Task<Account?> FindByNameAsync(string name, CancellationToken cancellationToken)
    {
        if (name.Contains('@')) return await FindAsync(name, cancellationToken);
        var typed = name.Trim();
        var capitals = typed.ToUpperInvariant();
        return await (from account in db.Set<Account>()
                      join person in db.Set<People.Person>() on account.PersonId equals person.Id
                      where person.PersonnelNumber == typed || person.PersonnelNumber == capitals
                      orderby person.PersonnelNumber == typed ? 0 : 1
                      select account).FirstOrDefaultAsync(cancellationToken);
    }

    public Task<Account?> OfPersonAsync(Guid personId, CancellationToken cancellationToken) => db.Set<Account>().FirstOrDefaultAsync(a => a.PersonId == personId, cancellationToken);

    /// <summary>Sets exactly these roles; those that stay keep their rows.</summary>
    public async Task SetRolesAsync(Guid accountId, IReadOnlyCollection<string> roles, DateTimeOffset? auditorUntil, CancellationToken cancellationToken)
    {
        var held = await db.Set<RoleGrant>().Where(g => g.AccountId == accountId).ToListAsync(cancellationToken);
        db.RemoveRange(held.Where(g => !roles.Contains(g.Role)));
        db.AddRange(roles.Except(held.Select(g => g.Role)).Select(r => new RoleGrant { AccountId = accountId, Role = r }));
        foreach (var grant in db.ChangeTracker.Entries<RoleGrant>().Select(e => e.Entity).Where(g => g.AccountId == accountId && g.Role == RoleNames.Auditor)) grant.Until = auditorUntil;
    }

    /// <summary>Whether a password matches. Takes as long for nobody as for somebody, so that time tells nothing.</summary>
    public bool Verify(Account? account, string password)
    {
        var hash = account?.PasswordHash ?? (dummy ??= users.PasswordHasher.HashPassword(new Account(), NewPassword()));
        return users.PasswordHasher.VerifyHashedPassword(account ?? new Account(), hash, password) is not PasswordVerificationResult.Failed && account?.PasswordHash is not null;
    }

    /// <summary>Why a password will not do for an account, in the words for its holder; null where it does. Ask before it is set.</summary>
    public async Task<string?> RefusalAsync(Account account, string? password, CancellationToken cancellationToken)
    {
        var person = await db.Set<People.Person>().FirstAsync(p => p.Id == account.PersonId, cancellationToken);
        return rules.Refusal(password, new PasswordHolder(person.Name, account.Email ?? person.Email, person.PersonnelNumber, acting.Tenant.Name, acting.Tenant.HostNames, account.TwoFactorEnabled));
    }

    /// <summary>What its holder enters to sign in: the e-mail address, else the personnel number; the name of somebody who has neither.</summary>
    public async Task<string> NameOfAsync(Account account, CancellationToken cancellationToken) =>
        account.Email ?? await db.Set<People.Person>().Where(p => p.Id == account.PersonId).Select(p => p.PersonnelNumber ?? (p.GivenName + " " + p.FamilyName)).FirstAsync(cancellationToken);

    /// <summary>Sets the e-mail address with which the account signs in, or that it has none.</summary>
    public void Rename(Account account, string? email) =>
        (account.UserName, account.NormalizedUserName, account.Email, account.NormalizedEmail) = (email, users.NormalizeName(email), email, users.NormalizeEmail(email));

    public void SetPassword(Account account, string password)
    {
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
        account.MustChangePassword = false;
    }
}
