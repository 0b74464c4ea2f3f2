using Microsoft.Playwright;

namespace CompetencyModular.EndToEnd.Tests;

[Collection(nameof(DemoHost))]
public sealed class TrainingOnTheJob(DemoHost host, Chromium chromium)
{
    public static bool HasNoBrowser => Chromium.IsMissing;

    [Theory(Skip = Chromium.Skip, SkipWhen = nameof(HasNoBrowser))]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_manager_starts_a_training_mentor_and_learner_agree_do_judge_and_sign_off_and_the_report_shows_it(int width)
    {
        var (title, task) = ($"Chairing meetings at {width}", $"Chair the meeting of {width} people");

        var manager = await chromium.OpenAsync(host.Address, width, "manager@demo.example", "/ojt/trainings/new");
        await manager.GetByLabel("Who learns").SelectOptionAsync(new SelectOptionValue { Label = "Lene Carstensen (Grid Technician)" });
        await manager.GetByLabel("Who accompanies").SelectOptionAsync(new SelectOptionValue { Label = "Uwe Martensen (Senior Grid Technician and Mentor)" });
        await manager.GetByLabel("Title, without a programme").FillAsync(title);
        await manager.SubmitAsync("Start the training", "The training has begun.");

        var mentor = await chromium.OpenAsync(host.Address, width, "mentor@demo.example", $"/ojt/trainees?show=mine&q={Uri.EscapeDataString(title)}");
        await mentor.GetByRole(AriaRole.Link, new() { Name = "Lene Carstensen" }).ClickAsync();
        await mentor.ArrivesAtAsync("**/ojt/trainings/*");
        await mentor.GetByRole(AriaRole.Link, new() { Name = "Agree an objective" }).ClickAsync();
        await mentor.ArrivesAtAsync("**/objectives/new");
        await mentor.CheckAsync();
        await mentor.GetByLabel("What one will be able to do").FillAsync("Chairs a meeting");
        await mentor.GetByLabel("Tasks that show it").FillAsync(task);
        await mentor.SubmitAsync("Save", "Saved.");

        var learner = await chromium.OpenAsync(host.Address, width, "learner@demo.example", "/ojt/mine");
        await learner.GetByRole(AriaRole.Link, new() { Name = $"Next: {task}" }).ClickAsync();
        await learner.ArrivesAtAsync("**/ojt/tasks/*");
        await learner.CheckAsync();
        await learner.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await learner.GetByLabel("What I did").FillAsync("Chaired it: on time, and everybody had a say.");
        await learner.SubmitAsync("Hand in", "Handed in. Your mentor sees it now.");

        await mentor.GotoAsync("/ojt/trainees");
        await mentor.CheckAsync();
        await mentor.GetByRole(AriaRole.Link, new() { Name = task }).ClickAsync();
        await mentor.ArrivesAtAsync("**/ojt/tasks/*");
        await mentor.CheckAsync();
        await mentor.GetByLabel("Demonstrated: it was done as it should be").CheckAsync();
        await mentor.SubmitAsync("Save the judgement", "Marked as demonstrated.");
        await mentor.GetByRole(AriaRole.Navigation, new() { Name = "You are here" }).GetByRole(AriaRole.Link, new() { Name = title }).ClickAsync();
        await mentor.ArrivesAtAsync("**/ojt/trainings/*");
        await mentor.SubmitAsync("Sign off", "Signed off.");

        await learner.GotoAsync("/ojt/mine?show=past");
        await learner.CheckAsync();
        (await learner.Locator("main").InnerTextAsync()).ShouldContain(title);
        await manager.GotoAsync($"/ojt/report?q={Uri.EscapeDataString(title)}");
        await manager.CheckAsync();
        (await manager.Locator("main tbody").InnerTextAsync()).ShouldContain("Completed");
        foreach (var page in new[] { manager, mentor, learner }) await page.Context.CloseAsync();
    }
}
