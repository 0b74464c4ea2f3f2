using Microsoft.Playwright;

namespace CompetencyModular.EndToEnd.Tests;

[Collection(nameof(DemoHost))]
public sealed class FollowingAPath(DemoHost host, Chromium chromium)
{
    private const string Course = "Plain writing";

    public static bool HasNoBrowser => Chromium.IsMissing;

    [Theory(Skip = Chromium.Skip, SkipWhen = nameof(HasNoBrowser))]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task An_author_writes_publishes_and_assigns_a_path_the_learner_follows_it_and_the_manager_sees_how_far(int width)
    {
        var title = $"Writing for {width} readers";

        var author = await OpenAsync(width, "author@demo.example", "/paths/authoring/learning-paths/new");
        await author.GetByLabel("Title").FillAsync(title);
        await PressAsync(author, "Create the draft", "The draft is there.");
        await author.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await author.GetByText("Not published yet: this comes first").WaitForAsync();
        await author.CheckAsync();
        await author.GetByRole(AriaRole.Link, new() { Name = "Edit", Exact = true }).First.ClickAsync();
        await author.GetByLabel("Summary").FillAsync("Write so that nobody has to ask again.");
        await PressAsync(author, "Save", "Saved.");
        await author.GetByRole(AriaRole.Link, new() { Name = "Add a step" }).ClickAsync();
        await author.ArrivesAtAsync("**/steps");
        await author.GotoAsync($"{new Uri(author.Url).AbsolutePath}?q={Uri.EscapeDataString(Course)}");
        await author.CheckAsync();
        await PressAsync(author, $"Add {Course}", "Added as the last step.");
        await PressAsync(author, "Publish", "Published.");
        await author.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Assign", Exact = true }).ClickAsync();
        await author.ArrivesAtAsync("**/assign");
        await author.CheckAsync();
        await author.GetByLabel("To whom").SelectOptionAsync(new SelectOptionValue { Label = "Electricity Grid" });
        await PressAsync(author, "Assign", "Assigned.");

        var learner = await OpenAsync(width, "learner@demo.example", "/paths/learning-paths/mine");
        await learner.Locator("main").GetByRole(AriaRole.Link, new() { Name = title }).ClickAsync();
        await learner.GetByText("assigned this to your unit").WaitForAsync();
        await PressAsync(learner, "Take up this path", "You are on this path now.");
        await learner.GetByRole(AriaRole.Link, new() { Name = $"Next: {Course}" }).ClickAsync();
        await learner.ArrivesAtAsync("**/paths/courses/*");

        var manager = await OpenAsync(width, "manager@demo.example", "/paths/learning-paths");
        await manager.Locator("main").GetByRole(AriaRole.Link, new() { Name = title }).ClickAsync();
        await manager.GetByRole(AriaRole.Link, new() { Name = "Who is how far" }).ClickAsync();
        await manager.ArrivesAtAsync("**/people");
        await manager.CheckAsync();
        (await manager.Locator("main tbody tr", new() { HasText = "Lene Carstensen" }).InnerTextAsync()).ShouldContain("Under way");
        foreach (var page in new[] { author, learner, manager }) await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(int width, string email, string path)
    {
        var page = await chromium.OpenAsync(host.Address, width);
        await page.SignInAsync(email, Deployable.Password);
        await page.GotoAsync(path);
        await page.CheckAsync();
        return page;
    }

    private static async Task PressAsync(IPage page, string button, string toast)
    {
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await page.Locator(".toast-text", new() { HasText = toast }).First.WaitForAsync();
        await page.CheckAsync();
    }
}
