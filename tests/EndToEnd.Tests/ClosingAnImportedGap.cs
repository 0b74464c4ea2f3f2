using Microsoft.Playwright;

namespace CompetencyModular.EndToEnd.Tests;

public sealed class ClosingAnImportedGap(ImportedHost host, Chromium chromium) : IClassFixture<ImportedHost>
{
    public static bool HasNoBrowser => Chromium.IsMissing;

    [Fact(Skip = Chromium.Skip, SkipWhen = nameof(HasNoBrowser))]
    public void All_that_the_files_hold_is_there_and_the_same_files_again_change_nothing()
    {
        var (first, second) = (string.Concat(host.Reports), string.Concat(host.SecondReports));

        foreach (var (noun, count) in ImportedHost.Held)
        {
            first.ShouldContain($"{noun}: {count} added, 0 changed, 0 unchanged");
            second.ShouldContain($"{noun}: 0 added, 0 changed, {count} unchanged");
        }
    }

    [Theory(Skip = Chromium.Skip, SkipWhen = nameof(HasNoBrowser))]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_learner_from_the_files_masters_the_first_course_of_the_plan_and_both_they_and_their_manager_see_the_gap_smaller(int width)
    {
        var learner = host.NextLearner();
        var firstPassword = await GiveAccessAsync(width, learner.Id, learner.Email, null);
        var managerPassword = await GiveAccessAsync(width, learner.ManagerId, learner.ManagerEmail, "Manager");

        var page = await chromium.OpenAsync(host.Address, width);
        await SignInAsync(page, learner.Email, firstPassword);
        await page.GotoAsync("/skills/me");
        var before = await page.OpenGapsAsync();
        await page.CheckAsync();
        (await page.PlanAndOpenFirstCourseAsync()).ShouldBe(learner.Course);

        // Imported courses take place elsewhere: the learner says that it is done.
        await page.GetByRole(AriaRole.Button, new() { Name = "I have taken this course" }).ClickAsync();
        await page.GetByText("Well done! You have mastered this course.").WaitForAsync();
        await page.CheckAsync();
        await page.GotoAsync("/skills/me");
        await page.UntilAsync(async () => await page.OpenGapsAsync() < before);
        await page.CheckAsync();
        var after = await page.OpenGapsAsync();
        await page.GotoAsync($"/skills/me/{learner.SkillId}");
        await page.CheckAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(learner.Course);
        await page.Context.CloseAsync();

        await ManagerSeesAsync(width, learner, managerPassword, after);
    }

    private async Task ManagerSeesAsync(int width, ImportedHost.Learner learner, string? password, int open)
    {
        var page = await chromium.OpenAsync(host.Address, width);
        await SignInAsync(page, learner.ManagerEmail, password);
        await page.GotoAsync("/skills/team");
        await page.CheckAsync();
        await page.GotoAsync($"/skills/team?q={Uri.EscapeDataString(learner.Name)}");
        await page.CheckAsync();
        var cell = page.Locator($"a[href='skills/people/{learner.Id}/{learner.SkillId}']");
        await Assertions.Expect(cell).ToHaveTextAsync($"{learner.Level}/{learner.Level}");

        await page.GotoAsync($"/people/{learner.Id}");
        await page.CheckAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(learner.Name);
        await page.GotoAsync($"/skills/people/{learner.Id}");
        await page.CheckAsync();
        (await page.OpenGapsAsync()).ShouldBe(open);
        await page.Context.CloseAsync();
    }

    /// <summary>The administrator lets a person of the files sign in; returns the first password, or null where they chose their own already.</summary>
    private async Task<string?> GiveAccessAsync(int width, Guid personId, string email, string? furtherRole)
    {
        if (!host.HaveAccess.Add(personId)) return null;
        var page = await chromium.OpenAsync(host.Address, width);
        await page.SignInAsync(ImportedHost.Administrator, Deployable.Password);
        await page.GotoAsync($"/people/{personId}/access");
        await page.CheckAsync();
        await page.GetByLabel("E-mail").FillAsync(email);
        if (furtherRole is not null) await page.Locator($"input[type=checkbox][value={furtherRole}]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Give access" }).ClickAsync();
        var password = await page.GetByRole(AriaRole.Alert).Locator("code").InnerTextAsync();
        await page.CheckAsync();
        await page.Context.CloseAsync();
        return password;
    }

    /// <summary>Whoever was handed a password chooses another one first.</summary>
    private static async Task SignInAsync(IPage page, string email, string? handedOver)
    {
        await page.SignInAsync(email, handedOver ?? Deployable.Password);
        if (handedOver is null) return;
        page.Url.ShouldEndWith("/me/password");
        await page.Locator("input[name='Input.Current']").FillAsync(handedOver);
        await page.Locator("input[name='Input.New']").FillAsync(Deployable.Password);
        await page.Locator("input[name='Input.Again']").FillAsync(Deployable.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await page.GetByText("Your password was changed.").WaitForAsync();
        await page.CheckAsync();
    }
}
