using System.Globalization;
using CompetencyModular.Sdk.Tenancy;

namespace CompetencyModular.SkillsAnalysis.Lookups;

/// <summary>The day as of which something is asked (F5): this moment for today, the end of any other day, so that whatever happened during it is true.</summary>
internal readonly record struct AskedDay(DateOnly Day, DateTimeOffset At, bool IsToday)
{
    public static AskedDay Of(ITenant tenant, DateOnly? asked, DateTimeOffset now)
    {
        var today = tenant.DateAt(now);
        return asked is { } day && day != today && IsSensible(day) ? new AskedDay(day, tenant.EndOf(day).AddTicks(-1), false) : new AskedDay(today, now, true);
    }

    /// <summary>A day in an address; null, which is today, for what is none that makes sense.</summary>
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && IsSensible(day) ? day : null;

    /// <summary>Whether one can ask about a day.</summary>
    public static bool IsSensible(DateOnly day) => day.Year is >= 1900 and <= 2200;

    /// <summary>As it stands in an address.</summary>
    public override string ToString() => Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
