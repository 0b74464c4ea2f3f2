using System.Globalization;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Tenancy;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Notices;

/// <summary>Puts what a module tells into words, in the language, format and time zone of whoever reads it.</summary>
internal sealed class NoticeWords(IStringLocalizerFactory texts, ModuleCatalog catalog, ActingContext acting)
{
    /// <summary>The modules that have a say: what a switched-off one told is kept and not shown.</summary>
    public string[] Modules { get; } = [.. catalog.Active.Select(m => m.Id).Where(acting.IsEnabled)];

    public string Of(Notice notice)
    {
        if (catalog.Active.FirstOrDefault(m => m.Id == notice.Module)?.Entry is not { } module) return notice.TextKey;
        try
        {
            return texts.Create(module.GetType())[notice.TextKey, [.. notice.Values.Select(Shown)]];
        }
        catch (FormatException)
        {
            return notice.TextKey; // A text that wants more values than it was given is the module's mistake, and no reason to show nothing at all.
        }
    }

    public string ModuleName(Notice notice) => texts.NameOf(catalog, notice.Module);

    private string Shown(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("d", CultureInfo.CurrentCulture)
        : DateTimeOffset.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant) ? TimeZoneInfo.ConvertTime(instant, acting.Tenant.TimeZone).ToString("g", CultureInfo.CurrentCulture)
        : value;
}
