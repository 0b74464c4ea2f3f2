using CompetencyModular.Sdk.Testing;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(CompetencyModular.EndToEnd.Tests.Chromium))]

namespace CompetencyModular.EndToEnd.Tests;

/// <summary>One real browser for all journeys.</summary>
public sealed class Chromium : IAsyncLifetime
{
    public const string Skip = "Needs Chromium: run build/test.sh, or set COMPETENCY_TEST_CHROMIUM.";

    private IPlaywright? playwright;

    public static bool IsMissing => TestEnvironment.MissingChromium is not null;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (IsMissing) return;
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = TestEnvironment.Chromium, Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
    }

    /// <summary>A device of its own: no cookies of anybody else.</summary>
    /// <param name="address">The host's.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="language">What the browser asks for.</param>
    /// <param name="worker">Whether the worker that speaks while there is no connection may stand between.</param>
    public async Task<IPage> OpenAsync(string address, int width, string language = "en", bool worker = false)
    {
        var context = await Browser.NewContextAsync(new()
        {
            BaseURL = address, Locale = language, ViewportSize = new() { Width = width, Height = 900 },
            // What is fading in has too little contrast for a moment; axe would judge that moment.
            ReducedMotion = ReducedMotion.Reduce,
            ServiceWorkers = worker ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
        });
        // Nothing takes that long on a quiet machine; on a busy one, a page that came late is no defect.
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        playwright?.Dispose();
    }
}
