using System.Buffers.Binary;
using Microsoft.Playwright;

namespace CompetencyModular.EndToEnd.Tests;

[Collection(nameof(DemoHost))]
public sealed class EngagingExperiences(DemoHost host, Chromium chromium)
{
    private const string Skill = "Python";

    public static bool HasNoBrowser => Chromium.IsMissing;

    [Theory(Skip = Chromium.Skip, SkipWhen = nameof(HasNoBrowser))]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task An_author_uploads_a_recording_that_awards_a_skill_the_learner_plays_it_and_earns_points_and_the_manager_sees_the_skill(int width)
    {
        var title = $"A minute of code for {width} ears";

        var author = await OpenAsync(width, "author@demo.example", "/media/upload");
        await author.Locator("main input[type=file]").SetInputFilesAsync(new FilePayload { Name = $"{title}.wav", MimeType = "audio/wav", Buffer = Tone(seconds: 3) });
        await author.GetByLabel("Topics").FillAsync("programming");
        await PressAsync(author, "Upload", "Uploaded. Now say what it is.");
        await author.ArrivesAtAsync("**/media/*/edit");
        await author.GetByLabel("Description").FillAsync("How a loop sounds.");
        await PressAsync(author, "Save", "Saved");
        await author.GetByRole(AriaRole.Link, new() { Name = "Say what it awards" }).ClickAsync();
        await author.ArrivesAtAsync("**/skills/awards/**");
        await author.CheckAsync();
        await author.Locator("main select[name=skill]").SelectOptionAsync(new SelectOptionValue { Label = Skill });
        await author.ArrivesAtAsync("**skill=**");
        await author.GetByLabel("Level").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await PressAsync(author, "Save", "The award has been saved.");

        var learner = await OpenAsync(width, "learner@demo.example", $"/media?q={Uri.EscapeDataString(title)}");
        await learner.Locator("main").GetByRole(AriaRole.Link, new() { Name = title }).ClickAsync();
        await learner.ArrivesAtAsync("**/media/*");
        await learner.CheckAsync();
        (await learner.Locator("main").InnerTextAsync()).ShouldContain(Skill);
        await learner.GetByLabel("Speed").SelectOptionAsync("2");
        await learner.EvaluateAsync("() => document.querySelector('.player audio').play()");
        await learner.GetByText("Well done! You have completed this.").WaitForAsync();
        await learner.UntilAsync(async () => await learner.Locator(".page-header-badge", new() { HasText = "Completed" }).CountAsync() > 0);
        await learner.CheckAsync();
        await learner.GotoAsync("/recognition/me");
        await learner.UntilAsync(async () => await learner.Locator("main tbody tr", new() { HasText = title }).CountAsync() > 0);
        await learner.CheckAsync();

        var manager = await OpenAsync(width, "manager@demo.example", "/skills/team");
        await manager.GetByRole(AriaRole.Rowheader, new() { Name = "Lene Carstensen" }).GetByRole(AriaRole.Link).ClickAsync();
        await manager.ArrivesAtAsync("**/skills/people/*");
        await manager.CheckAsync();
        await manager.Locator("main").GetByRole(AriaRole.Link, new() { Name = Skill, Exact = true }).ClickAsync();
        await manager.ArrivesAtAsync("**/skills/people/*/*");
        await manager.CheckAsync();
        (await manager.Locator("main").InnerTextAsync()).ShouldContain(title);

        await author.GotoAsync($"/media/use?q={Uri.EscapeDataString(title)}");
        await author.CheckAsync();
        (await author.Locator("main tbody").InnerTextAsync()).ShouldContain(title);
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

    /// <summary>A quiet tone as a WAV file that every browser plays.</summary>
    private static byte[] Tone(int seconds)
    {
        const int Rate = 8000;
        var wav = new byte[44 + (seconds * Rate)];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), wav.Length - 8);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), Rate);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(34), 8);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), wav.Length - 44);
        for (var n = 44; n < wav.Length; n++) wav[n] = (byte)(128 + (20 * Math.Sin(n * 2 * Math.PI * 330 / Rate)));
        return wav;
    }
}
