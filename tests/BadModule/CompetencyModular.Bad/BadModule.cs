using CompetencyModular.Bad;
using CompetencyModular.Bad.Features.ReadBad;
using CompetencyModular.Bad.Persistence;
using CompetencyModular.Roles;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using Microsoft.Extensions.DependencyInjection;

// It requires itself, and a module whose Contracts it does not reference; a permission belongs to a feature that is not declared.
[assembly: Module("Bad", "bad", Requires = ["Bad", "SkillsAnalysis"])]
[assembly: Permission("Bad.Read", Feature = "Bad.Undeclared")]

namespace CompetencyModular.Bad;

public sealed class BadModule : Module
{
    public override void ConfigureServices(IServiceCollection services) => services.AddModuleDb<BadDb, BadSqliteDb, BadPostgresDb>("bad");

    public override void Contribute(Contributions to) => to
        .Widget<BadPage>(Slots.Home, "Bad.Undeclared")
        .Navigation(NavigationArea.Catalogue, "Nav.Missing", "bad", "icon", "Bad.Read");
}

/// <summary>Public, open, with state for all, asking the machine's clock and another module's insides.</summary>
public class BadHelper
{
    internal static int Calls = 1;

    public static Type Other => typeof(RolesModule);

    public static DateTimeOffset Now => DateTimeOffset.UtcNow;
}
