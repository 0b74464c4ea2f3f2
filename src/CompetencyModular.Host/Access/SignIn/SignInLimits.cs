using System.Net;
using System.Threading.RateLimiting;

namespace CompetencyModular.Host.Access.SignIn;

/// <summary>Slows down guessing: ten tries a minute for one e-mail address, sixty from one place.</summary>
internal sealed class SignInLimits : IDisposable
{
    public static TimeSpan Window { get; } = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> byAccount = Limiter(10);
    private readonly PartitionedRateLimiter<string> byPlace = Limiter(60);

    public bool Admit(Guid tenantId, IPAddress? place, string email)
    {
        using var fromPlace = byPlace.AttemptAcquire($"{tenantId}/{place}");
        using var forAccount = byAccount.AttemptAcquire($"{tenantId}/{email.Trim().ToUpperInvariant()}");
        return fromPlace.IsAcquired && forAccount.IsAcquired;
    }

    public void Dispose()
    {
        byAccount.Dispose();
        byPlace.Dispose();
    }

    private static PartitionedRateLimiter<string> Limiter(int tries) => PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetFixedWindowLimiter(key,
        _ => new FixedWindowRateLimiterOptions { PermitLimit = tries, Window = Window, QueueLimit = 0 }));
}
