using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.Access.SharedDevices;

/// <summary>A tablet or computer that several people use in turn. It knows itself by a secret in a cookie, of which the database holds a hash.</summary>
internal sealed class SharedDevice
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    /// <summary>SHA-256 of the secret, in hexadecimal.</summary>
    public required string SecretHash { get; init; }

    public DateTimeOffset AddedAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<SharedDevice>
    {
        public void Configure(EntityTypeBuilder<SharedDevice> builder)
        {
            builder.ToTable("SharedDevices");
            builder.Property(d => d.Name).HasMaxLength(100);
            builder.Property(d => d.SecretHash).HasMaxLength(64);
            builder.HasIndex(d => d.SecretHash).IsUnique();
            builder.HasIndex(d => new { d.Name, d.Id });
        }
    }
}

/// <summary>That somebody signed in on a shared device, so that it offers them the next time.</summary>
internal sealed class DeviceVisit
{
    public Guid DeviceId { get; init; }

    public Guid AccountId { get; init; }

    public DateTimeOffset LastAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<DeviceVisit>
    {
        public void Configure(EntityTypeBuilder<DeviceVisit> builder)
        {
            builder.ToTable("DeviceVisits").HasKey(v => new { v.DeviceId, v.AccountId });
            builder.HasIndex(v => v.AccountId);
            builder.HasOne<SharedDevice>().WithMany().HasForeignKey(v => v.DeviceId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Account>().WithMany().HasForeignKey(v => v.AccountId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>What a shared device is to a request: which one it is, who was here lately, and the end of a session that nobody used for a while.</summary>
internal sealed class SharedDevices(PlatformDb db, ActingContext acting, TimeProvider time)
{
    /// <summary>How many people a device offers.</summary>
    public const int MostVisitors = 12;

    /// <summary>A device forgets whoever was not here for so long.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(30);

    /// <summary>No script can read it.</summary>
    private const string Cookie = "__Host-competency-device";

    /// <summary>Whether a browser says that it is on a shared device.</summary>
    public static bool IsNamedBy(HttpContext context) => context.Request.Cookies[Cookie] is { Length: > 0 and < 100 };

    /// <summary>The device that a browser says it is; null for none, an unknown and a removed one.</summary>
    public async Task<Guid?> OfAsync(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 and < 100 } secret) return null;
        var hash = SessionKey.Of(acting.Tenant.Id, secret).SecretHash;
        return await db.Set<SharedDevice>().Where(d => d.SecretHash == hash).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(context.RequestAborted);
    }

    public static void Keep(HttpContext context, string secret) => context.Response.Cookies.Append(Cookie, secret, new CookieOptions
    {
        HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true, MaxAge = TimeSpan.FromDays(400),
    });

    /// <summary>Those who signed in on this device lately and let themselves be shown, by name.</summary>
    public async Task<IReadOnlyList<Visitor>> VisitorsAsync(Guid deviceId, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Lately;
        var lately = await (from visit in db.Set<DeviceVisit>().AsNoTracking()
                            join account in db.Set<Account>() on visit.AccountId equals account.Id
                            join person in db.Set<People.Person>() on account.PersonId equals person.Id
                            where visit.DeviceId == deviceId && visit.LastAt > since && person.IsActive && !account.HidesOnSharedDevices
                            orderby visit.LastAt descending
                            select new Visitor(account.Id, person.GivenName + " " + person.FamilyName, account.Email ?? person.PersonnelNumber ?? "")).Take(MostVisitors).ToListAsync(cancellationToken);
        return [.. lately.Where(v => v.SignsInAs.Length > 0).OrderBy(v => v.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>Remembers, within the running unit of work, that somebody signed in on this device; it forgets the oldest that it does not show any more.</summary>
    public async Task RememberAsync(Guid deviceId, Account account, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Lately;
        await db.Set<DeviceVisit>().Where(v => v.DeviceId == deviceId && v.LastAt <= since).ExecuteDeleteAsync(cancellationToken);
        if (account.HidesOnSharedDevices) return;
        if (await db.Set<DeviceVisit>().FindAsync([deviceId, account.Id], cancellationToken) is { } visit) visit.LastAt = time.GetUtcNow();
        else db.Add(new DeviceVisit { DeviceId = deviceId, AccountId = account.Id, LastAt = time.GetUtcNow() });
    }

    /// <summary>What pages kept in the browser goes before somebody else stands there.</summary>
    public static void Clear(HttpContext context) => context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";

    /// <summary><c>GET /shared-device/here</c>: says that somebody is still there. That the request came is all.</summary>
    public static void Map(WebApplication app) => app.MapGet("/shared-device/here", () => Results.NoContent()).WithMetadata(new AllowAnonymousAttribute()).ExcludeFromDescription();

    /// <summary>Ends a session that nobody used for a while.</summary>
    public static async Task EndIdleAsync(HttpContext context, string secret)
    {
        var services = context.RequestServices;
        var sessions = services.GetRequiredService<Sessions>();
        await services.GetRequiredService<UnitOfWork>().RunAsync<Result<Done>>("Platform.SignOutIdle", async ct =>
        {
            await sessions.EndAsync(secret, ct);
            return Done.Value;
        }, context.RequestAborted);
        sessions.Forget(secret);
        SessionMiddleware.SignOut(context);
        Clear(context);
    }
}

/// <param name="SignsInAs">The e-mail address or personnel number; the page does not show it.</param>
internal sealed record Visitor(Guid AccountId, string Name, string SignsInAs);
