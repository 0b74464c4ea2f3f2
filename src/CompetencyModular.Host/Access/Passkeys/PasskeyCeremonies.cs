using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CompetencyModular.Host.Tenancy;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace CompetencyModular.Host.Access.Passkeys;

/// <summary>
/// The two halves of each ceremony with an authenticator: what the browser is asked, and whether its answer is right. The challenge goes along with the form,
/// protected, for some minutes and for one answer.
/// </summary>
internal sealed class PasskeyCeremonies(IPasskeyHandler<Account> handler, TenantSecrets secrets, UsedChallenges used, TimeProvider time)
{
    private const string Purpose = "passkey ceremony";
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    /// <summary>What <c>navigator.credentials.create</c> is asked.</summary>
    public async Task<Asked> AskForNewAsync(Account account, string name, HttpContext context)
    {
        var made = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id.ToString(), Name = name, DisplayName = name }, context);
        return new Asked(made.CreationOptionsJson, Keep(made.AttestationState));
    }

    /// <summary>What <c>navigator.credentials.get</c> is asked: for any passkey of this place, so that nobody need say who they are first.</summary>
    public async Task<Asked> AskForAnyAsync(HttpContext context)
    {
        var made = await handler.MakeRequestOptionsAsync(null, context);
        return new Asked(made.RequestOptionsJson, Keep(made.AssertionState));
    }

    /// <summary>The new passkey; null where the answer is not right, too late, or to another question.</summary>
    public async Task<UserPasskeyInfo?> CheckNewAsync(Account account, string? state, string? credential, HttpContext context)
    {
        if (string.IsNullOrEmpty(credential) || credential.Length > 50_000 || Take(state) is not { } asked) return null;
        try
        {
            var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential, AttestationState = asked });
            return result.Succeeded && result.UserEntity.Id == account.Id.ToString() && result.Passkey.IsUserVerified ? result.Passkey : null;
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or PasskeyException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whose passkey it is, with its new count; null where the answer is not right, too late, or to another question.</summary>
    public async Task<(Account Account, UserPasskeyInfo Passkey)?> CheckAsync(string? state, string? credential, HttpContext context)
    {
        if (string.IsNullOrEmpty(credential) || credential.Length > 50_000 || Take(state) is not { } asked) return null;
        try
        {
            var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential, AssertionState = asked });
            return result.Succeeded && result.Passkey.IsUserVerified ? (result.User, result.Passkey) : null;
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or PasskeyException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    public static string IdOf(UserPasskeyInfo passkey) => WebEncoders.Base64UrlEncode(passkey.CredentialId);

    private string Keep(string? state) => secrets.Protect(Purpose, $"{(time.GetUtcNow() + Lasts).UtcTicks} {state}");

    private string? Take(string? kept)
    {
        if (kept is not { Length: > 0 and < 20_000 } || secrets.Unprotect(Purpose, kept)?.Split(' ', 2) is not [var until, var state]) return null;
        var ends = new DateTimeOffset(long.Parse(until, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);
        return ends > time.GetUtcNow() && used.TryUse(kept, ends, time.GetUtcNow()) ? state : null;
    }

    /// <param name="Options">JSON for the browser.</param>
    /// <param name="State">To be sent back with the answer.</param>
    public sealed record Asked(string Options, string State);
}

/// <summary>Remembers which challenges were answered, until they are too old to be answered again.</summary>
internal sealed class UsedChallenges
{
    private const int Many = 10_000;
    private readonly ConcurrentDictionary<string, DateTimeOffset> used = new();

    public bool TryUse(string challenge, DateTimeOffset until, DateTimeOffset now)
    {
        if (used.Count > Many)
            foreach (var old in used.Where(u => u.Value <= now)) used.TryRemove(old);
        return used.TryAdd(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(challenge))), until);
    }
}
