using System.Collections.Frozen;
using CompetencyModular.Sdk.Tenancy;

namespace CompetencyModular.Host.Tenancy;

/// <summary>A tenant of this installation, with its database.</summary>
internal sealed class Tenant(TenantRow row, TenantDatabase database) : ITenant
{
    public Guid Id => row.Id;

    public string Name => row.Name;

    public TimeZoneInfo TimeZone { get; } = TimeZoneInfo.FindSystemTimeZoneById(row.TimeZone);

    public string Culture => row.Culture;

    public string Currency => row.Currency;

    public IReadOnlySet<string> HostNames { get; } = row.HostNames.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public TenantDatabase Database { get; } = database;

    /// <summary>The features that are on, with all they require; replaced as a whole when an administrator changes one.</summary>
    public FrozenSet<string> Features { get; set; } = [];

    /// <summary>Modules whose migration did not succeed for this tenant: they are off, with the reason (reliability: migrations).</summary>
    public IReadOnlyDictionary<string, string> BrokenModules { get; set; } = FrozenDictionary<string, string>.Empty;
}
