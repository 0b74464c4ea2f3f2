using System.Data.Common;
using System.Reflection;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace CompetencyModular.Host.Persistence;

/// <summary>
/// Brings a tenant's database up to date, each module for itself. The last applied migration is compared by SQL first: Entity Framework's own
/// check of many contexts costs seconds, and nearly always nothing is pending. A module whose migration does not succeed is off for that tenant.
/// </summary>
internal sealed class TenantMigrations(IEnumerable<ModuleDbTypes> modules, ModuleCatalog catalog, ILogger<TenantMigrations> log)
{
    public ModuleDbTypes Platform { get; } = modules.First(m => m.Context == typeof(PlatformDb));

    /// <summary>Applies what is pending and returns the modules that could not be migrated, with the reason.</summary>
    public async Task<Dictionary<string, string>> ApplyAsync(TenantDatabase database, CancellationToken cancellationToken)
    {
        if (!database.IsSqlite) await CreatePostgresDatabaseAsync(database, cancellationToken);
        var broken = new Dictionary<string, string>();
        await using var connection = database.Open();
        if (database.IsSqlite) await ExecuteAsync(connection, "PRAGMA journal_mode=WAL", cancellationToken);
        var pending = modules.Where(m => LastKnown(m, database.IsSqlite) is { } last && last != LastApplied(connection, m, database.IsSqlite)).ToList();
        if (pending.Count > 0 && database.IsSqlite) await BackUpAsync(connection, cancellationToken);

        foreach (var module in pending)
        {
            try
            {
                // Under our own lock on the data folder nobody else migrates; a lock row left by a kill would make Entity Framework wait for ever.
                if (database.IsSqlite && TableExists(connection, "__EFMigrationsLock")) await ExecuteAsync(connection, "DELETE FROM \"__EFMigrationsLock\"", cancellationToken);
                await using var context = module.Create(database.IsSqlite, connection);
                await context.Database.MigrateAsync(cancellationToken);
                log.LogInformation("Migrated schema {Schema}", module.Schema);
            }
            catch (Exception exception) when (exception is not OperationCanceledException && module != Platform)
            {
                log.LogError(exception, "Schema {Schema} could not be migrated", module.Schema);
                if (catalog.Of(module.Context.Assembly) is { } owner) broken[owner.Id] = exception.Message;
            }
        }

        return broken;
    }

    private static string? LastKnown(ModuleDbTypes module, bool isSqlite)
    {
        var context = isSqlite ? module.Sqlite : module.Postgres;
        return context.Assembly.GetTypes()
            .Where(t => t.GetCustomAttribute<DbContextAttribute>()?.ContextType == context)
            .Select(t => t.GetCustomAttribute<MigrationAttribute>()?.Id)
            .Max(StringComparer.Ordinal);
    }

    private static string? LastApplied(DbConnection connection, ModuleDbTypes module, bool isSqlite)
    {
        var table = isSqlite ? $"{module.Schema.Replace('-', '_')}_migrations" : $"\"{module.Schema}\".\"migrations\"";
        if (isSqlite ? !TableExists(connection, table) : Scalar(connection, $"SELECT to_regclass('{table}')::text") is null) return null;
        return Scalar(connection, $"SELECT MAX(\"MigrationId\") FROM {table}") as string;
    }

    private static bool TableExists(DbConnection connection, string table) =>
        Scalar(connection, $"SELECT name FROM sqlite_master WHERE type = 'table' AND name = '{table}'") is not null;

    private static async Task BackUpAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (Scalar(connection, "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table'") is 0L) return;
        var copy = $"{connection.DataSource}.before-migration";
        File.Delete(copy);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $copy";
        var name = command.CreateParameter();
        (name.ParameterName, name.Value) = ("$copy", copy);
        command.Parameters.Add(name);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task CreatePostgresDatabaseAsync(TenantDatabase database, CancellationToken cancellationToken)
    {
        var target = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var name = target.Database!;
        target.Database = "postgres";
        target.Pooling = false;
        await using var connection = new NpgsqlConnection(target.ToString());
        await connection.OpenAsync(cancellationToken);
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = @name", connection) { Parameters = { new("name", name) } };
        if (await exists.ExecuteScalarAsync(cancellationToken) is not null) return;
        await using var create = new NpgsqlCommand($"CREATE DATABASE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    private static object? Scalar(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
