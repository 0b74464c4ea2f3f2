using CompetencyModular.Roles.Lookups;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace CompetencyModular.Roles.Tests;

/// <summary>The module's tables in memory, for tests below the pipeline.</summary>
internal sealed class TestDatabase : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");
    private readonly MemoryCache memory = new(new MemoryCacheOptions());
    private readonly TestTenant tenant = new();

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

    /// <summary>The lookups of a message of its own; what they keep in memory they share.</summary>
    public (SkillLookup Skills, RequirementLookup Requirements) Lookups(TimeProvider clock, RolesSqliteDb? within = null)
    {
        var db = within ?? Open();
        var catalogue = new Catalogue(db, tenant, memory);
        return (new(db, catalogue), new(db, catalogue, tenant, clock));
    }

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
