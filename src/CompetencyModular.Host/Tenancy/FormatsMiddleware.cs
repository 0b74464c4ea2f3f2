using System.Collections.Concurrent;
using System.Globalization;

namespace CompetencyModular.Host.Tenancy;

/// <summary>
/// How dates and numbers are written. The language comes from the person, the country from the organisation, where it names one: an English text for an
/// organisation in <c>en-US</c> has American dates. A language alone says no country, and .NET takes English for American then: 3/4/2026 would be read as
/// two different days. English dates without a country name their month.
/// </summary>
internal sealed class FormatsMiddleware(RequestDelegate next)
{
    private static readonly ConcurrentDictionary<(string Language, string Organisation), CultureInfo> Known = new();

    public Task InvokeAsync(HttpContext context, ActingContext acting)
    {
        CultureInfo.CurrentCulture = For(CultureInfo.CurrentUICulture.Name, acting.HasTenant ? acting.Tenant.Culture : "");
        return next(context);
    }

    /// <summary>The formats for a language in an organisation.</summary>
    public static CultureInfo For(string language, string organisation) => Known.GetOrAdd((language, organisation), static key =>
    {
        var spoken = CultureInfo.GetCultureInfo(key.Language);
        if (key.Organisation.StartsWith($"{spoken.TwoLetterISOLanguageName}-", StringComparison.OrdinalIgnoreCase)) return CultureInfo.GetCultureInfo(key.Organisation);
        if (spoken.Name != "en") return spoken;
        var british = new CultureInfo("en-GB");
        british.DateTimeFormat.ShortDatePattern = "d MMM yyyy";
        return CultureInfo.ReadOnly(british);
    });
}
