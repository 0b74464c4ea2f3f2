using CompetencyModular.Host.Audit;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Npgsql;

namespace CompetencyModular.Host.Messaging;

/// <summary>
/// One connection, one transaction: what the handler changed, the events it published and the audit rows are committed together or not at
/// all. After a serialization failure everything is undone and the handler runs again, three times at most.
/// </summary>
internal sealed class UnitOfWork(ActingContext acting, TenantConnection connection, OutboxWriter outbox, AuditTrail audit, IEnumerable<IAfterCommit> after, IStringLocalizer<MessagingTexts> texts)
{
    private const int Tries = 3;

    public async ValueTask<TResult> RunAsync<TResult>(string action, Func<CancellationToken, ValueTask<TResult>> handle, CancellationToken cancellationToken)
        where TResult : IResult<TResult>
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(action, handle, cancellationToken);
            }
            catch (Exception exception) when (IsSerializationFailure(exception) && attempt < Tries)
            {
                await Task.Delay(Random.Shared.Next(10, 50 * attempt), cancellationToken);
            }
            catch (WriteGateTimeoutException)
            {
                return TResult.Failure(new Error(ErrorKind.Unavailable, "busy", texts["Busy"]));
            }
            catch (DbUpdateConcurrencyException)
            {
                return TResult.Failure(Error.Conflict("changed-meanwhile", texts["ChangedMeanwhile"]));
            }
            catch (DbUpdateException exception) when (IsUniqueViolation(exception))
            {
                return TResult.Failure(Error.Conflict("already-exists", texts["AlreadyExists"]));
            }
        }
    }

    private async Task<TResult> TryAsync<TResult>(string action, Func<CancellationToken, ValueTask<TResult>> handle, CancellationToken cancellationToken)
        where TResult : IResult<TResult>
    {
        using var gate = await acting.Tenant.Database.EnterWriteAsync(cancellationToken);
        var transaction = await connection.BeginAsync(cancellationToken);
        try
        {
            outbox.Open();
            audit.Open();
            var result = await handle(cancellationToken);
            if (result.Error is null)
            {
                foreach (var context in connection.Contexts) await context.SaveChangesAsync(cancellationToken);
                await outbox.WriteAsync(connection, cancellationToken);
                await audit.WriteAsync(connection, action, outbox.ActorId, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                foreach (var part in after) part.Committed();
            }
            else
            {
                await transaction.RollbackAsync(CancellationToken.None);
                Forget();
            }

            return result;
        }
        catch
        {
            Forget();
            throw;
        }
        finally
        {
            outbox.Close();
            audit.Close();
            await connection.EndAsync();
        }
    }

    private void Forget()
    {
        foreach (var context in connection.Contexts) context.ChangeTracker.Clear();
    }

    private static bool IsSerializationFailure(Exception exception) =>
        Inner<PostgresException>(exception) is { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    private static bool IsUniqueViolation(Exception exception) =>
        Inner<PostgresException>(exception) is { SqlState: PostgresErrorCodes.UniqueViolation }
        || Inner<SqliteException>(exception) is { SqliteExtendedErrorCode: 2067 or 1555 };

    private static T? Inner<T>(Exception? exception) where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
            if (exception is T found) return found;
        return null;
    }
}

/// <summary>Part of a scope that has something to do once its unit of work is committed, and nothing when it is not.</summary>
internal interface IAfterCommit
{
    void Committed();
}
