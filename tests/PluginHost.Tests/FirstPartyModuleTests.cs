using System.Net;
using CompetencyModular.Host.Modules;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.PluginHost.Tests;

/// <summary>Each first-party module from its folder, through its load context, with what it requires and nothing else.</summary>
public sealed class FirstPartyModuleTests
{
    private static readonly Dictionary<string, ModuleManifest> Manifests = Directory.GetDirectories(Path.Combine(Places.Host, "modules"))
        .SelectMany(folder => Directory.EnumerateFiles(folder, "CompetencyModular.*.dll")).Select(ModuleManifest.Read).OfType<ModuleManifest>().ToDictionary(m => m.Id);

    public static TheoryData<string> Ids { get; } = [.. Manifests.Keys];

    [Fact]
    public void All_modules_of_the_product_lie_beside_the_host() =>
        Manifests.Keys.ShouldBe(Directory.GetDirectories(Path.Combine(Places.Root, "modules")).Select(f => Path.GetFileName(f)!), ignoreOrder: true);

    [Theory, MemberData(nameof(Ids))]
    public async Task M1_A_module_starts_and_its_navigation_leads_somewhere_with_only_what_it_requires(string id)
    {
        var needed = Needed(id);
        await using var host = await TestHost.StartAsync(Database.Sqlite, [.. needed.Select(m => ModuleSource.FromFolder(Path.GetDirectoryName(Manifests[m].AssemblyPath)!))], $"only {id}");
        var everybody = await host.SignInAsAsync(RoleNames.Learner, RoleNames.Manager, RoleNames.Mentor, RoleNames.Trainer, RoleNames.Author, RoleNames.HR, RoleNames.Administrator);

        host.Catalog.All.Where(m => m.State != ModuleState.Active).Select(m => $"{m.Id}: {m.Reason}").ShouldBeEmpty();
        host.Catalog.Active.Select(m => m.Id).ShouldBe(["Platform", .. needed], ignoreOrder: true);
        host.Tenant.BrokenModules.ShouldBeEmpty();
        foreach (var href in host.Catalog.Active.SelectMany(m => m.Contributions.NavigationEntries).Select(n => n.Href).Prepend(""))
            (await everybody.GetAsync("/" + href)).StatusCode.ShouldBe(HttpStatusCode.OK, $"/{href}");
        host.Log.ShouldBeEmpty();
    }

    private static HashSet<string> Needed(string id) => [id, .. Manifests[id].Requires.SelectMany(Needed)];
}
