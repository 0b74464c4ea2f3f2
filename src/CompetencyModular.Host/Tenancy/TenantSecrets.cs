using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace CompetencyModular.Host.Tenancy;

/// <summary>Protects what is kept in the tenant's database and must not be read from a copy of it: with the tenant's own key ring, which lies beside it.</summary>
internal sealed class TenantSecrets(TenantDataProtection rings, ActingContext acting)
{
    public string Protect(string purpose, string text) => For(purpose).Protect(text);

    /// <summary>The text; null where it cannot be read, because it was changed or the key is gone.</summary>
    public string? Unprotect(string purpose, string protectedText)
    {
        try
        {
            return For(purpose).Unprotect(protectedText);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector For(string purpose) => rings.Of(acting.Tenant.Id, ["secrets", purpose]);
}
