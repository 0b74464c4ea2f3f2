using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Operations;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Access.Walk;

/// <summary>
/// Five tenants with the same ids everywhere and words of their own in every text and file. Whoever may do everything in all of them asks all of them for
/// everything and changes something in each, all at once: no answer, table or line of the log of one has a word of another.
/// </summary>
public sealed partial class IsolationWalk
{
    private static readonly string[] Others = ["b.example", "c.example", "d.example", "e.example"];

    /// <summary>What a search finds by, beside the addresses that say everything themselves.</summary>
    private static readonly string[] Searches = ["/search?q=Carstensen", "/search?q=Grid", "/search?q=Tenant", "/api/v1/search?text=Grid", "/people?q=Carstensen", "/roles/skills?q=Tenant"];

    [Theory, EveryDatabase]
    public async Task Nothing_of_another_tenant_is_in_any_answer_table_or_log_M3(Database database)
    {
        await using var host = await WalkHost.StartAsync(database, Others);
        var tenants = WalkHost.Tenants(host);
        var words = tenants.Select((_, i) => $"(Tenant-{(char)('A' + i)})").ToList();
        foreach (var (tenant, word) in tenants.Zip(words)) await MarkAsync(host, tenant, word);
        var ids = await RouteIds.ReadAsync(host);
        // Whoever writes has a browser of their own: the first answers that come at once each give another cookie for forms.
        var (clients, writers) = (await SignInAsync(host, ids.Me), await SignInAsync(host, ids.Me));
        var paths = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => EndpointGate.PermissionOf(e, host.Catalog) is not null && e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true && !ids.Unknown(e).Any())
            .SelectMany(e => new[] { ids.PathOf(e, Whose.Own).Path, ids.PathOf(e, Whose.Anothers).Path }).Concat(Searches).Distinct().ToList();
        ConcurrentBag<string> wrong = [];
        var marked = new ConcurrentDictionary<string, string>();

        await Task.WhenAll(Task.WhenAll(writers.Zip(words, (client, word) => ChangeAsync(client, ids.Report, word))), Parallel.ForEachAsync(paths, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (path, _) =>
        {
            var answers = await Task.WhenAll(clients.Select(c => c.GetAsync(path)));
            var texts = await Task.WhenAll(answers.Select(async a => WebUtility.HtmlDecode(await a.Content.ReadAsStringAsync())));
            for (var i = 0; i < texts.Length; i++)
            {
                foreach (var other in Enumerable.Range(0, texts.Length).Where(o => o != i && (texts[i].Contains(words[o], StringComparison.Ordinal) || texts[i].Contains(tenants[o].Name, StringComparison.Ordinal))))
                    wrong.Add($"{path}: {words[i]} reads words of {words[other]}");
                if ((int)answers[i].StatusCode >= 500) wrong.Add($"{path}: {answers[i].StatusCode}");
            }

            if (texts.Zip(words).All(t => t.First.Contains(t.Second, StringComparison.Ordinal))) marked[path] = answers[0].Content.Headers.ContentType?.MediaType ?? "";
        }));
        await host.Services.GetRequiredService<Dispatcher>().DeliverAllAsync(CancellationToken.None);
        foreach (var (tenant, word) in tenants.Zip(words))
            foreach (var other in words.Where(w => w != word))
                foreach (var place in await WalkHost.WhereAsync(tenant, other)) wrong.Add($"{place} of {word} holds words of {other}");

        string.Join(Environment.NewLine, wrong.Distinct().Order()).ShouldBeEmpty();
        (await WalkHost.WhereAsync(tenants[1], words[1])).Count.ShouldBeGreaterThan(20, "Words are found where they stand.");
        host.Log.ShouldAllBe(line => !line.Contains("(Tenant-", StringComparison.Ordinal));
        marked.Count.ShouldBeGreaterThan(60, "Most answers show words of the tenant; else this proves nothing.");
        new[] { "text/html", "application/json", "text/csv", "audio/wav" }.ShouldAllBe(kind => marked.Values.Contains(kind), "So do pages, the API, exports and files.");
        Searches.ShouldAllBe(s => marked.ContainsKey(s));
    }

    private static async Task<List<HttpClient>> SignInAsync(TestHost host, Guid person)
    {
        var clients = new List<HttpClient>();
        foreach (var name in Others.Prepend(WalkHost.Here))
        {
            var client = await host.SignInAsync(Actor.OfPerson(person, Accounts.Roles));
            client.BaseAddress = new Uri($"https://{name}/");
            clients.Add(client);
        }

        return clients;
    }

    /// <summary>Puts a word before every text of a tenant and over the beginning of its files, behind the product's back.</summary>
    private static async Task MarkAsync(TestHost host, Tenant tenant, string word)
    {
        await WalkHost.RewriteAsync(tenant, (table, column, type) => type is "text" or "character varying" && Texts().IsMatch(column) && !table.Contains("audit", StringComparison.OrdinalIgnoreCase) ? $"'{word} ' || \"{{0}}\"" : null);
        foreach (var file in new DirectoryInfo(Path.Combine(host.Services.GetRequiredService<InstallationOptions>().TenantFolder(tenant.Id), "files")).EnumerateFiles("*", SearchOption.AllDirectories).Where(f => f.Length > 100))
        {
            await using var content = file.OpenWrite();
            await content.WriteAsync(Encoding.ASCII.GetBytes(word));
        }
    }

    /// <summary>Adds a unit and moves somebody there, which the modules are told.</summary>
    private static async Task ChangeAsync(HttpClient client, Guid person, string word)
    {
        await SubmitAsync(client, "people/units", ("Input.Name", $"{word} night shift"));
        var unit = (await client.GetPageAsync($"people/{person}/edit")).QuerySelectorAll("select[name='Input.UnitId'] option").Single(o => o.TextContent.Contains("night shift", StringComparison.Ordinal));
        await SubmitAsync(client, $"people/{person}/edit", ("Input.UnitId", unit.GetAttribute("value")!));
    }

    private static async Task SubmitAsync(HttpClient client, string path, (string, string) field)
    {
        var answer = await client.SubmitAsync(path, field);
        answer.StatusCode.ShouldBe(HttpStatusCode.Found, (await answer.ReadPageAsync()).QuerySelector("main")?.TextContent);
    }

    [GeneratedRegex("^(Name|Title|Summary|Description|Purpose|Text|GivenName|FamilyName|JobTitle|Location|Note|Label|Reason|Markdown|Body|Statement|Explanation|Question|Answer|Comment)$")]
    private static partial Regex Texts();
}
