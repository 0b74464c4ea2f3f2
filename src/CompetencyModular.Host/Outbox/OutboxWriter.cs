using System.Data.Common;
using System.Text.Json;
using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Events;

namespace CompetencyModular.Host.Outbox;

/// <summary>
/// Collects the events of the running unit of work and writes them, with one delivery for each subscriber, on its connection and
/// transaction with plain ADO, so that no module maps the platform's tables.
/// </summary>
internal sealed class OutboxWriter(ActingContext acting, Subscriptions subscriptions, OutboxSignal signal, TimeProvider time) : IEvents, IAfterCommit
{
    private readonly List<(IEvent Event, DateTimeOffset? NotBefore)> events = [];
    private bool isOpen;

    /// <summary>Whose act it is where nobody is signed in yet, such as a sign-in itself.</summary>
    public Guid? Actor { get; set; }

    /// <summary>Whose act it is; null for the system.</summary>
    public Guid? ActorId => acting.PersonId ?? Actor;

    public void Publish(IEvent happened, DateTimeOffset? notBefore = null)
    {
        if (!isOpen) throw new InvalidOperationException("Events are published within a unit of work, by the handler of a write or by a consumer.");
        events.Add((happened, notBefore));
    }

    public void Open()
    {
        events.Clear();
        Actor = null;
        isOpen = true;
    }

    public void Close() => isOpen = false;

    public async Task WriteAsync(TenantConnection connection, CancellationToken cancellationToken)
    {
        var tables = new PlatformTables(connection.IsSqlite);
        var now = time.GetUtcNow().UtcTicks;
        foreach (var (happened, notBefore) in events)
        {
            var name = Subscriptions.NameOf(happened.GetType());
            var id = await InsertAsync(connection, $"""INSERT INTO {tables.Outbox} ("StreamKey", "Type", "TypeVersion", "Payload", "OccurredAt", "ActorId") VALUES (@p0, @p1, @p2, @p3, @p4, @p5) RETURNING "Id" """,
                [happened.StreamKey, name.Name, name.Version, JsonSerializer.Serialize(happened, happened.GetType(), JsonSerializerOptions.Web), now, ActorId], cancellationToken);
            foreach (var subscription in subscriptions.To(happened.GetType()))
            {
                await InsertAsync(connection, $"""INSERT INTO {tables.Deliveries} ("Subscriber", "MessageId", "StreamKey", "State", "Attempts", "DueAt") VALUES (@p0, @p1, @p2, @p3, 0, @p4)""",
                    [subscription.Name, id, happened.StreamKey, nameof(DeliveryState.Due), notBefore?.UtcTicks ?? now], cancellationToken);
            }
        }
    }

    /// <summary>Wakes the dispatcher, once what it shall find is committed.</summary>
    public void Committed()
    {
        if (events.Count > 0) signal.Raise();
    }

    private static async Task<object?> InsertAsync(TenantConnection connection, string sql, object?[] values, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(sql, values);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}

/// <summary>The platform's tables by the name they have on each database.</summary>
internal readonly struct PlatformTables(bool isSqlite)
{
    public string Outbox { get; } = isSqlite ? "platform_outbox" : "platform.outbox";

    public string Deliveries { get; } = isSqlite ? "platform_deliveries" : "platform.deliveries";

    public string Inbox { get; } = isSqlite ? "platform_inbox" : "platform.inbox";

    public string People { get; } = isSqlite ? "platform_people" : "platform.people";

    public string Accounts { get; } = isSqlite ? "platform_accounts" : "platform.accounts";

    public string Deputies { get; } = isSqlite ? "platform_deputies" : "platform.deputies";

    public string Units { get; } = isSqlite ? "platform_units" : "platform.units";

    public string Notices { get; } = isSqlite ? "platform_notices" : "platform.notices";

    public string Audit { get; } = isSqlite ? "platform_audit" : "platform.audit";

    public string AuditValues { get; } = isSqlite ? "platform_audit_values" : "platform.audit_values";

    public string AuditSubjects { get; } = isSqlite ? "platform_audit_subjects" : "platform.audit_subjects";

    public string RecordViews { get; } = isSqlite ? "platform_record_views" : "platform.record_views";
}

/// <summary>Plain commands on a tenant's connection.</summary>
internal static class TenantCommands
{
    /// <summary>A command within the running transaction; values are <c>@p0</c>, <c>@p1</c> and so on.</summary>
    public static DbCommand Command(this TenantConnection connection, string sql, params object?[] values)
    {
        var command = connection.Connection.CreateCommand();
        command.Transaction = connection.Transaction;
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            // Guids are text on SQLite, as Entity Framework writes them; a null needs its type on PostgreSQL only where it is ambiguous.
            parameter.Value = values[i] switch
            {
                null => DBNull.Value,
                Guid id when connection.IsSqlite => id.ToString().ToUpperInvariant(),
                var value => value,
            };
            command.Parameters.Add(parameter);
        }

        return command;
    }
}

/// <summary>Wakes the dispatcher in this process when something was committed; the poll is the truth.</summary>
internal sealed class OutboxSignal
{
    private readonly SemaphoreSlim raised = new(0, 1);

    public void Raise()
    {
        try
        {
            raised.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is raised already.
        }
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => raised.WaitAsync(atMost, cancellationToken);
}
