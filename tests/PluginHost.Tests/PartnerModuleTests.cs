using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.PluginHost.Tests;

/// <summary>The deployable with the partner's module and a broken one dropped in, on each database, started when a test asks.</summary>
public sealed class HostsWithPartner : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Database, Lazy<Task<RunningHost>>> hosts = new();

    internal Task<RunningHost> OnAsync(Database database) => hosts.GetOrAdd(database, d => new Lazy<Task<RunningHost>>(async () =>
    {
        var broken = ModuleCompiler.Compile(Path.Combine(Places.Temp, $"dropped {d}"), "Broken",
            "[assembly: Module(\"Broken\", \"broken\")] public sealed class Entry : Module { public override void ConfigureServices(IServiceCollection services) => throw new InvalidOperationException(\"It breaks at once\"); }");
        return await RunningHost.StartAsync(d, await PartnerModule.FolderAsync(), broken);
    })).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts.Values) await (await host.Value).DisposeAsync();
    }
}

/// <summary>R7.2: a partner writes and ships a module without touching or rebuilding the host. All is seen from outside.</summary>
public sealed class PartnerModuleTests(HostsWithPartner hosts) : IClassFixture<HostsWithPartner>
{
    private const string Walk = "0199a3c0-0000-7000-8000-000000000001";

    private static readonly string Activity = $"SafetyWalks/walk/{Walk}";

    [Fact]
    public async Task Its_page_its_navigation_and_its_widget_stand_in_the_one_shell_in_both_languages()
    {
        var learner = await (await hosts.OnAsync(Database.Sqlite)).SignInAsync("hr");

        var home = await learner.GetPageAsync("/");
        var page = await learner.GetPageAsync("/safety-walks");
        learner.DefaultRequestHeaders.Add("Accept-Language", "de");
        var german = await learner.GetPageAsync("/safety-walks");

        home.QuerySelector("nav a[href='safety-walks']")!.TextContent.Trim().ShouldBe("Safety walks");
        home.QuerySelectorAll("section.card").ShouldContain(c => c.TextContent.Contains("0 of 2 walked"));
        page.QuerySelector("h1")!.TextContent.ShouldBe("Safety walks");
        page.QuerySelector("nav a[href='skills/me']").ShouldNotBeNull("The page is not in the shell.");
        german.QuerySelector("h1")!.TextContent.ShouldBe("Sicherheitsrundgänge");
    }

    [Fact]
    public async Task Its_asset_is_served_to_everybody_and_nothing_beside_its_wwwroot()
    {
        var nobody = (await hosts.OnAsync(Database.Sqlite)).NewClient();

        var asset = await nobody.GetAsync("/_content/SafetyWalks/exit.svg");

        asset.StatusCode.ShouldBe(HttpStatusCode.OK);
        asset.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        (await nobody.GetAsync("/_content/SafetyWalks/../Partner.SafetyWalks.dll")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Its_endpoint_is_in_the_api_and_its_document_and_is_guarded_by_its_permission()
    {
        var host = await hosts.OnAsync(Database.Sqlite);
        var learner = await host.ApiAsync("learner");

        var walks = await learner.GetFromJsonAsync<JsonElement>("/api/v1/safety-walks/walks");

        walks.GetProperty("walks").GetArrayLength().ShouldBe(2);
        (await host.NewClient().GetAsync("/api/v1/safety-walks/walks")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await learner.PostAsync($"/api/v1/safety-walks/walks/{Guid.NewGuid()}/finish", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.NewClient().GetStringAsync("/openapi/v1.json")).ShouldContain("/api/v1/safety-walks/walks");
    }

    [Theory, EveryDatabase]
    public async Task Its_activity_enters_the_plan_hears_of_it_and_awards_the_skill_when_it_is_completed(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (learner, author) = (await host.ApiAsync("learner"), await host.SignInAsync("author"));
        var skill = await ASkillThatACourseWouldClose(learner);
        var level = await RequiredAsync(learner, skill);

        // The author's award rule, on a page of SkillsAnalysis that has never heard of walks.
        using (var award = await author.SubmitAsync($"/skills/awards/{Activity}?skill={skill}", ("Award.Ordinal", level.ToString(System.Globalization.CultureInfo.InvariantCulture))))
            award.StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var plan = await PlanAsync(learner);
        plan.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("activity").GetString()).ShouldContain(Activity);

        var browser = await host.SignInAsync("learner");
        var shown = await browser.GetPageAsync("/gap-closure/plan");
        shown.Body!.TextContent.ShouldNotContain("Kind.walk");
        using (var accepted = await browser.SubmitAsync("/gap-closure/plan", ("Accept.Steps", shown.QuerySelector("input[name='Accept.Steps']")!.GetAttribute("value")!)))
            accepted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await UntilAsync(async () => (await learner.GetFromJsonAsync<JsonElement>("/api/v1/safety-walks/walks")).GetProperty("walks").EnumerateArray()
            .Single(w => w.GetProperty("id").GetString() == Walk).GetProperty("isWanted").GetBoolean(), "the module never heard that its walk was wanted");

        (await learner.PostAsync($"/api/v1/safety-walks/walks/{Walk}/finish", null)).EnsureSuccessStatusCode();
        await UntilAsync(async () => (await LineAsync(learner, skill)).GetProperty("effective").GetInt32() >= level, "completing the walk awarded nothing");
        (await PlanAsync(learner)).GetProperty("steps").EnumerateArray().ShouldNotContain(s => s.GetProperty("activity").GetString() == Activity);
    }

    [Fact]
    public async Task M2_A_broken_module_beside_it_leaves_the_deployable_running_and_the_administrator_reads_why()
    {
        var admin = await (await hosts.OnAsync(Database.Sqlite)).SignInAsync("admin");

        var cards = (await admin.GetPageAsync("/admin/modules")).QuerySelectorAll("section.card").Select(c => c.TextContent).ToList();

        cards.ShouldContain(c => c.Contains("Broken") && c.Contains("It breaks at once"));
        cards.ShouldContain(c => c.Contains("Safety walks") && c.Contains("1.2.0"));
        cards.Count(c => c.Contains("It breaks at once")).ShouldBe(1);
    }

    [Fact]
    public async Task M1_Switched_off_it_falls_silent_at_once_and_comes_back_with_its_data()
    {
        var host = await hosts.OnAsync(Database.Sqlite);
        var (admin, learner, api) = (await host.SignInAsync("admin"), await host.SignInAsync("manager"), await host.ApiAsync("manager"));

        await SwitchAsync(admin);

        (await learner.GetAsync("/safety-walks")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await api.GetAsync("/api/v1/safety-walks/walks")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var home = await learner.GetPageAsync("/");
        home.QuerySelector("a[href='safety-walks']").ShouldBeNull();

        await SwitchAsync(admin);

        (await learner.GetAsync("/safety-walks")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task SwitchAsync(HttpClient admin)
    {
        using var answer = await admin.SubmitAsync("/admin/modules", ("_handler", "switch-SafetyWalks"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private static async Task<JsonElement> PlanAsync(HttpClient learner)
    {
        using var answer = await learner.PostAsJsonAsync("/api/v1/gap-closure/people/me/plan", new { });
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>A skill whose gap one course of the plan closes by itself, so that a shorter activity with the same award is sure to take its place.</summary>
    private static async Task<string> ASkillThatACourseWouldClose(HttpClient learner)
    {
        var steps = (await PlanAsync(learner)).GetProperty("steps").EnumerateArray()
            .Where(s => s.GetProperty("contributes").GetArrayLength() == 1 && s.GetProperty("closes").GetArrayLength() == 1 && s.GetProperty("minutes").GetInt32() > 15);
        return steps.First().GetProperty("contributes")[0].GetProperty("skillId").GetString()!;
    }

    private static async Task<JsonElement> LineAsync(HttpClient learner, string skill) =>
        (await learner.GetFromJsonAsync<JsonElement>("/api/v1/skills/people/me/gap")).GetProperty("skills").EnumerateArray().First(s => s.GetProperty("skillId").GetString() == skill);

    private static async Task<int> RequiredAsync(HttpClient learner, string skill) => (await LineAsync(learner, skill)).GetProperty("required").GetInt32();

    /// <summary>Events reach their consumers a moment later.</summary>
    private static async Task UntilAsync(Func<Task<bool>> holds, string otherwise)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if (await holds()) return;
            await Task.Delay(100);
        }

        Assert.Fail(otherwise);
    }
}
