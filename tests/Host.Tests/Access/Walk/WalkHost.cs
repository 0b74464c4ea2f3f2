using CompetencyModular.Host.Demo;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CompetencyModular.Host.Tests.Access.Walk;

/// <summary>
/// The host with every module that is built beside it, loaded through the real door, so that a new module walks along by itself; and two tenants,
/// each with the demo organisation.
/// </summary>
internal static class WalkHost
{
    public const string Here = "localhost";
    public const string Elsewhere = "elsewhere.example";

    /// <summary>The folder into which the host was built, as this test was: Debug or Release.</summary>
    public static string HostFolder { get; } = FindHostFolder();

    public static async Task<TestHost> StartAsync(Database database)
    {
        var modules = ModuleSource.Beside(HostFolder).ToList();
        var host = await TestHost.StartAsync(database, modules, "beside the host", configure: null);
        host.Catalog.All.Where(m => m.State != ModuleState.Active).Select(m => $"{m.Id}: {m.Reason}").ShouldBeEmpty();
        host.Catalog.All.Count.ShouldBeGreaterThan(4, "The modules are built with the host: build/test.sh, or build src/CompetencyModular.Host.");
        await host.AddTenantAsync("Elsewhere", Elsewhere);
        foreach (var tenant in Tenants(host)) await DemoOrganisation.FillAsync(host.Services, tenant, TestAccounts.Password, CancellationToken.None);
        await host.Services.GetRequiredService<Dispatcher>().DeliverAllAsync(CancellationToken.None);
        return host;
    }

    public static IReadOnlyList<Tenant> Tenants(TestHost host) => host.Services.GetRequiredService<TenantRegistry>().All;

    /// <summary>Changes all rows of a tenant behind the product's back, without regard to foreign keys.</summary>
    /// <param name="tenant">Whose rows.</param>
    /// <param name="change">SQL for a new value of a column, with {0} for its name, or null to leave it: by table (with schema), column, type in lower case.</param>
    public static async Task RewriteAsync(Tenant tenant, Func<string, string, string, string?> change)
    {
        await using var connection = tenant.Database.Open();
        async Task<List<T>> ReadAsync<T>(string sql, Func<System.Data.Common.DbDataReader, T> row)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<T>();
            while (await reader.ReadAsync()) rows.Add(row(reader));
            return rows;
        }

        var isSqlite = connection is SqliteConnection;
        var columns = await ReadAsync(
            isSqlite
                ? "SELECT m.name, c.name, lower(c.type) FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '%migrations%'"
                : "SELECT table_schema || '.' || table_name, column_name, data_type FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema', 'public') AND table_name <> 'migrations'",
            r => (Table: r.GetString(0), Column: r.GetString(1), Type: r.GetString(2)));
        await ReadAsync(isSqlite ? "PRAGMA foreign_keys=OFF" : "SET session_replication_role = replica", _ => 0);
        foreach (var table in columns.GroupBy(c => c.Table))
        {
            var sets = table.Select(c => (c.Column, Value: change(c.Table, c.Column, c.Type))).Where(c => c.Value is not null).Select(c => $"\"{c.Column}\" = {c.Value!.Replace("{0}", c.Column, StringComparison.Ordinal)}").ToList();
            var name = string.Join('.', table.Key.Split('.').Select(part => $"\"{part}\""));
            if (sets.Count > 0) await ReadAsync($"UPDATE {name} SET {string.Join(", ", sets)}", _ => 0);
        }

        await ReadAsync(isSqlite ? "PRAGMA foreign_keys=ON" : "SET session_replication_role = DEFAULT", _ => 0);
        if (connection is NpgsqlConnection postgres) NpgsqlConnection.ClearPool(postgres);
    }

    private static string FindHostFolder()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = here;
        while (!File.Exists(Path.Combine(root!.FullName, "CompetencyModular.sln"))) root = root.Parent;
        return Path.Combine(root.FullName, "src", "CompetencyModular.Host", "bin", here.Parent!.Name, here.Name);
    }
}
