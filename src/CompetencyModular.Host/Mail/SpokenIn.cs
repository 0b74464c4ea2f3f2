using System.Globalization;

namespace CompetencyModular.Host.Mail;

/// <summary>Lets texts be made in the language of whoever will read them, until it is disposed of.</summary>
internal readonly struct SpokenIn : IDisposable
{
    private readonly CultureInfo before;

    public SpokenIn(string culture) => (before, CultureInfo.CurrentUICulture) = (CultureInfo.CurrentUICulture, CultureInfo.GetCultureInfo(culture));

    public void Dispose() => CultureInfo.CurrentUICulture = before;
}
