using System.Collections.Concurrent;
using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CompetencyModular.EndToEnd.Tests;

/// <summary>What people do on pages, and what must hold on each of them.</summary>
internal static class Browsing
{
    private static readonly ConcurrentDictionary<string, bool> Seen = new();

    // Everything that passed, too, would be written out and read again: twice the time of a look.
    private static readonly AxeRunOptions ViolationsOnly = new() { ResultTypes = [ResultType.Violations] };

    public static async Task SignInAsync(this IPage page, string email, string password)
    {
        await page.GotoAsync("/sign-in");
        await page.CheckOnceAsync("nobody");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.ArrivesAtAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        await page.CheckOnceAsync(email);
    }

    /// <summary>Everybody comes by the page on which one signs in, and by home: once for each person and width is enough.</summary>
    private static async Task CheckOnceAsync(this IPage page, string who)
    {
        if (Seen.TryAdd($"{who} {new Uri(page.Url).Authority} {page.ViewportSize!.Width}", true)) await page.CheckAsync();
    }

    /// <summary>A device on which somebody is signed in, on a page of theirs.</summary>
    public static async Task<IPage> OpenAsync(this Chromium chromium, string address, int width, string email, string path)
    {
        var page = await chromium.OpenAsync(address, width);
        await page.SignInAsync(email, Deployable.Password);
        await page.GotoAsync(path);
        await page.CheckAsync();
        return page;
    }

    /// <summary>Waits for an address only: what is done on the page next waits for what it needs, while its loading may have been told before one asks.</summary>
    public static Task ArrivesAtAsync(this IPage page, string pattern) => page.WaitForURLAsync(pattern, new() { WaitUntil = WaitUntilState.Commit });

    /// <inheritdoc cref="ArrivesAtAsync(IPage, string)"/>
    public static Task ArrivesAtAsync(this IPage page, Func<string, bool> holds) => page.WaitForURLAsync(holds, new() { WaitUntil = WaitUntilState.Commit });

    /// <summary>Presses a button of the page and waits for what it says then.</summary>
    public static async Task SubmitAsync(this IPage page, string button, string toast)
    {
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await page.Locator(".toast-text", new() { HasText = toast }).First.WaitForAsync();
        await page.CheckAsync();
    }

    /// <summary>From the gap to the first course of the accepted plan; returns the course's title.</summary>
    public static async Task<string> PlanAndOpenFirstCourseAsync(this IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Close my gap" }).ClickAsync();
        await page.ArrivesAtAsync("**/gap-closure/plan*");
        await page.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept this plan" }).ClickAsync();
        await page.GetByText("The plan is yours now.").WaitForAsync();
        await page.CheckAsync();

        var course = page.Locator("a[href*='paths/courses/']").First;
        var title = (await course.InnerTextAsync()).Trim();
        await course.ClickAsync();
        await page.ArrivesAtAsync("**/paths/courses/*");
        await page.CheckAsync();
        return title;
    }

    /// <summary>The number under "To work on", on somebody's skills.</summary>
    public static async Task<int> OpenGapsAsync(this IPage page) =>
        int.Parse(await page.Locator(".stat", new() { HasText = "To work on" }).Locator(".stat-value").InnerTextAsync(), CultureInfo.InvariantCulture);

    /// <summary>Loads the page again until the event was delivered, which takes a moment.</summary>
    public static async Task UntilAsync(this IPage page, Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if (await holds()) return;
            await page.ReloadAsync();
        }

        (await holds()).ShouldBeTrue();
    }

    /// <summary>No violation of WCAG that axe finds, and nothing that must be scrolled sideways.</summary>
    public static async Task CheckAsync(this IPage page)
    {
        // Enhanced navigation changes the address first and the page a moment later.
        await page.WaitForFunctionAsync("() => { const skip = document.querySelector('.skip-link'); return skip && new URL(skip.href).pathname === location.pathname && document.querySelector('h1'); }");
        await page.CheckLookAsync("");
    }

    /// <summary>The same at once, on a page that stands still.</summary>
    public static async Task CheckLookAsync(this IPage page, string look)
    {
        await page.CheckWidthAsync(look);
        // The newer way opens a second page for each look, for the sake of frames of other origins: there are none.
#pragma warning disable CS0618
        var result = await page.RunAxeLegacy(options: ViolationsOnly);
#pragma warning restore CS0618
        result.Violations.Select(v => $"{page.Url} {look}: {v.Id} at {string.Join(", ", v.Nodes.Take(5).Select(n => n.Target.ToString()))}").ShouldBeEmpty();
    }

    /// <summary>Nothing that must be scrolled sideways.</summary>
    public static async Task CheckWidthAsync(this IPage page, string look)
    {
        // What is on its way to another place or colour would be judged in between.
        await page.EvaluateAsync("async () => { await new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r))); await Promise.race([new Promise(r => setTimeout(r, 1000)), Promise.allSettled(document.getAnimations().map(a => a.finished))]); }");
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0, $"{page.Url} {look} is wider than the window");
    }
}
