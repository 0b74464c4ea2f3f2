using System.Net;
using CompetencyModular.Host.Modules;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.PluginHost.Tests;

/// <summary>A host among whose modules every bad one is, and one good one.</summary>
public sealed class HostOfBadModules : IAsyncLifetime
{
    public TestHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var modules = Directory.CreateDirectory(Path.Combine(Places.Temp, "bad", "modules")).FullName;
        ModuleCompiler.Compile(modules, "Good", BadModules.Good);
        Parallel.ForEach(BadModules.All, bad => bad.Write(modules));
        Host = await TestHost.StartAsync(Database.Sqlite, [.. ModuleSource.Beside(Path.GetDirectoryName(modules)!)], "bad modules");
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

/// <summary>M2: a module that throws while loading or starting is quarantined with its reason on the admin page; everything else runs.</summary>
public sealed class QuarantineTests(HostOfBadModules bad) : IClassFixture<HostOfBadModules>
{
    private readonly TestHost host = bad.Host;

    public static TheoryData<string, string> Reasons { get; } = [.. BadModules.All.Select(b => new TheoryDataRow<string, string>(b.Id == "TwinFolder" ? "Good" : b.Id, b.Reason))];

    [Fact]
    public async Task M2_Whatever_modules_do_wrong_the_host_serves_and_the_good_module_too()
    {
        var learner = await host.SignInAsAsync(RoleNames.Learner);

        (await learner.GetPageAsync("/")).QuerySelector("a[href='good']").ShouldNotBeNull();
        (await learner.GetPageAsync("/good")).QuerySelector("h1")!.TextContent.ShouldBe("All is well");
        (await host.CreateClient().GetAsync("/openapi/v1.json")).StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Catalog.Active.Select(m => m.Id).ShouldBe(["Platform", "Good"]);
    }

    [Theory, MemberData(nameof(Reasons))]
    public async Task M2_A_bad_module_is_in_quarantine_and_the_administrator_and_the_log_say_why(string id, string reason)
    {
        var admin = await host.SignInAsAsync(RoleNames.Administrator);

        var cards = (await admin.GetPageAsync("/admin/modules")).QuerySelectorAll("section.card").Select(c => c.TextContent).ToList();

        cards.ShouldContain(c => c.Contains(id, StringComparison.Ordinal) && c.Contains(reason, StringComparison.OrdinalIgnoreCase), $"none of: {string.Join(" | ", cards)}");
        host.Log.ShouldContain(line => line.Contains(reason, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/map-throws")]
    [InlineData("/api/v1/map-throws/sound")]
    [InlineData("/twin-pages/0199a3c0-0000-7000-8000-000000000001")]
    [InlineData("/api/v1/twin-endpoints/things/1")]
    [InlineData("/unguarded")]
    public async Task Nothing_of_a_quarantined_module_can_be_reached(string path)
    {
        var everybody = await host.SignInAsync(Actor.Holding("MapThrows.Read", "TwinPages.Read", "TwinEndpoints.Read", PlatformPermissions.UseTheProduct));

        (await everybody.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void Each_bad_module_is_in_the_state_that_its_fault_asks_for() =>
        BadModules.All.ShouldAllBe(b => host.Catalog.All.Any(m => Path.GetFileName(m.Source) == b.Id && m.State.ToString() == b.State));

    [Fact]
    public async Task The_Contracts_of_a_refused_module_reach_nobody()
    {
        var modules = Directory.CreateDirectory(Path.Combine(Places.Temp, "contracts", "modules")).FullName;
        var (older, newer) = (Contracts("1.0.0.0", "older"), Contracts("1.9.0.0", "newer"));
        ModuleCompiler.Compile(modules, "Owner", "[assembly: Module(\"Owner\", \"owner\")] public sealed class Entry : Module { public override void ConfigureServices(IServiceCollection services) => services.AddSingleton(new Owner.Contracts.Words().Said); }", null, older);
        ModuleCompiler.Compile(modules, "Refused", "[assembly: Module(\"Refused\", \"refused\", Requires = new[] { \"Nowhere\" })] public sealed class Entry : Module { public override void ConfigureServices(IServiceCollection services) { } }", null, newer);

        var options = new WebApplicationOptions { ApplicationName = typeof(Host.HostApplication).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory };
        await using var app = Host.HostApplication.Build(WebApplication.CreateBuilder(options), new Host.Operations.InstallationOptions
        {
            DataFolder = Path.Combine(modules, "data"), Modules = [.. ModuleSource.Beside(Path.GetDirectoryName(modules)!)],
        });

        app.Services.GetRequiredService<string>().ShouldBe("older");
    }

    private static Library Contracts(string version, string said) => ModuleCompiler.Library("Owner.Contracts",
        $"[assembly: System.Reflection.AssemblyVersion(\"{version}\")] namespace Owner.Contracts; public sealed class Words {{ public string Said => \"{said}\"; }}", liesBeside: true);
}
