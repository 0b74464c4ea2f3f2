using System.Collections.Concurrent;
using CompetencyModular.Host.Operations;
using Microsoft.AspNetCore.DataProtection;

namespace CompetencyModular.Host.Tenancy;

/// <summary>
/// A key ring for each tenant. The tenant is found when something is protected or unprotected: protectors are made once and kept, so finding it
/// when they are made would be too early, and what one tenant protected another could open.
/// </summary>
internal sealed class TenantDataProtection(InstallationOptions options, IHttpContextAccessor http) : IDataProtectionProvider
{
    private readonly ConcurrentDictionary<Guid, IDataProtectionProvider> rings = new();

    public IDataProtector CreateProtector(string purpose) => new Protector(this, [purpose]);

    private IDataProtector For(string[] purposes)
    {
        var acting = http.HttpContext?.RequestServices.GetRequiredService<ActingContext>();
        return Of(acting is { HasTenant: true } ? acting.Tenant.Id : Guid.Empty, purposes);
    }

    /// <summary>A protector of a tenant that is known: where there is no request.</summary>
    public IDataProtector Of(Guid tenantId, string[] purposes)
    {
        var ring = rings.GetOrAdd(tenantId, id => DataProtectionProvider.Create(
            Directory.CreateDirectory(Path.Combine(id == Guid.Empty ? options.DataFolder : options.TenantFolder(id), "keys")),
            builder => builder.SetApplicationName($"CompetencyModular {id:N}")));
        return purposes.Aggregate(ring.CreateProtector($"tenant {tenantId:N}"), (protector, purpose) => protector.CreateProtector(purpose));
    }

    private sealed class Protector(TenantDataProtection rings, string[] purposes) : IDataProtector
    {
        public IDataProtector CreateProtector(string purpose) => new Protector(rings, [.. purposes, purpose]);

        public byte[] Protect(byte[] plaintext) => rings.For(purposes).Protect(plaintext);

        public byte[] Unprotect(byte[] protectedData) => rings.For(purposes).Unprotect(protectedData);
    }
}
