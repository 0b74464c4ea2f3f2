using System.Net;
using System.Security.Cryptography;
using System.Text;
using CompetencyModular.Host.Tenancy;

namespace CompetencyModular.Host.Access.SetUp;

/// <summary>
/// Who may create the organisation while there is none: somebody at this very machine, or whoever can read what the server printed at its start.
/// </summary>
internal sealed class SetUpCode(TenantRegistry tenants)
{
    /// <summary>A new one with each start; it opens nothing once there is an organisation.</summary>
    public string Value { get; } = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);

    public bool IsNeeded => tenants.All.Count == 0;

    public static bool IsLocal(HttpContext context) => context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");

    public bool Admits(HttpContext context, string? typed) => IsNeeded && (IsLocal(context)
        || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(typed?.Trim() ?? ""), Encoding.UTF8.GetBytes(Value)));
}
