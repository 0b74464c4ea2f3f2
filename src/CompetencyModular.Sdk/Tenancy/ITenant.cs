namespace CompetencyModular.Sdk.Tenancy;

/// <summary>The organisation that the running request, job or delivery belongs to. Comes from the host name, never from a parameter (M3).</summary>
public interface ITenant
{
    /// <summary>The tenant's id.</summary>
    Guid Id { get; }

    /// <summary>The organisation's name.</summary>
    string Name { get; }

    /// <summary>The time zone in which its days begin and end (F4).</summary>
    TimeZoneInfo TimeZone { get; }

    /// <summary>The culture of its texts, dates and numbers where a person has chosen none.</summary>
    string Culture { get; }

    /// <summary>The ISO 4217 code of the currency in which it counts money.</summary>
    string Currency { get; }
}

/// <summary>Local days of a tenant.</summary>
public static class TenantTime
{
    /// <summary>The local calendar date at an instant.</summary>
    public static DateOnly DateAt(this ITenant tenant, DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, tenant.TimeZone).DateTime);

    /// <summary>The instant at which a local day begins.</summary>
    public static DateTimeOffset StartOf(this ITenant tenant, DateOnly day) => StartOf(tenant.TimeZone, day);

    /// <summary>The instant at which a local day ends: the next local midnight (F4).</summary>
    public static DateTimeOffset EndOf(this ITenant tenant, DateOnly day) => EndOf(tenant.TimeZone, day);

    /// <summary>The instant at which a day ends in a zone: the next local midnight (F4).</summary>
    public static DateTimeOffset EndOf(TimeZoneInfo zone, DateOnly day) => StartOf(zone, day.AddDays(1));

    private static DateTimeOffset StartOf(TimeZoneInfo zone, DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // Where the clock skips midnight, the day begins when the clock has moved on.
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}

/// <summary>Answers whether a feature is on for the current tenant. Fail-closed: an unknown feature is off.</summary>
public interface ITenantFeatures
{
    /// <summary>Whether the feature and all it requires are on.</summary>
    bool IsEnabled(string feature);
}
