using System.Security.Cryptography;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Access.TwoSteps;

/// <summary>The second step of an account: the authenticator app's key and the recovery codes, within the running unit of work.</summary>
internal sealed class SecondSteps(PlatformDb db, ActingContext acting, TenantSecrets secrets, TimeProvider time)
{
    public const int RecoveryCodes = 10;
    private const string Purpose = "second step";
    private const string OfferPurpose = "second step offer";
    private const string TicketPurpose = "second step pending";
    private static readonly TimeSpan OfferLasts = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan TicketLasts = TimeSpan.FromMinutes(10);

    /// <summary>Offers a key. It is kept nowhere until its holder has proven that the app has it; what comes back is read by <see cref="KeyOf"/>.</summary>
    public string Offer(Guid accountId) => secrets.Protect(OfferPurpose, $"{accountId:N} {(time.GetUtcNow() + OfferLasts).UtcTicks} {Totp.NewKey()}");

    /// <summary>The key of an offer to this account; null for another's, for one that has expired and for what is none.</summary>
    public string? KeyOf(string? offer, Guid accountId) => Read(OfferPurpose, offer) is { } found && found.AccountId == accountId ? found.Last : null;

    /// <summary>What a browser holds between the password and the second step. It opens nothing by itself.</summary>
    public string Ticket(Account account) => secrets.Protect(TicketPurpose, $"{account.Id:N} {(time.GetUtcNow() + TicketLasts).UtcTicks} {account.SecurityStamp}");

    /// <summary>Whose password was right; null where it was changed since, or too much time has passed.</summary>
    public async Task<Account?> AccountOfAsync(string? ticket, CancellationToken cancellationToken) =>
        Read(TicketPurpose, ticket) is { } found && await db.Set<Account>().FindAsync([found.AccountId], cancellationToken) is { } account && account.SecurityStamp == found.Last ? account : null;

    /// <summary>Switches two steps on, once the first code of a key is right.</summary>
    public bool TrySwitchOn(Account account, string key, string? code)
    {
        if (Totp.StepOf(key, code, time.GetUtcNow()) is not { } step) return false;
        (account.ProtectedTotpKey, account.LastTotpStep, account.TwoFactorEnabled) = (secrets.Protect(Purpose, key), step, true);
        Touch(account);
        return true;
    }

    public async Task SwitchOffAsync(Account account, CancellationToken cancellationToken)
    {
        (account.ProtectedTotpKey, account.LastTotpStep, account.TwoFactorEnabled) = (null, 0, false);
        Touch(account);
        await db.Set<RecoveryCode>().Where(c => c.AccountId == account.Id).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Whether a code of the app or a recovery code is right; either is used up with it.</summary>
    public async Task<bool> UseAsync(Account account, string? code, CancellationToken cancellationToken)
    {
        if (account.ProtectedTotpKey is { } kept && secrets.Unprotect(Purpose, kept) is { } key && Totp.StepOf(key, code, time.GetUtcNow()) is { } step)
        {
            if (step <= account.LastTotpStep) return false;
            account.LastTotpStep = step;
            // Of two who come with the same code at once, the second is told that the account was changed meanwhile.
            Touch(account);
            return true;
        }

        var hash = HashOf(code ?? "");
        return await db.Set<RecoveryCode>().Where(c => c.AccountId == account.Id && c.CodeHash == hash).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    /// <summary>
    /// Whether it is really the holder who changes the second step, and not whoever found an open browser: by the password; by a code of the app or a recovery code where somebody
    /// signs in elsewhere and has none.
    /// </summary>
    public async Task<bool> IsHolderAsync(Account account, string? password, string? code, Accounts accounts, CancellationToken cancellationToken) =>
        account.PasswordHash is null ? await UseAsync(account, code, cancellationToken) : accounts.Verify(account, password ?? "");

    /// <summary>New recovery codes; the old ones are void.</summary>
    public async Task<IReadOnlyList<string>> NewRecoveryCodesAsync(Account account, CancellationToken cancellationToken)
    {
        await db.Set<RecoveryCode>().Where(c => c.AccountId == account.Id).ExecuteDeleteAsync(cancellationToken);
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => string.Join('-', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 4)))).ToList();
        db.AddRange(codes.Select(c => new RecoveryCode { AccountId = account.Id, CodeHash = HashOf(c) }));
        return codes;
    }

    private static void Touch(Account account) => account.ConcurrencyStamp = Guid.NewGuid().ToString("N");

    private (Guid AccountId, string Last)? Read(string purpose, string? text) =>
        text is { Length: > 0 and < 2000 } && secrets.Unprotect(purpose, text)?.Split(' ') is [var id, var until, var rest]
        && long.Parse(until, System.Globalization.CultureInfo.InvariantCulture) > time.GetUtcNow().UtcTicks ? (Guid.Parse(id), rest) : null;

    private string HashOf(string code) => SessionKey.Of(acting.Tenant.Id, code.Trim().ToLowerInvariant()).SecretHash;
}
