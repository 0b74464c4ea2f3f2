using System.Collections.Concurrent;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.Audit;

/// <summary>Who opened somebody's record on a day, and in which module.</summary>
internal sealed class RecordView
{
    public Guid SubjectId { get; init; }

    public DateOnly Day { get; init; }

    public Guid ViewerId { get; init; }

    /// <summary>The module's id.</summary>
    public required string Module { get; init; }

    public DateTimeOffset LastAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<RecordView>
    {
        public void Configure(EntityTypeBuilder<RecordView> builder)
        {
            builder.ToTable("RecordViews").HasKey(v => new { v.SubjectId, v.Day, v.ViewerId, v.Module });
            builder.Property(v => v.Module).HasMaxLength(100);
            builder.HasIndex(v => v.Day);
        }
    }
}

/// <summary>
/// Notes who opens whose record, and writes it some seconds later: a read never waits for the writers. A server that is killed loses those seconds.
/// </summary>
internal sealed class RecordViews(IServiceScopeFactory scopes, TimeProvider time, ILogger<RecordViews> log) : BackgroundService
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);
    private ConcurrentDictionary<(Tenant Tenant, Guid Subject, Guid Viewer, string Module), DateTimeOffset> seen = [];

    public void Note(Tenant tenant, Guid subject, Guid viewer, string module) => seen[(tenant, subject, viewer, module)] = time.GetUtcNow();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Wait, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await WriteAsync(stoppingToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var taken = Interlocked.Exchange(ref seen, []);
        foreach (var views in taken.GroupBy(v => v.Key.Tenant))
        {
            try
            {
                await WriteAsync(views.Key, views, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogError(exception, "Who looked at records of tenant {Tenant} could not be written; it is tried again in a moment", views.Key.Id);
                foreach (var (key, at) in views) seen.TryAdd(key, at);
            }
        }
    }

    private async Task WriteAsync(Tenant tenant, IEnumerable<KeyValuePair<(Tenant Tenant, Guid Subject, Guid Viewer, string Module), DateTimeOffset>> views, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingContext>().ActAsSystem(tenant);
        var (connection, organisation) = (scope.ServiceProvider.GetRequiredService<TenantConnection>(), scope.ServiceProvider.GetRequiredService<ITenant>());
        using var gate = await tenant.Database.EnterWriteAsync(cancellationToken);
        var transaction = await connection.BeginAsync(cancellationToken);
        try
        {
            foreach (var (view, at) in views)
            {
                await using var insert = connection.Command(
                    $"""
                     INSERT INTO {new PlatformTables(connection.IsSqlite).RecordViews} ("SubjectId", "Day", "ViewerId", "Module", "LastAt") VALUES (@p0, @p1, @p2, @p3, @p4)
                     ON CONFLICT ("SubjectId", "Day", "ViewerId", "Module") DO UPDATE SET "LastAt" = excluded."LastAt"
                     """,
                    view.Subject, organisation.DateAt(at), view.Viewer, view.Module, at.UtcTicks);
                await insert.ExecuteNonQueryAsync(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }
        finally
        {
            await connection.EndAsync();
        }
    }
}
