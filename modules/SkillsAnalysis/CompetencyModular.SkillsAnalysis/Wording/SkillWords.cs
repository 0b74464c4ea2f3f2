using System.Globalization;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.Sdk.Ui;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Wording;

/// <summary>How levels, states, evidence and days are said, on every page of the module alike. Nobody ever "failed" (N1).</summary>
internal sealed class SkillWords(IStringLocalizer<SkillWords> texts, ITenant tenant)
{
    public string Day(DateTimeOffset instant) => Day(tenant.DateAt(instant));

    public static string Day(DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture);

    /// <summary>The last day on which something counts that ends at an instant (E5: the last day is included).</summary>
    public string LastDay(DateTimeOffset until) => Day(tenant.DateAt(until.AddTicks(-1)));

    public static string Percent(int percent) => (percent / 100.0).ToString("P0", CultureInfo.CurrentCulture);

    public static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    public string Name(GapStatus status) => texts[$"Status.{status}"];

    /// <summary>The state with the day that matters: until when, since when.</summary>
    public string Status(GapStatus status, DateTimeOffset? since, DateTimeOffset? until) => (status, since, until) switch
    {
        (GapStatus.Expiring, _, { } end) => texts["Expires", LastDay(end)],
        (GapStatus.Lapsed, { } start, _) => texts["LapsedSince", Day(start)],
        _ => Name(status),
    };

    public static BadgeKind Kind(GapStatus status) => status switch
    {
        GapStatus.Met => BadgeKind.Good,
        GapStatus.Expiring => BadgeKind.Warn,
        GapStatus.Lapsed => BadgeKind.Attention,
        GapStatus.NotYet => BadgeKind.Info,
        _ => BadgeKind.Neutral,
    };

    /// <summary>What to do about a gap (N1); empty where there is nothing to do.</summary>
    public string NextStep(GapStatus status) => status is GapStatus.Met ? "" : texts[$"Next.{status}"];

    public string Fulfilment(int? percent) => percent is { } p ? Percent(p) : texts["NoRequirements"];

    public string Suspended(DateTimeOffset? until) => until is { } end && end < DateTimeOffset.MaxValue ? texts["SuspendedUntil", LastDay(end)] : texts["Suspended"];

    public string WaitsForApproval(string level) => texts["WaitsForApproval", level];

    public string Claimed(string level) => texts["Claimed", level];

    public string Name(EvidenceKind kind) => texts[$"Kind.{kind}"];

    public string Name(EntryType entry) => texts[$"Entry.{entry}"];

    public string Name(SkillPolicy policy) => texts[$"Policy.{policy}"];

    public string Name(Standing standing) => texts[$"Standing.{standing}"];

    public static BadgeKind Kind(Standing standing) => standing switch
    {
        Standing.Counts => BadgeKind.Good,
        Standing.Claim or Standing.NotYetValid => BadgeKind.Info,
        Standing.Lapsed or Standing.Suspended => BadgeKind.Warn,
        _ => BadgeKind.Neutral,
    };

    /// <summary>For how long evidence counts (F3).</summary>
    public string Name(Validity validity) => validity.Mode switch
    {
        ValidityMode.Months when validity.Count % 12 == 0 => texts[validity.Count == 12 ? "Validity.Year" : "Validity.Years", validity.Count / 12],
        ValidityMode.Months => texts[validity.Count == 1 ? "Validity.Month" : "Validity.Months", validity.Count],
        ValidityMode.Annual => texts["Validity.Annual", new DateOnly(2024, validity.Month, validity.Day).ToString("M", CultureInfo.CurrentCulture)],
        _ => texts[$"Validity.{validity.Mode}"],
    };
}
