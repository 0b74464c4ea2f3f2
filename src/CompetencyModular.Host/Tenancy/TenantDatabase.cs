using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CompetencyModular.Host.Tenancy;

/// <summary>Where a tenant's data lives, and the gate through which its writers pass.</summary>
internal sealed class TenantDatabase(bool isSqlite, string connectionString) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);

    public bool IsSqlite { get; } = isSqlite;

    public string ConnectionString { get; } = connectionString;

    /// <summary>How long a writer waits for those before it.</summary>
    public TimeSpan GateTimeout { get; set; } = TimeSpan.FromSeconds(10);

    public static TenantDatabase Sqlite(string file) => new(true, new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 10 }.ToString());

    public static TenantDatabase Postgres(string connectionString) => new(false, new NpgsqlConnectionStringBuilder(connectionString)
    {
        MaxPoolSize = 10,
        Options = "-c statement_timeout=30s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s",
    }.ToString());

    /// <summary>
    /// A connection for a scope. A SQLite file is open from the start; on PostgreSQL it is opened by whoever uses it and goes back to the pool after
    /// each use: were it held, requests that wait for the scopes within them would take the whole pool from each other and all stand still.
    /// </summary>
    public DbConnection Connect() => IsSqlite ? Open() : new NpgsqlConnection(ConnectionString);

    /// <summary>An open connection.</summary>
    public DbConnection Open()
    {
        DbConnection connection = IsSqlite ? new SqliteConnection(ConnectionString) : new NpgsqlConnection(ConnectionString);
        connection.Open();
        if (IsSqlite)
        {
            using var pragmas = connection.CreateCommand();
            pragmas.CommandText = "PRAGMA synchronous=FULL; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;";
            pragmas.ExecuteNonQuery();
        }

        return connection;
    }

    /// <summary>Lets one writer after the other into a SQLite file, in the order of their coming; PostgreSQL needs no gate.</summary>
    /// <exception cref="WriteGateTimeoutException">The time to wait passed.</exception>
    public async Task<IDisposable?> EnterWriteAsync(CancellationToken cancellationToken)
    {
        if (!IsSqlite) return null;
        if (!await gate.WaitAsync(GateTimeout, cancellationToken)) throw new WriteGateTimeoutException();
        return new Release(gate);
    }

    public void Dispose() => gate.Dispose();

    private sealed class Release(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}

/// <summary>Too many writers for the moment; the caller is asked to come back.</summary>
internal sealed class WriteGateTimeoutException() : Exception("The database is busy; try again in a moment.");
