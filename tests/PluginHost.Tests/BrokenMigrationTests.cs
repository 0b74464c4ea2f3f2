using System.Net;
using CompetencyModular.Host.Modules;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.PluginHost.Tests;

/// <summary>A module whose migration does not succeed is off for that tenant; the host and all others run on.</summary>
public sealed class BrokenMigrationTests
{
    private const string Broken =
        """
        [assembly: Module("BrokenMigration", "broken-migration")]
        [assembly: Permission("BrokenMigration.Read", Roles = new[] { RoleNames.Learner })]
        public sealed class Entry : Module
        {
            public override void ConfigureServices(IServiceCollection services) =>
                CompetencyModular.Sdk.Persistence.ModuleDbRegistration.AddModuleDb<Db, SqliteDb, PostgresDb>(services, "broken-migration");
        }
        public abstract class Db : CompetencyModular.Sdk.Persistence.ModuleDbContext
        {
            protected Db(Microsoft.EntityFrameworkCore.DbContextOptions options) : base(options, "broken-migration") { }
            protected override void Configure(Microsoft.EntityFrameworkCore.ModelBuilder model) { }
        }
        public sealed class SqliteDb : Db { public SqliteDb(Microsoft.EntityFrameworkCore.DbContextOptions<SqliteDb> options) : base(options) { } }
        public sealed class PostgresDb : Db { public PostgresDb(Microsoft.EntityFrameworkCore.DbContextOptions<PostgresDb> options) : base(options) { } }
        [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(SqliteDb)), Microsoft.EntityFrameworkCore.Migrations.Migration("20260101000000_Initial")]
        public sealed class OnSqlite : Microsoft.EntityFrameworkCore.Migrations.Migration { protected override void Up(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder up) => up.Sql("NONSENSE"); }
        [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(PostgresDb)), Microsoft.EntityFrameworkCore.Migrations.Migration("20260101000000_Initial")]
        public sealed class OnPostgres : Microsoft.EntityFrameworkCore.Migrations.Migration { protected override void Up(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder up) => up.Sql("NONSENSE"); }
        [Route("/broken-migration"), Requires("BrokenMigration.Read")]
        public sealed class Page : ComponentBase { }
        """;

    private const string Dependent =
        """
        [assembly: Module("Dependent", "dependent", Requires = new[] { "BrokenMigration" })]
        [assembly: Permission("Dependent.Read", Roles = new[] { RoleNames.Learner })]
        public sealed class Entry : Module { public override void ConfigureServices(IServiceCollection services) { } }
        [Route("/dependent"), Requires("Dependent.Read")]
        public sealed class Page : ComponentBase { }
        """;

    [Theory, EveryDatabase]
    public async Task M2_A_module_whose_migration_breaks_is_off_with_what_requires_it_and_the_reason_stands_on_the_page(Database database)
    {
        var modules = Path.Combine(Places.Temp, $"migration {database}", "modules");
        ModuleCompiler.Compile(modules, "BrokenMigration", Broken);
        ModuleCompiler.Compile(modules, "Dependent", Dependent);
        ModuleCompiler.Compile(modules, "Good", BadModules.Good);

        await using var host = await TestHost.StartAsync(database, [.. ModuleSource.Beside(Path.GetDirectoryName(modules)!)], "broken migration");
        var learner = await host.SignInAsAsync(RoleNames.Learner, RoleNames.Administrator);

        (await learner.GetAsync("/broken-migration")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await learner.GetAsync("/dependent")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await learner.GetAsync("/good")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await learner.GetPageAsync("/admin/modules")).QuerySelectorAll("section.card").ShouldContain(c => c.TextContent.Contains("BrokenMigration") && c.TextContent.Contains("NONSENSE"));
        host.Log.ShouldContain(line => line.Contains("BrokenMigration is off for tenant"));
    }
}
