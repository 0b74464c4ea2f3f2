using CompetencyModular.Sdk.Ui;
using Microsoft.AspNetCore.DataProtection;

namespace CompetencyModular.Host.Shell;

/// <summary>Carries a toast over the redirect that follows a form, in a protected cookie that is read once.</summary>
internal sealed class CookieToasts(IHttpContextAccessor http, IDataProtectionProvider protection) : IToasts
{
    private const string Cookie = "cm-toast";

    public void Show(string text) => http.HttpContext?.Response.Cookies.Append(Cookie, Protector.Protect(text), new CookieOptions
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, MaxAge = TimeSpan.FromMinutes(1), Secure = http.HttpContext.Request.IsHttps,
    });

    /// <summary>The text that waits to be shown, which is then forgotten; null when there is none.</summary>
    public string? Take()
    {
        if (http.HttpContext is not { } context || context.Request.Cookies[Cookie] is not { } value) return null;
        if (!context.Response.HasStarted) context.Response.Cookies.Delete(Cookie);
        try
        {
            return Protector.Unprotect(value);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null; // Not ours, or of another tenant.
        }
    }

    private IDataProtector Protector => protection.CreateProtector("toasts");
}
