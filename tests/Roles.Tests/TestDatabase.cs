using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Tests;

/// <summary>The module's tables in memory, for tests below the pipeline.</summary>
internal sealed class TestDatabase : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public TestDatabase()
    {
        connection.Open();
        using var db = Open();
        db.Database.EnsureCreated();
    }

    /// <summary>The commands that all contexts have sent so far.</summary>
    public List<string> Commands { get; } = [];

    public RolesSqliteDb Open() => new(new DbContextOptionsBuilder<RolesSqliteDb>()
        .UseSqlite(connection)
        .LogTo(Commands.Add, [Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.CommandExecuted])
        .Options);

    public async Task SaveAsync(params object[] entities)
    {
        await using var db = Open();
        db.AddRange(entities);
        await db.SaveChangesAsync();
    }

    public void Dispose() => connection.Dispose();
}

internal sealed class TestTenant : ITenant
{
    public Guid Id { get; } = Guid.NewGuid();

    public string Name => "Test";

    public TimeZoneInfo TimeZone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public string Culture => "en";

    public string Currency => "EUR";
}

/// <summary>A clock that stands still until it is set.</summary>
internal sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
