using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Demo;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Tests.Access;
using CompetencyModular.Host.Tests.Access.Walk;
using CompetencyModular.Sdk.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Tenancy;

/// <summary>One installation with all modules, and two organisations with the same people: one has everything in English, the other fewer modules and German (R7.1, M1).</summary>
public sealed class TwoOrganisationsTests
{
    private const string Other = "other.example", Learner = "learner@demo.example";

    private static readonly string[] Off = ["Gamification", "Media", "GapClosure.Approvals"];

    [Theory, EveryDatabase]
    public async Task R7_1_Each_organisation_has_its_features_and_its_language_and_what_it_switched_off_is_made_up_for_when_it_is_on(Database database)
    {
        await using var host = await TestHost.StartAsync(database, [.. ModuleSource.Beside(WalkHost.HostFolder)], "beside the host", configure: null);
        var other = await host.AddTenantAsync("Andere Organisation", Other, "de");
        foreach (var feature in Off) await host.SetFeatureAsync(other, feature, isOn: false);
        foreach (var tenant in WalkHost.Tenants(host)) await DemoOrganisation.FillAsync(host.Services, tenant, TestAccounts.Password, CancellationToken.None);
        await DeliverAsync();
        var (here, there) = (await SignInAsync("localhost"), await SignInAsync(Other));

        // The language and the navigation.
        var (english, german) = (await here.GetPageAsync("/"), await there.GetPageAsync("/"));
        (english.DocumentElement.GetAttribute("lang"), german.DocumentElement.GetAttribute("lang")).ShouldBe(("en", "de"));
        string[] addresses = ["recognition/me", "media", "gap-closure/requests"];
        foreach (var address in addresses)
        {
            english.QuerySelector($"nav a[href='{address}']").ShouldNotBeNull(address);
            german.QuerySelector($"nav a[href='{address}']").ShouldBeNull(address);
        }

        // Every page and every endpoint of what is off, by the modules' own word.
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.Parameters.Count == 0 && e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") is not false)
            .Where(e => EndpointGate.PermissionOf(e, host.Catalog) is { } permission && !other.Features.Contains(permission.Feature))
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct().ToList();
        routes.Count.ShouldBeGreaterThan(10);
        foreach (var route in routes) (await there.GetAsync(route)).StatusCode.ShouldBe(HttpStatusCode.NotFound, route);
        foreach (var address in addresses) (await here.GetAsync("/" + address)).StatusCode.ShouldBe(HttpStatusCode.OK, address);

        // What it switched off was kept for it, and arrives.
        var (apiHere, apiThere) = (await ApiAsync("localhost"), await ApiAsync(Other));
        var earned = await PointsAsync(apiHere);
        earned.ShouldBeGreaterThan(0);
        await host.SetFeatureAsync(other, "Gamification", isOn: true);
        await DeliverAsync();
        (await PointsAsync(apiThere)).ShouldBeGreaterThan(0);
        (await there.GetPageAsync("/")).QuerySelector("nav a[href='recognition/me']").ShouldNotBeNull();
        (await PointsAsync(apiHere)).ShouldBe(earned);

        Task DeliverAsync() => host.Services.GetRequiredService<Dispatcher>().DeliverAllAsync(CancellationToken.None);

        async Task<HttpClient> SignInAsync(string hostName)
        {
            var browser = host.CreateClient(hostName);
            (await browser.SubmitAsync("/sign-in", ("Input.Email", Learner), ("Input.Password", TestAccounts.Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
            return browser;
        }

        async Task<HttpClient> ApiAsync(string hostName)
        {
            var client = host.CreateClient(hostName);
            var answer = await (await client.PostAsJsonAsync("/api/v1/sign-in", new { email = Learner, password = TestAccounts.Password })).Content.ReadFromJsonAsync<JsonElement>();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", answer.GetProperty("token").GetString());
            return client;
        }
    }

    private static async Task<long> PointsAsync(HttpClient api) => (await api.GetFromJsonAsync<JsonElement>("/api/v1/recognition/me")).GetProperty("total").GetInt64();
}
