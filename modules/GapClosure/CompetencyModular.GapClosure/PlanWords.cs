using System.Globalization;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.GapClosure;

/// <summary>How time, money and days of plans are said, on every page alike.</summary>
internal sealed class PlanWords(IStringLocalizer<PlanWords> texts, ITenant tenant)
{
    public string Hours(long minutes) => minutes < 60 ? texts["Minutes", minutes] : minutes % 60 == 0 ? texts["Hours", minutes / 60] : texts["HoursMinutes", minutes / 60, minutes % 60];

    public string Money(decimal money) => money == 0 ? texts["Free"] : $"{money.ToString(money == decimal.Truncate(money) ? "N0" : "N2", CultureInfo.CurrentCulture)} {tenant.Currency}";

    public string Day(DateTimeOffset instant) => tenant.DateAt(instant).ToString("d", CultureInfo.CurrentCulture);

    public string Percent(int percent) => (percent / 100m).ToString("P0", CultureInfo.CurrentCulture);
}
