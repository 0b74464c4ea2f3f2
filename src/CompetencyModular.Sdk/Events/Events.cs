namespace CompetencyModular.Sdk.Events;

/// <summary>
/// A fact that other modules may act on; a sealed record with <see cref="EventAttribute"/>, in the past tense, without entities.
/// It is stored with the transaction that made it true and delivered at least once, in order per stream key and subscriber.
/// </summary>
public interface IEvent
{
    /// <summary>What it is about, such as <c>person/0198…</c>: two events of one stream reach a consumer in the order in which they happened.</summary>
    string StreamKey { get; }
}

/// <summary>Gives an event a name and version that outlive its class.</summary>
/// <param name="name">Lower case, with the module first: <c>paths.course-completed</c>.</param>
/// <param name="version">1 and up; a change of shape makes a new version.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventAttribute(string name, int version = 1) : Attribute
{
    /// <summary>The stable name.</summary>
    public string Name { get; } = name;

    /// <summary>The version of the shape.</summary>
    public int Version { get; } = version;
}

/// <summary>Takes the events of the running unit of work.</summary>
public interface IEvents
{
    /// <summary>Stores the event with the transaction. Without a transaction it throws: an event that may be lost is no event.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="notBefore">When consumers may learn of it at the earliest; at once without it. Later events of its stream wait behind it.</param>
    void Publish(IEvent happened, DateTimeOffset? notBefore = null);
}

/// <summary>
/// Acts on an event, in a transaction that also marks the delivery as done: the effect happens once. A second delivery of the same
/// message is recognised by the host; a consumer's own effect should be idempotent beyond that. Named <c>When…</c>.
/// </summary>
public interface IConsumer<in TEvent> where TEvent : IEvent
{
    /// <summary>Acts on it. Exceptions lead to a later try, and in the end to the administrator.</summary>
    Task HandleAsync(TEvent happened, EventContext context, CancellationToken cancellationToken);
}

/// <summary>Where an event comes from.</summary>
/// <param name="MessageId">The event's place in the tenant's outbox; unique, ascending.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="ActorId">The person who caused it; null for the system.</param>
public sealed record EventContext(long MessageId, DateTimeOffset OccurredAt, Guid? ActorId);
