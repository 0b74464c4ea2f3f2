using System.Collections.Concurrent;
using System.Reflection;
using CompetencyModular.Host.Tenancy;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace CompetencyModular.Sdk.Testing;

/// <summary>The databases that a tenant can live in.</summary>
public enum Database
{
    /// <summary>A SQLite file; always there.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database on the server that the environment names.</summary>
    Postgres,
}

/// <summary>
/// Runs a theory on every database: the test's first parameter is a <see cref="Database"/>. Where no PostgreSQL is named, its run is reported as
/// skipped. Further values follow the database; put the attribute once for each set of them.
/// </summary>
/// <param name="values">The values of the parameters after the database.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EveryDatabaseAttribute(params object?[] values) : DataAttribute
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([Row(Database.Sqlite), Row(Database.Postgres)]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;

    private TheoryDataRow Row(Database database) =>
        new([database, .. values]) { Skip = database == Database.Postgres ? TestEnvironment.MissingPostgres : null };
}

/// <summary>What the environment offers to tests; <c>build/test.sh</c> sets it up.</summary>
public static class TestEnvironment
{
    /// <summary>The connection string of a PostgreSQL server on which tests may create databases; null where none is named.</summary>
    public static string? Postgres { get; } = Variable("COMPETENCY_TEST_POSTGRES");

    /// <summary>The path of a Chromium; null where none is named.</summary>
    public static string? Chromium { get; } = Variable("COMPETENCY_TEST_CHROMIUM");

    /// <summary>Whether nothing may be skipped: what is missing then makes tests fail.</summary>
    public static bool NoSkip { get; } = Variable("COMPETENCY_TEST_NO_SKIP") == "true" || Variable("CI") == "true";

    /// <summary>Why a test on PostgreSQL is skipped; null where it can run, or must.</summary>
    public static string? MissingPostgres => Postgres is null && !NoSkip ? "Needs PostgreSQL: run build/test.sh, or set COMPETENCY_TEST_POSTGRES." : null;

    /// <summary>Why a test in the browser is skipped; null where it can run, or must.</summary>
    public static string? MissingChromium => Chromium is null && !NoSkip ? "Needs Chromium: run build/test.sh, or set COMPETENCY_TEST_CHROMIUM." : null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

/// <summary>
/// Databases that are migrated once per run and set of modules, then copied: migrating takes seconds, a copy milliseconds.
/// </summary>
internal static class DatabaseTemplates
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Ready = new();
    private static readonly ConcurrentBag<string> PostgresNames = [];

    static DatabaseTemplates() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var name in PostgresNames) DropPostgres(name);
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    };

    /// <summary>The folder of this run.</summary>
    public static string Folder { get; } = Directory.CreateTempSubdirectory("competency-tests-").FullName;

    /// <summary>The connection string for the host, with a name that is this run's alone; <c>{tenant}</c> is left to the host.</summary>
    public static string PostgresPattern { get; } = TestEnvironment.Postgres is { } server
        ? new NpgsqlConnectionStringBuilder(server) { Database = "cm_{tenant}" }.ToString()
        : "";

    /// <summary>Gives a tenant to be its database, migrated for the set of modules named by the key.</summary>
    /// <param name="key">Names the set of modules.</param>
    /// <param name="database">On which database.</param>
    /// <param name="target">The file (SQLite) or the database's name (PostgreSQL).</param>
    /// <param name="migrate">Makes the first one: a file's path or a database's name.</param>
    public static async Task CopyAsync(string key, Database database, string target, Func<Task<string>> migrate)
    {
        var template = await Ready.GetOrAdd($"{database}/{key}", _ => new Lazy<Task<string>>(async () =>
        {
            var made = await migrate();
            return database == Database.Sqlite ? Compact(made) : made;
        })).Value;

        if (database == Database.Sqlite)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(template, target);
        }
        else
        {
            await ExecuteAsync($"CREATE DATABASE \"{target}\" TEMPLATE \"{template}\"");
        }
    }

    /// <summary>Notes a PostgreSQL database to be dropped when the run ends.</summary>
    public static void DropAtTheEnd(string name) => PostgresNames.Add(name);

    /// <summary>The name of a tenant's PostgreSQL database.</summary>
    public static string PostgresName(Guid tenantId) => $"cm_{tenantId:N}";

    /// <summary>Closes what is left of the pool, so that the database can be copied or dropped.</summary>
    public static void ClearPool(TenantDatabase database)
    {
        using var connection = database.Open();
        if (connection is NpgsqlConnection postgres) NpgsqlConnection.ClearPool(postgres);
        else SqliteConnection.ClearPool((SqliteConnection)connection);
    }

    private static string Compact(string file)
    {
        var compact = file + ".template";
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $copy";
        command.Parameters.AddWithValue("$copy", compact);
        command.ExecuteNonQuery();
        return compact;
    }

    /// <summary>Drops a tenant's PostgreSQL database, whoever is still connected.</summary>
    public static void DropPostgres(string name)
    {
        try
        {
            using var connection = new NpgsqlConnection(Server());
            connection.Open();
            using var command = new NpgsqlCommand($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)", connection);
            command.ExecuteNonQuery();
        }
        catch (NpgsqlException)
        {
            // The server went away before us, and the database with it.
        }
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Server() => new NpgsqlConnectionStringBuilder(TestEnvironment.Postgres
        ?? throw new InvalidOperationException("COMPETENCY_TEST_POSTGRES names no server.")) { Pooling = false }.ToString();
}
