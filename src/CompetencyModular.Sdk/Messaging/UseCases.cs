using Mediator;

namespace CompetencyModular.Sdk.Messaging;

/// <summary>A message that a handler answers with a <see cref="Result{T}"/>. Carries <see cref="Modules.RequiresAttribute"/>.</summary>
public interface IUseCase<T> : IMessage;

/// <summary>A use case that only reads.</summary>
public interface IRead<T> : IQuery<Result<T>>, IUseCase<T>;

/// <summary>A use case that writes: its handler runs in a unit of work, one connection and one transaction with its events and audit rows.</summary>
public interface IWrite<T> : ICommand<Result<T>>, IUseCase<T>, IWrite;

/// <summary>Marks all messages that write.</summary>
public interface IWrite;

/// <summary>Answers a read.</summary>
public interface IReadHandler<in TQuery, T> : IQueryHandler<TQuery, Result<T>> where TQuery : IRead<T>;

/// <summary>Answers a write. Keeps no state: after a serialization failure it runs again.</summary>
public interface IWriteHandler<in TCommand, T> : ICommandHandler<TCommand, Result<T>> where TCommand : IWrite<T>;

/// <summary>
/// Sends a message through its module's pipeline (telemetry, feature gate, permission, validation, unit of work) in a scope of its own, with
/// the current tenant and person. Pages, widgets and endpoints use nothing else: components of one request run concurrently and must not
/// share a database connection.
/// </summary>
public interface ISend
{
    /// <summary>Sends a read.</summary>
    ValueTask<Result<T>> SendAsync<T>(IRead<T> query, CancellationToken cancellationToken = default);

    /// <summary>Sends a write.</summary>
    ValueTask<Result<T>> SendAsync<T>(IWrite<T> command, CancellationToken cancellationToken = default);
}
