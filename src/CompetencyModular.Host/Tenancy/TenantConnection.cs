using System.Data;
using System.Data.Common;
using CompetencyModular.Host.Audit;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Tenancy;

/// <summary>One scope's connection to its tenant's database, shared by all contexts of the scope.</summary>
internal sealed class TenantConnection(ActingContext acting, AuditTrail audit) : ITenantConnection, IAsyncDisposable, IDisposable
{
    private readonly List<DbContext> contexts = [];
    private DbConnection? connection;

    public bool IsSqlite => acting.Tenant.Database.IsSqlite;

    public DbConnection Connection => connection ??= acting.Tenant.Database.Connect();

    public DbTransaction? Transaction { get; private set; }

    public IReadOnlyList<DbContext> Contexts => contexts;

    public void Enlist(DbContext context)
    {
        contexts.Add(context);
        context.SavingChanges += (_, _) => audit.Note(context);
        if (Transaction is not null) context.Database.UseTransaction(Transaction);
    }

    /// <summary>Opens the connection for plain commands, until the transaction or the scope ends.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (Connection.State is not ConnectionState.Open) await Connection.OpenAsync(cancellationToken);
    }

    public async Task<DbTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        Transaction = await Connection.BeginTransactionAsync(cancellationToken);
        foreach (var context in contexts) await context.Database.UseTransactionAsync(Transaction, cancellationToken);
        return Transaction;
    }

    /// <summary>Ends the transaction for the contexts, whatever became of it. Without this the next query of a second context throws.</summary>
    public async Task EndAsync()
    {
        foreach (var context in contexts) await context.Database.UseTransactionAsync(null);
        if (Transaction is not null) await Transaction.DisposeAsync();
        Transaction = null;
        if (!IsSqlite && connection is not null) await connection.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null) await connection.DisposeAsync();
    }

    public void Dispose() => connection?.Dispose();
}
