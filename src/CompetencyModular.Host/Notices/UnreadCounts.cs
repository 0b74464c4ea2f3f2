using System.Collections.Concurrent;
using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Tenancy;

namespace CompetencyModular.Host.Notices;

/// <summary>
/// How much is new to the person who is looking: every page shows it. Counted on an index and remembered for half a minute, until something is told to
/// them, read or settled here; another node's notices show after that time at the latest.
/// </summary>
internal sealed class UnreadCounts(UnreadCache cache, TenantConnection connection, ActingContext acting, NoticeWords words, TimeProvider time)
{
    /// <summary>Further is not counted: the bell shows 99+.</summary>
    private const int Most = 100;

    public async Task<int> OfAsync(Guid personId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // Switching a feature replaces the set, and with it what may be shown.
        var features = acting.Tenant.Features;
        if (cache.TryGet(acting.Tenant.Id, personId, features, now, out var known)) return known;
        var forgotten = cache.Forgotten;
        await connection.OpenAsync(cancellationToken);
        var modules = string.Join(", ", words.Modules.Select((_, i) => $"@p{i + 2}"));
        await using var count = connection.Command(
            $"""SELECT COUNT(*) FROM (SELECT 1 FROM {new PlatformTables(connection.IsSqlite).Notices} WHERE "PersonId" = @p0 AND "IsRead" = @p1 AND "Module" IN ({modules}) LIMIT {Most}) AS unread""",
            [personId, false, .. words.Modules]);
        var unread = Convert.ToInt32(await count.ExecuteScalarAsync(cancellationToken));
        cache.Put(acting.Tenant.Id, personId, features, unread, now, forgotten);
        return unread;
    }

}

/// <summary>Whose count changes with the running unit of work. It is forgotten once that is committed: until then others count as before.</summary>
internal sealed class UnreadChanges(UnreadCache cache, ActingContext acting) : IAfterCommit
{
    private readonly HashSet<Guid> people = [];

    public void Add(Guid personId) => people.Add(personId);

    public void Committed()
    {
        foreach (var person in people) cache.Forget(acting.Tenant.Id, person);
        people.Clear();
    }
}

/// <summary>Remembers counts over requests.</summary>
internal sealed class UnreadCache
{
    private const int Largest = 50_000;
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(Guid Tenant, Guid Person), Entry> entries = new();
    private long forgotten;

    public bool TryGet(Guid tenant, Guid person, object features, DateTimeOffset now, out int count)
    {
        var isKnown = entries.TryGetValue((tenant, person), out var entry) && entry.Until > now && ReferenceEquals(entry.Features, features);
        count = isKnown ? entry.Count : 0;
        return isKnown;
    }

    /// <summary>How often something was forgotten.</summary>
    public long Forgotten => Interlocked.Read(ref forgotten);

    /// <summary>Remembers a count, unless something was forgotten since it began: it may be as of before.</summary>
    /// <param name="before"><see cref="Forgotten"/> before counting.</param>
    public void Put(Guid tenant, Guid person, object features, int count, DateTimeOffset now, long before)
    {
        if (entries.Count >= Largest) entries.Clear();
        entries[(tenant, person)] = new Entry(count, features, now + Lasts);
        if (Forgotten != before) entries.TryRemove((tenant, person), out _);
    }

    public void Forget(Guid tenant, Guid person)
    {
        Interlocked.Increment(ref forgotten);
        entries.TryRemove((tenant, person), out _);
    }

    private readonly record struct Entry(int Count, object Features, DateTimeOffset Until);
}
