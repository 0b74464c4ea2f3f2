using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using CompetencyModular.Host.Access;
using CompetencyModular.Sdk.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Access.Walk;

/// <summary>
/// Two tenants with the same ids everywhere and words of their own in every text. Whoever may do everything in both asks both for everything, all at
/// once: no answer of one has a word of the other.
/// </summary>
public sealed partial class IsolationWalk
{
    [Theory, EveryDatabase]
    public async Task Nothing_of_another_tenant_is_in_any_answer_M3(Database database)
    {
        await using var host = await WalkHost.StartAsync(database);
        var tenants = WalkHost.Tenants(host);
        foreach (var (tenant, word) in tenants.Zip(["(Tenant-A)", "(Tenant-B)"]))
            await WalkHost.RewriteAsync(tenant, (table, column, type) => type is "text" or "character varying" && Texts().IsMatch(column) && !table.Contains("audit", StringComparison.Ordinal) ? $"'{word} ' || \"{{0}}\"" : null);
        var ids = await RouteIds.ReadAsync(host);
        var (here, elsewhere) = (await host.SignInAsync(Actor.OfPerson(ids.Me, Accounts.Roles)), await host.SignInAsync(Actor.OfPerson(ids.Me, Accounts.Roles)));
        elsewhere.BaseAddress = new Uri($"https://{WalkHost.Elsewhere}/");
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => EndpointGate.PermissionOf(e, host.Catalog) is not null && e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true && !ids.Unknown(e).Any());
        ConcurrentBag<string> wrong = [], marked = [];

        await Parallel.ForEachAsync(
            from path in endpoints.SelectMany(e => new[] { ids.PathOf(e, Whose.Own).Path, ids.PathOf(e, Whose.Anothers).Path }).Distinct() from round in Enumerable.Range(0, 2) select path,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (path, _) =>
            {
                var answers = await Task.WhenAll(here.GetAsync(path), elsewhere.GetAsync(path));
                var texts = await Task.WhenAll(answers.Select(async a => WebUtility.HtmlDecode(await a.Content.ReadAsStringAsync())));
                if (texts[0].Contains("(Tenant-B)", StringComparison.Ordinal) || texts[0].Contains(tenants[1].Name, StringComparison.Ordinal)) wrong.Add($"{path}: the first tenant reads the second's words");
                if (texts[1].Contains("(Tenant-A)", StringComparison.Ordinal) || texts[1].Contains(tenants[0].Name, StringComparison.Ordinal)) wrong.Add($"{path}: the second tenant reads the first's words");
                if (texts[0].Contains("(Tenant-A)", StringComparison.Ordinal) && texts[1].Contains("(Tenant-B)", StringComparison.Ordinal)) marked.Add(path);
                foreach (var broken in answers.Where(a => (int)a.StatusCode >= 500)) wrong.Add($"{path}: {broken.StatusCode}");
            });

        string.Join(Environment.NewLine, wrong.Distinct().Order()).ShouldBeEmpty();
        marked.Distinct().Count().ShouldBeGreaterThan(25, "Most answers show words of the tenant; else this proves nothing.");
    }

    [GeneratedRegex("^(Name|Title|Summary|Description|Purpose|Text|GivenName|FamilyName|JobTitle|Location|Note|Label|Reason|Markdown|Body|Statement|Explanation|Question|Answer|Comment)$")]
    private static partial Regex Texts();
}
