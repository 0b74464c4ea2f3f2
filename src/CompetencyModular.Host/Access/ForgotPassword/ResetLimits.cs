using System.Threading.RateLimiting;
using CompetencyModular.Host.Tenancy;

namespace CompetencyModular.Host.Access.ForgotPassword;

/// <summary>Three mails in a quarter of an hour to one address; thirty questions or codes a minute from one place.</summary>
internal sealed class ResetLimits : IDisposable
{
    private readonly PartitionedRateLimiter<string> byAddress = Limiter(3, TimeSpan.FromMinutes(15));
    private readonly PartitionedRateLimiter<string> byPlace = Limiter(30, TimeSpan.FromMinutes(1));
    private readonly PartitionedRateLimiter<string> wrongCodes = Limiter(30, TimeSpan.FromMinutes(1));

    public bool AdmitAddress(HttpContext context, string email) => Admit(byAddress, $"{TenantOf(context)}/{email.Trim().ToUpperInvariant()}");

    public bool AdmitPlace(HttpContext context) => Admit(byPlace, $"{TenantOf(context)}/{context.Connection.RemoteIpAddress}");

    /// <summary>Whether a code may be tried: thirty wrong ones a minute from one place, and as many right ones as a company has people.</summary>
    public bool MayTryCode(HttpContext context)
    {
        using var lease = wrongCodes.AttemptAcquire($"{TenantOf(context)}/{context.Connection.RemoteIpAddress}", permitCount: 0);
        return lease.IsAcquired;
    }

    public void NoteWrongCode(HttpContext context) => Admit(wrongCodes, $"{TenantOf(context)}/{context.Connection.RemoteIpAddress}");

    public void Dispose()
    {
        byAddress.Dispose();
        byPlace.Dispose();
        wrongCodes.Dispose();
    }

    private static Guid TenantOf(HttpContext context) => context.RequestServices.GetRequiredService<ActingContext>().Tenant.Id;

    private static bool Admit(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> Limiter(int tries, TimeSpan window) => PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetFixedWindowLimiter(key,
        _ => new FixedWindowRateLimiterOptions { PermitLimit = tries, Window = window, QueueLimit = 0 }));
}
