namespace CompetencyModular.Sdk.Work;

/// <summary>
/// Work that nobody waits for: too long for a request, and for the transaction of a consumer. The host asks for one piece after the other, for each
/// tenant that has the feature on, as the platform; pieces of one class one at a time, classes beside each other.
/// </summary>
/// <remarks>
/// No transaction is open: read with the module's context or a query, do the work, then write by a command through <see cref="Messaging.ISend"/>. The server may stop at
/// any moment, and another may run beside it: note in the database that a piece was begun before doing it, so that one that ends the process is not
/// taken up for ever.
/// </remarks>
public interface IBackgroundWork
{
    /// <summary>Does the next piece. What it throws is logged, and the host asks again some seconds later.</summary>
    /// <returns>False when nothing waits.</returns>
    Task<bool> DoNextAsync(CancellationToken cancellationToken);
}
