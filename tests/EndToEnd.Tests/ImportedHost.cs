using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace CompetencyModular.EndToEnd.Tests;

/// <summary>
/// A new organisation, filled from files by the command line: by the public data sets where they stand beside the repository, else by the
/// samples in <c>build/samples</c>.
/// </summary>
public sealed class ImportedHost(Chromium chromium) : IAsyncLifetime
{
    public const string Administrator = "administrator@example.com";

    private readonly Deployable deployable = new();
    private readonly Queue<Learner> learners = [];

    public string Address => deployable.Address;

    /// <summary>What the commands printed.</summary>
    public List<string> Reports { get; } = [];

    /// <summary>What they printed when they read the same files again.</summary>
    public List<string> SecondReports { get; } = [];

    /// <summary>How much the files hold.</summary>
    public static IReadOnlyDictionary<string, int> Held => Directory.Exists(Public)
        ? new Dictionary<string, int> { ["profiles"] = 155, ["skills"] = 121, ["people"] = 300, ["courses"] = 208, ["evidence"] = 2445 }
        : new Dictionary<string, int> { ["profiles"] = 3, ["skills"] = 3, ["people"] = 4, ["courses"] = 10, ["evidence"] = 5 };

    /// <summary>Who can sign in by now, with the password they chose.</summary>
    public HashSet<Guid> HaveAccess { get; } = [];

    private static string Public => Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data"));

    private static string Samples => Path.Combine(Repository.Root, "build", "samples");

    private static (string Gdad, string People, string Courses, string Evidence) Files =>
        Directory.Exists(Public)
            ? (Path.Combine(Public, "uk-gdad"), Path.Combine(Public, "people", "synthetic", "people.csv"), Path.Combine(Public, "people", "synthetic"), Path.Combine(Public, "people", "synthetic", "skill-assessments.csv"))
            : (Path.Combine(Samples, "gdad"), Path.Combine(Samples, "people", "people.csv"), Path.Combine(Samples, "courses"), Path.Combine(Samples, "evidence", "skill-assessments.csv"));

    public async ValueTask InitializeAsync()
    {
        if (Chromium.IsMissing) return;
        await deployable.ServeAsync();
        await SetUpAsync();
        await deployable.StopAsync();

        var files = Files;
        foreach (var reports in new[] { Reports, SecondReports })
            foreach (var (kind, path) in new[] { ("gdad", files.Gdad), ("people", files.People), ("courses", files.Courses), ("evidence", files.Evidence) })
                reports.Add(await deployable.RunAsync("import", kind, path));

        await deployable.ServeAsync();
        await FindLearnersAsync();
    }

    /// <summary>Somebody whose plan begins with a course that closes a gap by itself, and whom nobody had before.</summary>
    public Learner NextLearner() => learners.Dequeue();

    public ValueTask DisposeAsync() => deployable.DisposeAsync();

    private async Task SetUpAsync()
    {
        var page = await chromium.OpenAsync(Address, 1280);
        await page.GotoAsync("/setup");
        await page.CheckAsync();
        await page.GetByLabel("Name of the organisation").FillAsync("Imported Works");
        await page.GetByLabel("Time zone").SelectOptionAsync("Europe/Berlin");
        await page.GetByLabel("Your given name").FillAsync("Ada");
        await page.GetByLabel("Your family name").FillAsync("Minster");
        await page.GetByLabel("Your e-mail").FillAsync(Administrator);
        await page.GetByLabel("Your password").FillAsync(Deployable.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create organisation" }).ClickAsync();
        await page.ArrivesAtAsync("**/sign-in");
        await page.Context.CloseAsync();
    }

    private async Task FindLearnersAsync()
    {
        using var api = new HttpClient { BaseAddress = new Uri(Address) };
        var token = await PostAsync(api, "sign-in", new { email = Administrator, password = Deployable.Password });
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token["token"]!.GetValue<string>());

        var people = (await api.GetFromJsonAsync<JsonNode>("api/v1/people?pageSize=200"))!["items"]!.AsArray().OfType<JsonNode>().ToList();
        foreach (var person in people.Where(p => p["personnelNumber"] is not null && p["managerId"] is not null).OrderBy(p => p["personnelNumber"]!.GetValue<string>(), StringComparer.Ordinal))
        {
            // Whoever is not among the first 200 will do as well as another.
            if (people.Find(p => p["id"]!.GetValue<Guid>() == person["managerId"]!.GetValue<Guid>()) is not { } manager) continue;
            var id = person["id"]!.GetValue<Guid>();
            var plan = await PostAsync(api, $"gap-closure/people/{id}/plan", new { });
            if (plan["steps"]!.AsArray().FirstOrDefault() is not { } first || first["closes"]!.AsArray().Count == 0) continue;
            var closed = first["closes"]![0]!.GetValue<string>();
            var skill = first["contributes"]!.AsArray().First(c => c!["skill"]!.GetValue<string>() == closed)!;
            learners.Enqueue(new Learner(
                id, person["name"]!.GetValue<string>(), person["email"]!.GetValue<string>(), manager["id"]!.GetValue<Guid>(), manager["email"]!.GetValue<string>(),
                first["title"]!.GetValue<string>(), skill["skillId"]!.GetValue<Guid>(), closed, skill["to"]!.GetValue<int>()));
            if (learners.Count == 2) return;
        }

        throw new InvalidOperationException("The files hold nobody whose first course closes a gap.");
    }

    private static async Task<JsonNode> PostAsync(HttpClient api, string path, object body)
    {
        using var answer = await api.PostAsJsonAsync($"api/v1/{path}", body);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <param name="Id">Who.</param>
    /// <param name="Name">As pages show it.</param>
    /// <param name="Email">As the files say.</param>
    /// <param name="ManagerId">Who sees it too.</param>
    /// <param name="ManagerEmail">As the files say.</param>
    /// <param name="Course">The plan's first step.</param>
    /// <param name="SkillId">What it awards.</param>
    /// <param name="Skill">Its name.</param>
    /// <param name="Level">How high.</param>
    public sealed record Learner(Guid Id, string Name, string Email, Guid ManagerId, string ManagerEmail, string Course, Guid SkillId, string Skill, int Level);
}
