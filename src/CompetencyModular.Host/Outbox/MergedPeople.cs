using System.Globalization;
using System.Text.RegularExpressions;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.People;

namespace CompetencyModular.Host.Outbox;

/// <summary>
/// An event that happened to a record before it was merged, or that a module still had to say of it, may arrive after the module has moved what it keeps:
/// it would begin that record anew. So it names the record that stayed.
/// </summary>
internal static partial class MergedPeople
{
    /// <summary>The payload as a subscriber shall read it. A module that has not moved its rows yet hears the former id, under which it still keeps them.</summary>
    public static async Task<string> NamedAsync(TenantConnection connection, string subscriber, string payload, CancellationToken cancellationToken)
    {
        var ids = Ids().Matches(payload).Select(m => Guid.Parse(m.Value, CultureInfo.InvariantCulture)).Distinct().ToList();
        if (ids.Count == 0) return payload;
        foreach (var (from, into) in await MergedAsync(connection, subscriber[..subscriber.IndexOf('.', StringComparison.Ordinal)], ids, cancellationToken))
            payload = payload.Replace(from.ToString(), into.ToString(), StringComparison.OrdinalIgnoreCase);
        return payload;
    }

    private static async Task<List<(Guid From, Guid Into)>> MergedAsync(TenantConnection connection, string module, List<Guid> ids, CancellationToken cancellationToken)
    {
        var tables = new PlatformTables(connection.IsSqlite);
        var merged = new List<(Guid, Guid)>();
        foreach (var some in ids.Chunk(500))
        {
            var names = string.Join(", ", some.Select((_, i) => $"@p{i + 3}"));
            await using var command = connection.Command(
                $"""
                 SELECT p."Id", p."MergedIntoId" FROM {tables.People} p WHERE p."Id" IN ({names}) AND p."MergedIntoId" IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM {tables.Deliveries} d JOIN {tables.Outbox} m ON m."Id" = d."MessageId"
                                 WHERE m."Type" = @p0 AND d."State" IN (@p1, @p2) AND d."Subscriber" LIKE '{module}.%' AND d."StreamKey" = 'person/' || {(connection.IsSqlite ? "LOWER(p.\"Id\")" : "CAST(p.\"Id\" AS text)")})
                 """,
                [Subscriptions.NameOf(typeof(PeopleMerged)).Name, nameof(DeliveryState.Due), nameof(DeliveryState.Parked), .. some.Select(i => (object)i)]);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken)) merged.Add((row.GetGuid(0), row.GetGuid(1)));
        }

        return merged;
    }

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")]
    private static partial Regex Ids();
}
