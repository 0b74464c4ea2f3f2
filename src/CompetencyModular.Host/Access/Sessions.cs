using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.People;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Access;

/// <summary>
/// Begins, finds and ends sessions. What a session may do is read from the tenant's database and remembered for 5 seconds: nothing that was taken
/// away lasts longer, and no cookie and no token says what its holder may do.
/// </summary>
internal sealed class Sessions(PlatformDb db, ActingContext acting, SessionCache cache, Grants grants, SharedDevices.SharedDevices devices, TimeProvider time)
{
    private static readonly TimeSpan BrowserLasts = TimeSpan.FromDays(7);
    private static readonly TimeSpan TokenLasts = TimeSpan.FromHours(12);

    /// <summary>On a shared device, at most a shift, also without a pause.</summary>
    private static readonly TimeSpan SharedLasts = TimeSpan.FromHours(12);

    /// <summary>What the page says of somebody who is still there comes some seconds late.</summary>
    private static readonly TimeSpan IdleGrace = TimeSpan.FromSeconds(30);

    private const int SweptAtOnce = 200;

    /// <summary>How many personal tokens somebody may have.</summary>
    public const int MostPersonalTokens = 50;

    /// <summary>What personal tokens begin with, so that a leaked one is recognised by programs that look for such.</summary>
    private const string PersonalPrefix = "cmp_";

    /// <summary>Adds a session to the running unit of work and returns its secret, which nobody can read again.</summary>
    public async Task<(string Secret, DateTimeOffset ExpiresAt)> BeginAsync(Account account, SessionKind kind, string client, CancellationToken cancellationToken, bool byPasskey = false)
    {
        var device = kind is SessionKind.Browser ? acting.DeviceId : null;
        if (device is { } shared) await devices.RememberAsync(shared, account, cancellationToken);
        var secret = NewSecret();
        var now = time.GetUtcNow();
        var expires = now + (kind is SessionKind.Token ? TokenLasts : device is not null ? SharedLasts : BrowserLasts);
        db.Add(new Session
        {
            AccountId = account.Id, SecretHash = SessionKey.Of(acting.Tenant.Id, secret).SecretHash, Kind = kind, Client = client.Length > 300 ? client[..300] : client, CreatedAt = now, ExpiresAt = expires, LastSeenAt = now, ByPasskey = byPasskey, DeviceId = device,
        });
        return (secret, expires);
    }

    /// <summary>Adds a personal token to the running unit of work and returns its secret, which nobody can read again.</summary>
    public (Guid Id, string Secret) BeginPersonal(Guid accountId, string name, IReadOnlyList<string> scopes, DateTimeOffset expiresAt)
    {
        var secret = PersonalPrefix + NewSecret();
        var now = time.GetUtcNow();
        var token = new Session
        {
            AccountId = accountId, SecretHash = SessionKey.Of(acting.Tenant.Id, secret).SecretHash, Kind = SessionKind.Personal, Name = name, Scopes = scopes, CreatedAt = now, ExpiresAt = expiresAt, LastSeenAt = now,
        };
        db.Add(token);
        return (token.Id, secret);
    }

    /// <summary>Reads whose session it is and what they may do now, and remembers it; null for an unknown, ended or expired one.</summary>
    public async Task<SignedIn?> ReadAsync(SessionKey key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var signedIn = await ReadAsync(key.SecretHash, now, cancellationToken);
        cache.Put(key, signedIn, now);
        return signedIn;
    }

    /// <summary>Deletes sessions that have expired, a few at a time: whoever signs in sweeps for those who never signed out.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var expired = db.Set<Session>().Where(s => s.ExpiresAt <= now).OrderBy(s => s.ExpiresAt).Select(s => s.Id).Take(SweptAtOnce);
        await db.Set<Session>().Where(s => expired.Contains(s.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Ends the session of a secret, within the running unit of work.</summary>
    public async Task EndAsync(string secret, CancellationToken cancellationToken)
    {
        var key = SessionKey.Of(acting.Tenant.Id, secret);
        await db.Set<Session>().Where(s => s.SecretHash == key.SecretHash).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Forgets what was remembered of a secret's session, once its end is committed.</summary>
    public void Forget(string secret) => cache.Forget(SessionKey.Of(acting.Tenant.Id, secret));

    /// <summary>Ends all sessions of an account but one, and with them everything that was remembered.</summary>
    public async Task EndOthersAsync(Guid accountId, Guid? exceptSession, CancellationToken cancellationToken, bool withPersonalTokens = true)
    {
        await db.Set<Session>().Where(s => s.AccountId == accountId && s.Id != exceptSession && (withPersonalTokens || s.Kind != SessionKind.Personal)).ExecuteDeleteAsync(cancellationToken);
        cache.Clear();
    }

    private async Task<SignedIn?> ReadAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = await (
            from session in db.Set<Session>().AsNoTracking()
            join account in db.Set<Account>() on session.AccountId equals account.Id
            join person in db.Set<Person>() on account.PersonId equals person.Id
            where session.SecretHash == hash && session.ExpiresAt > now && person.IsActive
            select new { session.Id, session.AccountId, account.PersonId, Name = person.GivenName + " " + person.FamilyName, session.Kind, session.ExpiresAt, session.Scopes, session.ByPasskey, session.DeviceId, session.LastSeenAt, account.MustChangePassword, account.TwoFactorEnabled }).FirstOrDefaultAsync(cancellationToken);
        if (found is null) return null;
        var granted = await grants.RolesOfAsync(found.AccountId, cancellationToken);
        var first = found.MustChangePassword ? FirstOfAll.Password
            : !found.TwoFactorEnabled && !found.ByPasskey && (await RulesAsync(cancellationToken))?.Concern(granted) == true ? FirstOfAll.TwoSteps : FirstOfAll.Nothing;
        var permissions = await grants.PermissionsOfAsync(granted, cancellationToken);
        // A personal token may what its owner may and it was made for, and never what concerns the account itself.
        if (found.Kind is SessionKind.Personal) permissions = permissions.Intersect(found.Scopes).Except(HostPermissions.NeverByToken).ToFrozenSet();
        TimeSpan? idle = found.DeviceId is null ? null : TimeSpan.FromMinutes((await RulesAsync(cancellationToken) ?? new SignInRules()).SharedIdleMinutes);
        return new SignedIn(found.Id, found.AccountId, found.PersonId, found.Name, found.Kind, found.ExpiresAt, first, permissions, found.DeviceId, idle, idle + IdleGrace, found.LastSeenAt);
    }

    /// <summary>Whether the organisation asks the holder of an account for two steps.</summary>
    public async Task<bool> MustHaveTwoStepsAsync(Guid accountId, CancellationToken cancellationToken)
    {
        if (await RulesAsync(cancellationToken) is not { } rules) return false;
        return rules.Concern(await grants.RolesOfAsync(accountId, cancellationToken));
    }

    private Task<SignInRules?> RulesAsync(CancellationToken cancellationToken) => db.Set<SignInRules>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == SignInRules.TheOne, cancellationToken);

    private static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_').TrimEnd('=');
}

/// <summary>A session and what its holder may do.</summary>
/// <param name="Idle">After how long without use the page of a shared device signs out.</param>
/// <param name="EndsIdle">After how long without use the session is over, whatever the page did.</param>
/// <param name="LastSeenAt">As it was written down.</param>
internal sealed record SignedIn(
    Guid SessionId, Guid AccountId, Guid PersonId, string Name, SessionKind Kind, DateTimeOffset ExpiresAt, FirstOfAll First, FrozenSet<string> Permissions, Guid? DeviceId, TimeSpan? Idle, TimeSpan? EndsIdle, DateTimeOffset LastSeenAt);

/// <summary>What somebody must do before they can do anything else.</summary>
internal enum FirstOfAll
{
    Nothing,
    Password,
    TwoSteps,
}

/// <summary>A session's secret within its tenant: equal secrets of two tenants would still be two sessions.</summary>
internal readonly record struct SessionKey(Guid TenantId, string SecretHash)
{
    public static SessionKey Of(Guid tenantId, string secret) => new(tenantId, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret))));
}

/// <summary>Remembers for 5 seconds what a session may do; unknown secrets too, so that guessing costs no queries.</summary>
internal sealed class SessionCache
{
    private const int Most = 50_000;
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<SessionKey, (SignedIn? SignedIn, DateTimeOffset Until)> entries = new();

    public bool TryGet(SessionKey key, DateTimeOffset now, out SignedIn? signedIn)
    {
        var known = entries.TryGetValue(key, out var entry) && entry.Until > now;
        signedIn = known ? entry.SignedIn : null;
        return known;
    }

    public void Put(SessionKey key, SignedIn? signedIn, DateTimeOffset now)
    {
        if (entries.Count >= Most) entries.Clear();
        entries[key] = (signedIn, now + Lasts);
    }

    public void Forget(SessionKey key) => entries.TryRemove(key, out _);

    public void Clear() => entries.Clear();
}

/// <summary>Which permissions the roles consist of: what the running modules declare.</summary>
internal sealed class RolePermissions(ModuleCatalog catalog)
{
    private readonly ConcurrentDictionary<string, FrozenSet<string>> sets = new();

    public FrozenSet<string> Of(IEnumerable<string> roles) => sets.GetOrAdd(string.Join('|', roles.Order(StringComparer.Ordinal)),
        key => catalog.Permissions.Where(p => p.Roles.Intersect(key.Split('|')).Any()).Select(p => p.Id).ToFrozenSet());
}
