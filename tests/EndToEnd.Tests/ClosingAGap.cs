using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CompetencyModular.EndToEnd.Tests;

[Collection(nameof(DemoHost))]
public sealed partial class ClosingAGap(DemoHost host, Chromium chromium)
{
    public static bool HasNoBrowser => Chromium.IsMissing;

    [Theory(Skip = Chromium.Skip, SkipWhen = nameof(HasNoBrowser))]
    [InlineData(1280, "learner@demo.example", "Lene Carstensen")]
    [InlineData(390, "mentor@demo.example", "Uwe Martensen")]
    public async Task A_learner_masters_the_first_course_of_the_plan_and_both_they_and_their_manager_see_the_gap_smaller(int width, string email, string name)
    {
        var page = await chromium.OpenAsync(host.Address, width);
        await page.SignInAsync(email, Deployable.Password);
        await page.GotoAsync("/skills/me");
        var before = await page.OpenGapsAsync();
        await page.CheckAsync();
        var title = await page.PlanAndOpenFirstCourseAsync();
        await TakeAsync(page, title);

        await page.GotoAsync("/skills/me");
        await page.UntilAsync(async () => await page.OpenGapsAsync() < before);
        await page.CheckAsync();
        var after = await page.OpenGapsAsync();
        await page.Context.CloseAsync();

        await ManagerSeesAsync(width, name, after);
    }

    private async Task ManagerSeesAsync(int width, string name, int open)
    {
        var page = await chromium.OpenAsync(host.Address, width);
        await page.SignInAsync("manager@demo.example", Deployable.Password);
        await page.GotoAsync("/skills/team");
        await page.CheckAsync();
        await page.GetByRole(AriaRole.Rowheader, new() { Name = name }).GetByRole(AriaRole.Link).ClickAsync();
        await page.ArrivesAtAsync("**/skills/people/*");
        await page.CheckAsync();
        (await page.OpenGapsAsync()).ShouldBe(open);
        await page.GetByRole(AriaRole.Navigation, new() { Name = "You are here" }).GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await page.ArrivesAtAsync(url => PersonPage().IsMatch(url));
        await page.CheckAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>Reads every part, then answers the mastery check with the answers that the demo's author wrote down.</summary>
    private static async Task TakeAsync(IPage page, string title)
    {
        var address = CourseAddress().Match(page.Url).Value;
        var parts = await page.Locator("a[href*='/items/']").EvaluateAllAsync<string[]>("links => [...new Set(links.map(l => l.href))]");
        foreach (var part in parts)
        {
            await page.GotoAsync(part);
            await page.CheckAsync();
            var done = page.Locator("main form button.primary");
            if (await done.CountAsync() == 0) continue;
            await done.ClickAsync();
            await page.ArrivesAtAsync(url => url != part);
        }

        await page.GotoAsync(address + "/check");
        await page.CheckAsync();
        foreach (var answer in AnswersTo(title)) await page.GetByLabel(answer, new() { Exact = true }).CheckAsync();
        await page.Locator("main form button[type=submit]").ClickAsync();
        await page.ArrivesAtAsync(url => !url.EndsWith("/check", StringComparison.Ordinal));
        await page.CheckAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldNotContain("fail", Case.Insensitive);
    }

    private static IReadOnlyList<string> AnswersTo(string title)
    {
        using var demo = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "modules", "Paths", "CompetencyModular.Paths", "Demo", "courses.json")));
        var course = demo.RootElement.GetProperty("courses").EnumerateArray().Single(c => c.GetProperty("title").GetString() == title);
        return [.. course.GetProperty("check").GetProperty("questions").EnumerateArray()
            .SelectMany(q => q.GetProperty("correct").EnumerateArray().Select(i => q.GetProperty("options")[i.GetInt32()].GetString()!))];
    }

    [GeneratedRegex(@"^.*/paths/courses/[0-9a-f-]{36}")]
    private static partial Regex CourseAddress();

    [GeneratedRegex(@"\d/people/[0-9a-f-]{36}$")]
    private static partial Regex PersonPage();
}
