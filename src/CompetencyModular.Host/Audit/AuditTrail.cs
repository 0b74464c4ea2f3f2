using System.Collections;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.People;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CompetencyModular.Host.Audit;

/// <summary>
/// Collects what the running unit of work changes in any module's context and writes it with the transaction: the entry, the values apart from
/// it, and whom it is about. What Entity Framework does not track (bulk updates) is not in the values; the entry is there all the same.
/// </summary>
internal sealed class AuditTrail(TimeProvider time) : IAudit
{
    /// <summary>Records written out in full; of more, as an import makes them, only their number is kept.</summary>
    private const int MostRecords = 200;

    private const int MostCharacters = 500;

    private const int ShownBefore = 50;

    private static readonly string[] Secrets = ["Hash", "Secret", "Password", "Protected", "Stamp", "Token", "Salt"];
    private static readonly string[] Subjects = ["PersonId", "TraineeId"];
    private static readonly string[] AccountsOfSubjects = ["AccountId", "FromAccountId", "ToAccountId"];

    private readonly List<AuditChange> changes = [];
    private readonly Dictionary<(string Entity, string State), int> further = [];
    private readonly HashSet<Guid> subjects = [];
    private readonly HashSet<Guid> accounts = [];
    private (string Subscriber, Guid? ActorId)? delivery;
    private Guid? onBehalfOf;
    private bool isOpen;

    public void OnBehalfOf(Guid personId) => onBehalfOf = personId;

    /// <summary>What follows is the effect of an event: recorded only where it changes something, as the consumer's work for whoever caused the event.</summary>
    public void Delivers(string subscriber, Guid? actorId) => delivery = (subscriber, actorId);

    public void Open()
    {
        changes.Clear();
        further.Clear();
        subjects.Clear();
        accounts.Clear();
        (delivery, onBehalfOf, isOpen) = (null, null, true);
    }

    public void Close() => isOpen = false;

    /// <summary>Takes down what is no record of a table.</summary>
    public void Note(AuditChange change, Guid? about)
    {
        changes.Add(change);
        if (about is { } person) subjects.Add(person);
    }

    /// <summary>Takes down what a context is about to save.</summary>
    public void Note(DbContext context)
    {
        if (!isOpen) return;
        foreach (var entry in context.ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted)) continue;
            if (entry.Entity is Person person) subjects.Add(person.Id);
            subjects.UnionWith(IdsIn(entry, Subjects));
            accounts.UnionWith(IdsIn(entry, AccountsOfSubjects));
            var (entity, state) = (entry.Metadata.ClrType.Name, entry.State.ToString());
            if (changes.Count >= MostRecords) further[(entity, state)] = further.GetValueOrDefault((entity, state)) + 1;
            else if (ValuesOf(entry) is var values && (values.Count > 0 || entry.State is not EntityState.Modified)) changes.Add(new AuditChange(entity, KeyOf(entry), state, values));
        }
    }

    public async Task WriteAsync(TenantConnection connection, string action, Guid? actorId, CancellationToken cancellationToken)
    {
        if (delivery is not null && changes.Count == 0) return;
        var tables = new PlatformTables(connection.IsSqlite);
        AuditChange[] all = [.. changes, .. further.OrderBy(f => f.Key).Select(f => new AuditChange(f.Key.Entity, "", f.Key.State, [new AuditValue("Count", null, f.Value.ToString(CultureInfo.InvariantCulture))]))];
        var (salt, json) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), all.Length == 0 ? null : JsonSerializer.Serialize(all));
        await using var insert = connection.Command(
            $"""INSERT INTO {tables.Audit} ("At", "ActorId", "OnBehalfOf", "Action", "Digest") VALUES (@p0, @p1, @p2, @p3, @p4) RETURNING "Id" """,
            time.GetUtcNow().UtcTicks, actorId, onBehalfOf ?? delivery?.ActorId, delivery?.Subscriber ?? action, json is null ? null : DigestOf(salt, json));
        var id = Convert.ToInt64(await insert.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        if (json is not null) await RunAsync(connection.Command($"""INSERT INTO {tables.AuditValues} ("EntryId", "Salt", "Changes") VALUES (@p0, @p1, @p2)""", id, salt, json), cancellationToken);
        subjects.UnionWith(await HoldersAsync(connection, tables, cancellationToken));
        foreach (var some in subjects.Chunk(200))
        {
            var rows = string.Join(", ", some.Select((_, i) => $"(@p{i + 1}, @p0)"));
            await RunAsync(connection.Command($"""INSERT INTO {tables.AuditSubjects} ("PersonId", "EntryId") VALUES {rows}""", [id, .. some]), cancellationToken);
        }
    }

    public static string DigestOf(string salt, string changes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(salt + changes)));

    private static async Task RunAsync(DbCommand command, CancellationToken cancellationToken)
    {
        await using (command) await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Whose the accounts are. One that was deleted is its person's by its own record.</summary>
    private async Task<List<Guid>> HoldersAsync(TenantConnection connection, PlatformTables tables, CancellationToken cancellationToken)
    {
        var holders = new List<Guid>();
        foreach (var some in accounts.Chunk(200))
        {
            await using var select = connection.Command($"""SELECT "PersonId" FROM {tables.Accounts} WHERE "Id" IN ({string.Join(", ", some.Select((_, i) => $"@p{i}"))})""", [.. some]);
            await using var reader = await select.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) holders.Add(reader.GetGuid(0));
        }

        return holders;
    }

    private static IEnumerable<Guid> IdsIn(EntityEntry entry, string[] properties) =>
        properties.Select(entry.Metadata.FindProperty).OfType<IProperty>().Select(p => entry.Property(p).CurrentValue).OfType<Guid>().Where(id => id != Guid.Empty);

    private static string KeyOf(EntityEntry entry) =>
        entry.Metadata.IsOwned() ? "" : string.Join(" ", entry.Metadata.FindPrimaryKey()?.Properties.Select(p => Cut(Whole(entry.Property(p).CurrentValue), 0)) ?? []);

    private static List<AuditValue> ValuesOf(EntityEntry entry)
    {
        var values = new List<AuditValue>();
        foreach (var property in entry.Properties)
        {
            var metadata = property.Metadata;
            // A record's own id stands beside its name; what is derived or counts versions says nothing to a reader.
            if (metadata.IsShadowProperty() || (metadata.IsPrimaryKey() && metadata.Name is "Id") || metadata.IsConcurrencyToken || metadata.Name is nameof(Person.SearchText) or nameof(Person.SortName) or nameof(Person.SortUnit)) continue;
            var before = entry.State is EntityState.Added ? null : Whole(property.OriginalValue);
            var after = entry.State is EntityState.Deleted ? null : Whole(property.CurrentValue);
            if (before == after) continue;
            var from = FirstShown(before, after);
            values.Add(IsSecret(metadata.Name) ? new AuditValue(metadata.Name, before is null ? null : "***", after is null ? null : "***") : new AuditValue(metadata.Name, Cut(before, from), Cut(after, from)));
        }

        return values;
    }

    public static bool IsSecret(string property) => Array.Exists(Secrets, s => property.Contains(s, StringComparison.Ordinal));

    private static string? Whole(object? value) => value switch
    {
        null => null,
        string text => text,
        DateTimeOffset instant => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        byte[] bytes => $"{bytes.Length} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}",
        Enum => value.ToString(),
        IEnumerable or not IFormattable => JsonSerializer.Serialize(value, JsonSerializerOptions.Web),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
    };

    /// <summary>Where a long text differs behind what is shown, it is shown from a little before the difference.</summary>
    private static int FirstShown(string? before, string? after)
    {
        var alike = before is null || after is null ? 0 : before.AsSpan().CommonPrefixLength(after);
        return alike < MostCharacters - ShownBefore ? 0 : alike - ShownBefore;
    }

    private static string? Cut(string? text, int from)
    {
        if (text is null || (from == 0 && text.Length <= MostCharacters)) return text;
        var shown = text[from..Math.Min(text.Length, from + MostCharacters)];
        return (from > 0 ? "…" : "") + shown + (from + shown.Length < text.Length ? "…" : "");
    }
}
