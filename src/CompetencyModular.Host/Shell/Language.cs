using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Localization;

namespace CompetencyModular.Host.Shell;

/// <summary>Remembers the language that somebody chose in the person menu.</summary>
internal static class Language
{
    public static void MapLanguage(this WebApplication app) => app.MapGet("/language/{culture}", (string culture, string? returnUrl, HttpContext context) =>
    {
        if (culture is "en" or "de")
        {
            context.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
                new CookieOptions { IsEssential = true, HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), Secure = context.Request.IsHttps });
        }

        return Results.LocalRedirect(returnUrl is ['/', not '/' and not '\\', ..] ? returnUrl : "/");
    }).WithMetadata(new AllowAnonymousAttribute());
}
