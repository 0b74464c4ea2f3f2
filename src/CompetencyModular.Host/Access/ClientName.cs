namespace CompetencyModular.Host.Access;

/// <summary>What people call the browser or program that a session belongs to, from how it named itself. A guess is enough: it tells one device from another.</summary>
internal static class ClientName
{
    // The first that is named counts: Edge and Opera name Chrome too, and Chrome names Safari.
    private static readonly (string Sign, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Such as <c>Firefox, Windows</c>; the program's own name where it is no browser; empty where it named itself not at all.</summary>
    public static string Of(string userAgent)
    {
        var (browser, system) = (In(Browsers, userAgent), In(Systems, userAgent));
        return (browser, system) switch
        {
            (not null, not null) => $"{browser}, {system}",
            (not null, null) => browser,
            _ => userAgent.Split(' ', '/')[0] is { Length: > 0 and <= 60 } program ? program : "",
        };
    }

    private static string? In((string Sign, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(k => userAgent.Contains(k.Sign, StringComparison.Ordinal)).Name;
}
