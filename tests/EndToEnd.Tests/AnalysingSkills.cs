using Microsoft.Playwright;

namespace CompetencyModular.EndToEnd.Tests;

[Collection(nameof(DemoHost))]
public sealed class AnalysingSkills(DemoHost host, Chromium chromium)
{
    private const string Skill = "Leak detection";

    public static bool HasNoBrowser => Chromium.IsMissing;

    [Theory(Skip = Chromium.Skip, SkipWhen = nameof(HasNoBrowser))]
    [InlineData(1280, "learner@demo.example", "Lene Carstensen")]
    [InlineData(390, "mentor@demo.example", "Uwe Martensen")]
    public async Task Somebody_documents_a_further_skill_with_a_photo_and_once_the_manager_has_confirmed_it_the_matrix_and_the_search_know(int width, string email, string name)
    {
        await CountAtOnceAsync();

        var learner = await chromium.OpenAsync(host.Address, width, email, $"/skills/me/add?q={Uri.EscapeDataString(Skill)}");
        await learner.GetByRole(AriaRole.Link, new() { Name = $"Choose: {Skill}" }).ClickAsync();
        await learner.ArrivesAtAsync("**/skills/me/*");
        await learner.CheckAsync();
        await learner.Locator("#claim").GetByLabel("Level").SelectOptionAsync(new SelectOptionValue { Label = "Basic" });
        await learner.SubmitAsync("State this level", "Your statement has been noted.");
        (await learner.Locator("main").InnerTextAsync()).ShouldContain("not confirmed, so it does not count yet");
        await learner.GetByRole(AriaRole.Link, new() { Name = "Ask for confirmation" }).ClickAsync();
        await learner.ArrivesAtAsync("**/gap-closure/confirm/*");
        await learner.CheckAsync();
        await learner.GetByLabel("Basic").CheckAsync();
        await learner.GetByLabel("What shows it?").FillAsync("Found the leak in Harbour Road with the correlator.");
        await learner.GetByLabel("Documents, certificates, photos").SetInputFilesAsync(Photo);
        await learner.Locator(".uploads", new() { HasText = "Sent" }).WaitForAsync();
        await learner.SubmitAsync("Ask for confirmation", "Sent.");

        var manager = await chromium.OpenAsync(host.Address, width, "manager@demo.example", $"/skills/matrix?q={Uri.EscapeDataString(name)}");
        (await HeldAsync(manager, name)).ShouldBe("·");
        await manager.GotoAsync("/gap-closure/approvals");
        await manager.CheckAsync();
        await manager.GetByRole(AriaRole.Row, new() { Name = Skill }).GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await manager.ArrivesAtAsync("**/gap-closure/approvals/*");
        (await manager.Locator("img.evidence-picture").EvaluateAsync<bool>("async picture => { await picture.decode(); return picture.naturalWidth > 0; }")).ShouldBeTrue();
        await manager.CheckAsync();
        await manager.SubmitAsync("Confirm this level", "Confirmed.");

        await manager.GotoAsync($"/skills/matrix?q={Uri.EscapeDataString(name)}");
        await manager.UntilAsync(async () => await HeldAsync(manager, name) == "1");
        await manager.GotoAsync("/skills/find");
        await manager.GetByLabel("Add a skill").SelectOptionAsync(new SelectOptionValue { Label = Skill });
        await manager.GetByRole(AriaRole.Cell, new() { Name = name }).First.WaitForAsync();
        await manager.CheckAsync();
        (await manager.Locator("main tbody tr", new() { HasText = name }).InnerTextAsync()).ShouldContain("All must-haves");

        await learner.GotoAsync("/skills/me");
        (await learner.Locator("main").InnerTextAsync()).ShouldContain(Skill);
        await learner.CheckAsync();
        foreach (var page in new[] { learner, manager }) await page.Context.CloseAsync();
    }

    /// <summary>The smallest of pictures.</summary>
    private static FilePayload Photo => new()
    {
        Name = "leak.png", MimeType = "image/png",
        Buffer = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
    };

    /// <summary>HR sets the time in which a decision can be taken back to nothing, so that nobody waits for it here.</summary>
    private async Task CountAtOnceAsync()
    {
        var hr = await chromium.OpenAsync(host.Address, 1280, "hr@demo.example", "/gap-closure/routing");
        await hr.GetByLabel("Minutes to take a decision back").FillAsync("0");
        await hr.SubmitAsync("Save times", "The times are saved.");
        await hr.Context.CloseAsync();
    }

    private static Task<string> HeldAsync(IPage page, string name) =>
        page.Locator($"td[title^='{name}, {Skill}']").InnerTextAsync();
}
