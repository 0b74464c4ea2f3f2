using System.Data.Common;
using System.Text.RegularExpressions;
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
/// The host with every module that is built beside it, loaded through the real door, so that a new module walks along by itself; and tenants of which
/// each has the demo organisation, with the same ids.
/// </summary>
internal static class WalkHost
{
    public const string Here = "localhost";
    /// <summary>The folder into which the host was built, as this test was: Debug or Release.</summary>
    public static string HostFolder { get; } = FindHostFolder();

    /// <param name="database">On which.</param>
    /// <param name="others">Host names of the tenants beside the first.</param>
    public static async Task<TestHost> StartAsync(Database database, params string[] others)
    {
        var modules = ModuleSource.Beside(HostFolder).ToList();
        var host = await TestHost.StartAsync(database, modules, "beside the host", configure: null);
        host.Catalog.All.Where(m => m.State != ModuleState.Active).Select(m => $"{m.Id}: {m.Reason}").ShouldBeEmpty();
        host.Catalog.All.Count.ShouldBeGreaterThan(4, "The modules are built with the host: build/test.sh, or build src/CompetencyModular.Host.");
        var first = Tenants(host)[0];
        await DemoOrganisation.FillAsync(host.Services, first, TestAccounts.Password, CancellationToken.None);
        await host.Services.GetRequiredService<Dispatcher>().DeliverAllAsync(CancellationToken.None);
        foreach (var other in others) await host.AddTenantAsync($"The organisation of {other}", other, like: first);
        return host;
    }

    public static IReadOnlyList<Tenant> Tenants(TestHost host) => host.Services.GetRequiredService<TenantRegistry>().All;

    /// <summary>Changes all rows of a tenant behind the product's back, without regard to foreign keys.</summary>
    /// <param name="tenant">Whose rows.</param>
    /// <param name="change">SQL for a new value of a column, with {0} for its name, or null to leave it: by table (with schema), column, type in lower case.</param>
    public static async Task RewriteAsync(Tenant tenant, Func<string, string, string, string?> change)
    {
        await using var connection = tenant.Database.Open();
        var isSqlite = connection is SqliteConnection;
        await ReadAsync(connection, isSqlite ? "PRAGMA foreign_keys=OFF" : "SET session_replication_role = replica", _ => 0);
        foreach (var table in await ColumnsAsync(connection))
        {
            var sets = table.Select(c => (c.Column, Value: change(c.Table, c.Column, c.Type))).Where(c => c.Value is not null).Select(c => $"\"{c.Column}\" = {c.Value!.Replace("{0}", c.Column, StringComparison.Ordinal)}").ToList();
            if (sets.Count > 0) await ReadAsync(connection, $"UPDATE {table.Key} SET {string.Join(", ", sets)}", _ => 0);
        }

        await ReadAsync(connection, isSqlite ? "PRAGMA foreign_keys=ON" : "SET session_replication_role = DEFAULT", _ => 0);
        if (connection is NpgsqlConnection postgres) NpgsqlConnection.ClearPool(postgres);
    }

    /// <summary>One number out of a tenant's database.</summary>
    /// <param name="tenant">Whose database.</param>
    /// <param name="sql">The question, with tables as <c>{module.table}</c>.</param>
    public static async Task<long> CountAsync(Tenant tenant, string sql)
    {
        await using var connection = tenant.Database.Open();
        var isSqlite = connection is SqliteConnection;
        return (await ReadAsync(connection, Regex.Replace(sql, @"\{([\w-]+)\.(\w+)\}", m => isSqlite ? $"{m.Groups[1].Value.Replace('-', '_')}_{m.Groups[2].Value}" : $"\"{m.Groups[1].Value}\".{m.Groups[2].Value}"), r => r.GetInt64(0)))[0];
    }

    /// <summary>The columns of a tenant's database in which a text stands somewhere, each as table and column.</summary>
    public static async Task<IReadOnlyList<string>> WhereAsync(Tenant tenant, string text)
    {
        await using var connection = tenant.Database.Open();
        var found = new List<string>();
        foreach (var table in await ColumnsAsync(connection))
        {
            // The text is the test's own, and holds no quote.
            var counts = table.Select(c => $"sum(CASE WHEN CAST(\"{c.Column}\" AS text) LIKE '%{text}%' THEN 1 ELSE 0 END)");
            found.AddRange((await ReadAsync(connection, $"SELECT {string.Join(", ", counts)} FROM {table.Key}", r => table.Where((_, i) => !r.IsDBNull(i) && r.GetInt64(i) > 0).Select(c => $"{c.Table}.{c.Column}").ToList()))[0]);
        }

        return found;
    }

    private static async Task<List<T>> ReadAsync<T>(DbConnection connection, string sql, Func<DbDataReader, T> row)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(row(reader));
        return rows;
    }

    private static async Task<IEnumerable<IGrouping<string, (string Table, string Column, string Type)>>> ColumnsAsync(DbConnection connection)
    {
        var columns = await ReadAsync(
            connection,
            connection is SqliteConnection
                ? "SELECT m.name, c.name, lower(c.type) FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '%migrations%'"
                : "SELECT table_schema || '.' || table_name, column_name, data_type FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema', 'public') AND table_name <> 'migrations'",
            r => (Table: r.GetString(0), Column: r.GetString(1), Type: r.GetString(2)));
        return columns.GroupBy(c => string.Join('.', c.Table.Split('.').Select(part => $"\"{part}\"")));
    }

    private static string FindHostFolder()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = here;
        while (!File.Exists(Path.Combine(root!.FullName, "CompetencyModular.sln"))) root = root.Parent;
        return Path.Combine(root.FullName, "src", "CompetencyModular.Host", "bin", here.Parent!.Name, here.Name);
    }
}
