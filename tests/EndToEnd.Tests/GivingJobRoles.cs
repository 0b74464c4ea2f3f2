using Microsoft.Playwright;

namespace CompetencyModular.EndToEnd.Tests;

[Collection(nameof(DemoHost))]
public sealed class GivingJobRoles(DemoHost host, Chromium chromium)
{
    public static bool HasNoBrowser => Chromium.IsMissing;

    [Theory(Skip = Chromium.Skip, SkipWhen = nameof(HasNoBrowser))]
    [InlineData(1280, "learner@demo.example", "Lene Carstensen")]
    [InlineData(390, "mentor@demo.example", "Uwe Martensen")]
    public async Task HR_says_what_a_position_needs_and_gives_it_to_somebody_who_sees_what_is_open_as_does_their_manager(int width, string email, string name)
    {
        var (profile, skill) = ($"Planning partner at {width}", "Network planning");

        var hr = await chromium.OpenAsync(host.Address, width, "hr@demo.example", "/roles/profiles/new");
        await hr.GetByLabel("Title").FillAsync(profile);
        await hr.GetByLabel("Description").FillAsync("Sits in the field and plans with the office.");
        await hr.SubmitAsync("Create and add skills", $"{profile} is begun.");
        await hr.GetByLabel("Search", new() { Exact = true }).Last.FillAsync(skill);
        await hr.Keyboard.PressAsync("Enter");
        await hr.GetByRole(AriaRole.Link, new() { Name = $"Require {skill}" }).ClickAsync();
        await hr.Locator("#requirement").GetByLabel("Level").SelectOptionAsync(new SelectOptionValue { Label = "Intermediate" });
        await hr.SubmitAsync("Add to the draft", $"{skill} stands in the draft.");
        await hr.SubmitAsync("Publish version 1", "Version 1 is published.");
        await hr.GetByRole(AriaRole.Link, new() { Name = "Assign to somebody" }).ClickAsync();
        await hr.ArrivesAtAsync("**/roles/assign?profile=*");
        await hr.GotoAsync($"{hr.Url}&q={Uri.EscapeDataString(name)}");
        await hr.CheckAsync();
        await hr.GetByRole(AriaRole.Link, new() { Name = $"Choose {name}" }).ClickAsync();
        await hr.GetByLabel("Additional profile").CheckAsync();
        await hr.SubmitAsync("Assign", $"{profile} was assigned to {name}.");

        var learner = await chromium.OpenAsync(host.Address, width, email, $"/skills/me?q={Uri.EscapeDataString(skill)}");
        (await learner.Locator("main").InnerTextAsync()).ShouldContain(profile);
        await learner.GetByRole(AriaRole.Link, new() { Name = skill, Exact = true }).ClickAsync();
        await learner.ArrivesAtAsync("**/skills/me/*");
        await learner.CheckAsync();
        (await learner.Locator("main").InnerTextAsync()).ShouldContain($"{profile}");

        var manager = await chromium.OpenAsync(host.Address, width, "manager@demo.example", "/skills/team");
        (await manager.GetByRole(AriaRole.Columnheader, new() { Name = skill }).CountAsync()).ShouldBe(1);
        await manager.GetByRole(AriaRole.Rowheader, new() { Name = name }).GetByRole(AriaRole.Link).ClickAsync();
        await manager.ArrivesAtAsync("**/skills/people/*");
        (await manager.Locator("main").InnerTextAsync()).ShouldContain(profile);
        await manager.GetByRole(AriaRole.Navigation, new() { Name = "You are here" }).GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await manager.Locator("main section.card", new() { HasText = profile }).First.WaitForAsync();
        await manager.CheckAsync();
        foreach (var page in new[] { hr, learner, manager }) await page.Context.CloseAsync();
    }
}
