using Microsoft.Playwright;

namespace CompetencyModular.EndToEnd.Tests;

[Collection(nameof(DemoHost))]
public sealed class SigningInWithAPasskey(DemoHost host, Chromium chromium)
{
    public static bool HasNoBrowser => Chromium.IsMissing;

    [Fact(Skip = Chromium.Skip, SkipWhen = nameof(HasNoBrowser))]
    public async Task A_passkey_that_the_browser_makes_opens_the_account_without_a_password()
    {
        var page = await chromium.OpenAsync(host.Address, 1280);
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
        await page.SignInAsync("author@demo.example", Deployable.Password);
        await page.GotoAsync("/me/security/passkeys");
        await page.CheckAsync();
        await page.GetByLabel("Name of the device").FillAsync("A virtual key");
        await page.GetByLabel("Your password").FillAsync(Deployable.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the passkey" }).ClickAsync();
        await page.GetByText("You can sign in with it from now on.").WaitForAsync();

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.ArrivesAtAsync(host.Address.TrimEnd('/') + "/");

        (await page.Locator("h1").InnerTextAsync()).ShouldContain("Hello");
        await page.Context.CloseAsync();
    }
}
