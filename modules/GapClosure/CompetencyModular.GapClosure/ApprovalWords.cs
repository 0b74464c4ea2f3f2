using System.Globalization;
using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.Sdk.Ui;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.GapClosure;

/// <summary>How states and days of requests are said, on every page alike.</summary>
internal sealed class ApprovalWords(IStringLocalizer<ApprovalWords> texts, ITenant tenant, TimeProvider time)
{
    public string Name(RequestState state) => texts[$"State.{state}"];

    public string Name(ApproverKind kind) => texts[$"Approver.{kind}"];

    public string Day(DateTimeOffset instant) => tenant.DateAt(instant).ToString("d", CultureInfo.CurrentCulture);

    /// <summary>How long something has waited, in whole local days.</summary>
    public string Waiting(DateTimeOffset since) => (tenant.DateAt(time.GetUtcNow()).DayNumber - tenant.DateAt(since).DayNumber) switch
    {
        <= 0 => texts["Today"],
        1 => texts["Yesterday"],
        var days => texts["DaysAgo", days],
    };

    public static BadgeKind Kind(RequestState state) => state switch
    {
        RequestState.Approved => BadgeKind.Good,
        RequestState.Submitted => BadgeKind.Info,
        RequestState.MoreInfo => BadgeKind.Attention,
        _ => BadgeKind.Neutral,
    };
}

/// <summary>Levels by name.</summary>
internal static class SkillCardExtensions
{
    /// <summary>The name of a level noted under some version of the scale, as it is called on the current one.</summary>
    public static string NameOf(this SkillCard skill, int scaleVersion, int ordinal) => skill.Levels[skill.ToCurrent(scaleVersion, ordinal)].Name;
}
