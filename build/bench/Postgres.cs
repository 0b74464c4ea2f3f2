using Npgsql;

namespace CompetencyModular.Bench;

/// <summary>The databases of this run on the server that <c>COMPETENCY_BENCH_POSTGRES</c> names.</summary>
internal sealed class Postgres
{
    private readonly string server = Environment.GetEnvironmentVariable("COMPETENCY_BENCH_POSTGRES") ?? throw new InvalidOperationException("COMPETENCY_BENCH_POSTGRES holds no connection string.");
    private readonly string prefix = $"competency_bench_{Guid.NewGuid():N}"[..25];

    /// <summary>What the host is told: each organisation has a database of its own.</summary>
    public string Template => new NpgsqlConnectionStringBuilder(server) { Database = prefix + "_{tenant}" }.ToString();

    /// <summary>The one organisation's database.</summary>
    public NpgsqlConnection Open() => Open(Mine().Single());

    /// <summary>The bench leaves nothing behind.</summary>
    public void DropAll()
    {
        using var connection = Open(null);
        foreach (var database in Mine()) new NpgsqlCommand($"DROP DATABASE \"{database}\" WITH (FORCE)", connection).ExecuteNonQuery();
    }

    private List<string> Mine()
    {
        using var connection = Open(null);
        using var reader = new NpgsqlCommand($"SELECT datname FROM pg_database WHERE datname LIKE '{prefix}%'", connection).ExecuteReader();
        var found = new List<string>();
        while (reader.Read()) found.Add(reader.GetString(0));
        return found;
    }

    private NpgsqlConnection Open(string? database)
    {
        var settings = new NpgsqlConnectionStringBuilder(server) { Pooling = false };
        if (database is not null) settings.Database = database;
        var connection = new NpgsqlConnection(settings.ToString());
        connection.Open();
        return connection;
    }
}
