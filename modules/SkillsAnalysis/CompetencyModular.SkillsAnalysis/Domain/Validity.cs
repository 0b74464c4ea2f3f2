using System.Globalization;
using CompetencyModular.Sdk.Tenancy;

namespace CompetencyModular.SkillsAnalysis.Domain;

internal enum ValidityMode
{
    Unlimited,
    Months,
    Annual,
    UntilSuperseded,
}

/// <summary>For how long somebody stays competent (F3, R3.4).</summary>
internal sealed record Validity
{
    private Validity(ValidityMode mode, int months = 0, int month = 0, int day = 0) => (Mode, Count, Month, Day) = (mode, months, month, day);

    public static Validity Unlimited { get; } = new(ValidityMode.Unlimited);

    public static Validity UntilSuperseded { get; } = new(ValidityMode.UntilSuperseded);

    public ValidityMode Mode { get; }

    /// <summary>The calendar months of a duration.</summary>
    public int Count { get; }

    /// <summary>The month of a fixed annual date.</summary>
    public int Month { get; }

    /// <summary>The day of a fixed annual date; 29 February is the 28th in other years.</summary>
    public int Day { get; }

    public static Validity Months(int count) =>
        new(ValidityMode.Months, months: count is >= 1 and <= 1200 ? count : throw new ArgumentOutOfRangeException(nameof(count)));

    public static Validity Annual(int month, int day) => IsDate(month, day)
        ? new(ValidityMode.Annual, month: month, day: day)
        : throw new ArgumentOutOfRangeException(nameof(day));

    /// <summary>Whether some year has that date.</summary>
    public static bool IsDate(int month, int day) => month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(2024, month);

    /// <summary>
    /// The first instant at which evidence counts no longer: midnight at the end of its last day, which is included (E5, F4).
    /// </summary>
    public DateTimeOffset? Until(DateTimeOffset from, TimeZoneInfo zone)
    {
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).DateTime);
        DateOnly? last = Mode switch
        {
            // AddMonths clamps to the end of the month: a year from 29 February is 28 February.
            ValidityMode.Months => first.AddMonths(Count),
            ValidityMode.Annual => On(first.Year) > first ? On(first.Year) : On(first.Year + 1),
            _ => null,
        };
        return last is { } day ? TenantTime.EndOf(zone, day) : null;
    }

    /// <summary>The setting that governs, the nearest first: award rule, skill level, skill, the tenant's default (F3).</summary>
    public static Validity Governing(params ReadOnlySpan<Validity?> nearestFirst)
    {
        foreach (var validity in nearestFirst)
        {
            if (validity is not null) return validity;
        }

        return Unlimited;
    }

    /// <summary>The form in which it is stored: <c>unlimited</c>, <c>superseded</c>, <c>months:12</c>, <c>annual:12-31</c>.</summary>
    public override string ToString() => Mode switch
    {
        ValidityMode.Months => string.Create(CultureInfo.InvariantCulture, $"months:{Count}"),
        ValidityMode.Annual => string.Create(CultureInfo.InvariantCulture, $"annual:{Month:00}-{Day:00}"),
        ValidityMode.UntilSuperseded => "superseded",
        _ => "unlimited",
    };

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static Validity Parse(string text) => text switch
    {
        "unlimited" => Unlimited,
        "superseded" => UntilSuperseded,
        _ when text.StartsWith("months:", StringComparison.Ordinal) => Months(int.Parse(text.AsSpan(7), CultureInfo.InvariantCulture)),
        _ when text.StartsWith("annual:", StringComparison.Ordinal) =>
            Annual(int.Parse(text.AsSpan(7, 2), CultureInfo.InvariantCulture), int.Parse(text.AsSpan(10, 2), CultureInfo.InvariantCulture)),
        _ => throw new FormatException($"'{text}' is no validity."),
    };

    private DateOnly On(int year) => new(year, Month, Math.Min(Day, DateTime.DaysInMonth(year, Month)));
}
