using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace CompetencyModular.EndToEnd.Tests;

[Collection(nameof(DemoHost))]
public sealed class LosingTheConnection(DemoHost host, Chromium chromium)
{
    public static bool HasNoBrowser => Chromium.IsMissing;

    [Fact(Skip = Chromium.Skip, SkipWhen = nameof(HasNoBrowser))]
    public async Task R6_2_A_phone_installs_it_and_says_so_while_there_is_no_connection()
    {
        var page = await chromium.OpenAsync(host.Address, 390, worker: true);
        await page.SignInAsync("learner@demo.example", Deployable.Password);
        await IsInstallableAsync(page);
        await page.EvaluateAsync("() => navigator.serviceWorker.ready");

        await page.Context.SetOfflineAsync(true);
        await page.GotoAsync("/skills/me");
        await page.GetByRole(AriaRole.Heading, new() { Name = "There is no connection" }).WaitForAsync();
        await page.CheckLookAsync("without a connection");
        await page.Context.SetOfflineAsync(false);

        await page.GetByRole(AriaRole.Heading, new() { Name = "My skills" }).WaitForAsync();
        (await page.EvaluateAsync<string>("async () => { let all = ''; for (const name of await caches.keys()) for (const r of await (await caches.open(name)).keys()) all += await (await caches.match(r)).text(); return all; }")).ShouldNotContain("Carstensen");
        await page.Context.CloseAsync();
    }

    /// <summary>What browsers ask of an application before they offer to install it.</summary>
    private async Task IsInstallableAsync(IPage page)
    {
        using var client = new HttpClient { BaseAddress = new Uri(host.Address) };
        var manifest = (await client.GetFromJsonAsync<JsonNode>(await page.Locator("link[rel=manifest]").GetAttributeAsync("href")))!;
        manifest["start_url"]!.GetValue<string>().ShouldBe("/");
        manifest["display"]!.GetValue<string>().ShouldBe("standalone");
        var icons = manifest["icons"]!.AsArray();
        icons.Select(i => i!["sizes"]!.GetValue<string>()).ShouldBe(["192x192", "512x512", "512x512"]);
        foreach (var icon in icons) (await client.GetAsync(icon!["src"]!.GetValue<string>())).Content.Headers.ContentType?.MediaType.ShouldBe("image/png");
    }
}
