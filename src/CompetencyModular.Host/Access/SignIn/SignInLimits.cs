using System.Net;
using System.Threading.RateLimiting;

namespace CompetencyModular.Host.Access.SignIn;

/// <summary>Slows down guessing: ten tries a minute for one e-mail address, sixty from one place, five second steps.</summary>
internal sealed class SignInLimits : IDisposable
{
    public static TimeSpan Window { get; } = TimeSpan.FromMinutes(1);

    public static TimeSpan StepWindow { get; } = TimeSpan.FromMinutes(5);

    private readonly PartitionedRateLimiter<string> byAccount = Limiter(10);
    private readonly PartitionedRateLimiter<string> byPlace = Limiter(60);
    private readonly PartitionedRateLimiter<string> byStep = Limiter(5, StepWindow);

    public bool Admit(Guid tenantId, IPAddress? place, string email)
    {
        using var fromPlace = byPlace.AttemptAcquire($"{tenantId}/{place}");
        using var forAccount = byAccount.AttemptAcquire($"{tenantId}/{email.Trim().ToUpperInvariant()}");
        return fromPlace.IsAcquired && forAccount.IsAcquired;
    }

    /// <summary>A passkey cannot be guessed; the place alone is held to its limit, behind which a whole company may sit.</summary>
    public bool AdmitPasskey(Guid tenantId, IPAddress? place)
    {
        using var fromPlace = byPlace.AttemptAcquire($"{tenantId}/{place}");
        return fromPlace.IsAcquired;
    }

    /// <summary>Codes of six digits are few, and whoever is signed in already needs few tries at the password: five in five minutes for one account.</summary>
    public bool AdmitStep(Guid tenantId, Guid accountId)
    {
        using var step = byStep.AttemptAcquire($"{tenantId}/{accountId}");
        return step.IsAcquired;
    }

    public void Dispose()
    {
        byStep.Dispose();
        byAccount.Dispose();
        byPlace.Dispose();
    }

    private static PartitionedRateLimiter<string> Limiter(int tries, TimeSpan? window = null) => PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetFixedWindowLimiter(key,
        _ => new FixedWindowRateLimiterOptions { PermitLimit = tries, Window = window ?? Window, QueueLimit = 0 }));
}
