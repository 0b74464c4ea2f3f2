using CompetencyModular.Host.Audit;
using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.Host.Outbox;

/// <summary>
/// Delivers events: the oldest due one whose stream has nothing undone before it, for subscribers whose feature is on. The inbox row, the
/// effect and the mark "done" are one transaction, so a kill at any moment is a rollback. What fails is tried again later and later, then parked.
/// </summary>
internal sealed class Dispatcher(IServiceScopeFactory scopes, TenantRegistry tenants, Subscriptions subscriptions, OutboxSignal signal, TimeProvider time, ILogger<Dispatcher> log)
    : BackgroundService
{
    private const int MaxAttempts = 12;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DeliverAllAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogError(exception, "Delivering events stopped and goes on in a moment");
            }

            await signal.WaitAsync(Poll, stoppingToken);
        }
    }

    /// <summary>Delivers what is due for all tenants, in turns of one delivery each, until nothing is due.</summary>
    public async Task DeliverAllAsync(CancellationToken cancellationToken)
    {
        var busy = tenants.All.ToList();
        while (busy.Count > 0)
        {
            foreach (var tenant in busy.ToList())
            {
                try
                {
                    if (!await DeliverNextAsync(tenant, cancellationToken)) busy.Remove(tenant);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // One tenant's database that cannot be reached is no reason to let the others wait.
                    log.LogError(exception, "Delivering the events of tenant {Tenant} stopped and goes on in a moment", tenant.Id);
                    busy.Remove(tenant);
                }
            }
        }
    }

    private async Task<bool> DeliverNextAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<ActingContext>().ActAsSystem(tenant);
        var connection = services.GetRequiredService<TenantConnection>();
        var listening = subscriptions.All.Where(s => tenant.Features.Contains(s.Feature)).Select(s => s.Name).ToArray();
        if (listening.Length > 0) await connection.OpenAsync(cancellationToken);
        // A look without the write gate first: an idle tenant costs its writers nothing.
        if (listening.Length == 0 || await NextAsync(connection, listening, claim: false, cancellationToken) is null) return false;

        Claim? claimed = null;
        try
        {
            var result = await services.GetRequiredService<UnitOfWork>().RunAsync("Outbox.Deliver", async ct =>
            {
                claimed = await NextAsync(connection, listening, claim: true, ct);
                if (claimed is not null) await HandleAsync(services, connection, claimed, ct);
                return (Result<Done>)Done.Value;
            }, cancellationToken);
            // What is a polite refusal for somebody at the screen, such as "exists already", is a delivery that did not succeed.
            return result.Error is { } error ? throw new InvalidOperationException($"{error.Code}: {error.Message}") : claimed is not null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException && claimed is not null)
        {
            log.LogWarning(exception, "Event {MessageId} could not be delivered to {Subscriber} (attempt {Attempt})", claimed.MessageId, claimed.Subscriber, claimed.Attempts + 1);
            await PostponeAsync(tenant, claimed, exception, cancellationToken);
            return true;
        }
    }

    private async Task HandleAsync(IServiceProvider services, TenantConnection connection, Claim claim, CancellationToken cancellationToken)
    {
        var tables = new PlatformTables(connection.IsSqlite);
        services.GetRequiredService<AuditTrail>().Delivers(claim.Subscriber, claim.ActorId);
        await using (var inbox = connection.Command($"""INSERT INTO {tables.Inbox} ("Subscriber", "MessageId") VALUES (@p0, @p1) ON CONFLICT DO NOTHING""", claim.Subscriber, claim.MessageId))
        {
            if (await inbox.ExecuteNonQueryAsync(cancellationToken) > 0)
                await subscriptions.Named(claim.Subscriber)!.HandleAsync(services, await MergedPeople.NamedAsync(connection, claim.Subscriber, claim.Payload, cancellationToken), new EventContext(claim.MessageId, claim.OccurredAt, claim.ActorId), cancellationToken);
        }

        await using var done = connection.Command($"""UPDATE {tables.Deliveries} SET "State" = @p0, "Error" = NULL WHERE "Subscriber" = @p1 AND "MessageId" = @p2""", nameof(DeliveryState.Done), claim.Subscriber, claim.MessageId);
        await done.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task PostponeAsync(Tenant tenant, Claim claim, Exception exception, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingContext>().ActAsSystem(tenant);
        var connection = scope.ServiceProvider.GetRequiredService<TenantConnection>();
        var attempts = claim.Attempts + 1;
        var state = attempts >= MaxAttempts ? DeliveryState.Parked : DeliveryState.Due;
        using var gate = await tenant.Database.EnterWriteAsync(cancellationToken);
        await connection.OpenAsync(cancellationToken);
        await using var postpone = connection.Command(
            $"""UPDATE {new PlatformTables(connection.IsSqlite).Deliveries} SET "State" = @p0, "Attempts" = @p1, "DueAt" = @p2, "Error" = @p3 WHERE "Subscriber" = @p4 AND "MessageId" = @p5""",
            state.ToString(), attempts, (time.GetUtcNow() + Backoff(attempts)).UtcTicks, $"{exception.GetType().Name}: {exception.Message}", claim.Subscriber, claim.MessageId);
        await postpone.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>1 s, 4 s, 16 s … 24 h at most, with a jitter of a fifth.</summary>
    private static TimeSpan Backoff(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(Math.Pow(4, attempts - 1), 86_400) * (0.9 + (Random.Shared.NextDouble() * 0.2)));

    private async Task<Claim?> NextAsync(TenantConnection connection, string[] subscribers, bool claim, CancellationToken cancellationToken)
    {
        var tables = new PlatformTables(connection.IsSqlite);
        var names = string.Join(", ", subscribers.Select((_, i) => $"@p{i + 3}"));
        await using var command = connection.Command(
            $"""
             SELECT d."Subscriber", d."MessageId", d."Attempts", m."Payload", m."OccurredAt", m."ActorId"
             FROM {tables.Deliveries} d JOIN {tables.Outbox} m ON m."Id" = d."MessageId"
             WHERE d."State" = @p0 AND d."DueAt" <= @p1 AND d."Subscriber" IN ({names})
               AND NOT EXISTS (SELECT 1 FROM {tables.Deliveries} e WHERE e."Subscriber" = d."Subscriber" AND e."StreamKey" = d."StreamKey"
                               AND e."State" IN (@p0, @p2) AND e."MessageId" < d."MessageId")
             ORDER BY d."MessageId" LIMIT 1 {(claim && !connection.IsSqlite ? "FOR UPDATE OF d SKIP LOCKED" : "")}
             """,
            [nameof(DeliveryState.Due), time.GetUtcNow().UtcTicks, nameof(DeliveryState.Parked), .. subscribers]);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return null;
        return new Claim(row.GetString(0), row.GetInt64(1), row.GetInt32(2), row.GetString(3), new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero),
            await row.IsDBNullAsync(5, cancellationToken) ? null : row.GetGuid(5));
    }

    private sealed record Claim(string Subscriber, long MessageId, int Attempts, string Payload, DateTimeOffset OccurredAt, Guid? ActorId);
}
