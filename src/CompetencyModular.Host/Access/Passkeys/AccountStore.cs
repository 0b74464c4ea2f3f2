using CompetencyModular.Host.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Access.Passkeys;

/// <summary>Where ASP.NET Core's Identity finds accounts and their passkeys. It only reads: what changes is written by the slices, in their units of work.</summary>
internal sealed class AccountStore(PlatformDb db, IdentityErrorDescriber? describer = null) : UserOnlyStore<Account, PlatformDb, Guid>(db, describer)
{
    public override async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await Context.Set<Passkey>().AsNoTracking().Where(p => p.AccountId == user.Id).ToListAsync(cancellationToken)).Select(p => p.Info())];

    public override async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = WebEncoders.Base64UrlEncode(credentialId);
        return await (from passkey in Context.Set<Passkey>() join account in Context.Set<Account>() on passkey.AccountId equals account.Id where passkey.CredentialId == id select account).FirstOrDefaultAsync(cancellationToken);
    }

    public override async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = WebEncoders.Base64UrlEncode(credentialId);
        return (await Context.Set<Passkey>().AsNoTracking().FirstOrDefaultAsync(p => p.AccountId == user.Id && p.CredentialId == id, cancellationToken))?.Info();
    }

    public override Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException("Slices write passkeys.");
}
