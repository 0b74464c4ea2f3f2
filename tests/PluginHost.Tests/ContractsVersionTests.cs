using CompetencyModular.Host.Modules;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.PluginHost.Tests;

/// <summary>
/// An owner of Contracts, and modules that were built against other versions of them. The names are such that the alphabet would load those first
/// that have to come last.
/// </summary>
public sealed class HostOfContracts : IAsyncLifetime
{
    public TestHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var modules = Directory.CreateDirectory(Path.Combine(Places.Temp, "versions", "modules")).FullName;
        Write(modules, "Owner", Contracts("1.0.0.0"), "services.AddLookup<Words.Contracts.IWords, OwnWords>(\"Owner\")", "public sealed class OwnWords : Words.Contracts.IWords { public string Said => \"the owner's words\"; }");
        Write(modules, "Fits", Contracts("1.4.0.0"));
        Write(modules, "FitsWithoutACopy", Contracts("1.2.0.0", liesBeside: false));
        Write(modules, "AnotherMajor", Contracts("2.0.0.0"));
        Write(modules, "AnotherMajorWithoutACopy", Contracts("2.1.0.0", liesBeside: false));
        Write(modules, "Newer", Contracts("1.9.0.0", liesBeside: false));
        Write(modules, "Alone", Contracts("2.0.0.0"), requires: "AnotherMajor");
        Host = await TestHost.StartAsync(Database.Sqlite, [.. ModuleSource.Beside(Path.GetDirectoryName(modules)!)], "contracts");
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>A module whose page says which Contracts it met and what the owner answers through them.</summary>
    private static void Write(string modules, string id, Library contracts, string services = "", string code = "", string requires = "Owner") => ModuleCompiler.Compile(modules, id,
        $$"""
         [assembly: Module("{{id}}", "{{id.ToLowerInvariant()}}"{{(id == requires ? "" : $", Requires = new[] {{ \"{requires}\" }}")}})]
         [assembly: Permission("{{id}}.Read", Roles = new[] { RoleNames.Learner })]
         public sealed class Entry : Module { public override void ConfigureServices(IServiceCollection services) { {{services}}; } }
         [Route("/{{id.ToLowerInvariant()}}"), Requires("{{id}}.Read")]
         public sealed class Page : ComponentBase
         {
             [Inject] public Words.Contracts.IWords Owners { get; set; }
             protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder) => builder.AddMarkupContent(0, $"<p id='met'>{Words.Contracts.Edition.Name}: {Owners.Said}</p>");
         }
         {{code}}
         """, null, contracts);

    private static Library Contracts(string version, bool liesBeside = true) => ModuleCompiler.Library("Words.Contracts",
        $$"""
         [assembly: System.Reflection.AssemblyVersion("{{version}}")]
         namespace Words.Contracts;
         public interface IWords { string Said { get; } }
         public static class Edition { public static string Name => "{{version}}"; }
         """, liesBeside);
}

/// <summary>Contracts are loaded once for all, so that two modules mean the same by them; those of another major are other Contracts.</summary>
public sealed class ContractsVersionTests(HostOfContracts of) : IClassFixture<HostOfContracts>
{
    private readonly TestHost host = of.Host;

    [Fact]
    public void Only_the_modules_run_whose_Contracts_fit_each_other() =>
        host.Catalog.Active.Select(m => m.Id).ShouldBe(["Platform", "Owner", "Fits", "FitsWithoutACopy"], ignoreOrder: true);

    [Theory]
    [InlineData("owner")]
    [InlineData("fits")]
    [InlineData("fitswithoutacopy")]
    public async Task Modules_of_one_major_meet_the_same_Contracts_and_they_are_the_highest_version(string prefix)
    {
        var learner = await host.SignInAsAsync(RoleNames.Learner);

        (await learner.GetPageAsync("/" + prefix)).QuerySelector("#met")!.TextContent.ShouldBe("1.4.0.0: the owner's words");
    }

    [Theory]
    [InlineData("AnotherMajor", "It brings Words.Contracts 2.0.0.0; another module already brings 1.0.0.0.")]
    [InlineData("AnotherMajorWithoutACopy", "It was built for Words.Contracts 2.1.0.0; the one that is here is 1.4.0.0.")]
    [InlineData("Newer", "It was built for Words.Contracts 1.9.0.0; the one that is here is 1.4.0.0.")]
    public async Task A_module_that_was_built_for_others_is_in_quarantine_and_the_administrator_and_the_log_say_why(string id, string reason)
    {
        var admin = await host.SignInAsAsync(RoleNames.Administrator);

        var cards = (await admin.GetPageAsync("/admin/modules")).QuerySelectorAll("section.card").Select(c => c.TextContent).ToList();

        host.Catalog.All.Single(m => m.Id == id).State.ShouldBe(ModuleState.Incompatible);
        cards.ShouldContain(c => c.Contains(id, StringComparison.Ordinal) && c.Contains(reason, StringComparison.Ordinal), $"none of: {string.Join(" | ", cards)}");
        host.Log.ShouldContain(line => line.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void What_requires_it_does_not_run_either() =>
        host.Catalog.All.Single(m => m.Id == "Alone").State.ShouldBeOneOf(ModuleState.MissingDependency, ModuleState.Incompatible);
}
