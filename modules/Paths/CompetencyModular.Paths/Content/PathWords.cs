using System.Globalization;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.Sdk.Ui;
using Microsoft.Extensions.Localization;
using StepState = CompetencyModular.Paths.Domain.StepState;

namespace CompetencyModular.Paths.Content;

/// <summary>How the states of learning paths, their steps and what was found in them are said, on every page alike.</summary>
internal sealed class PathWords(IStringLocalizer<PathWords> texts, ITenant tenant)
{
    public string Day(DateTimeOffset instant) => Day(tenant.DateAt(instant));

    public string Day(DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture);

    public string Name(PathState state) => texts[$"PathState.{state}"];

    public string Name(PathOrder order) => texts[$"PathOrder.{order}"];

    public string Name(StepState state) => texts[$"StepState.{state}"];

    public string Name(AssigneeKind kind) => texts[$"AssigneeKind.{kind}"];

    /// <summary>What was found, in a sentence that says what to do.</summary>
    /// <param name="level">The level it is about, in words; empty where it is about none.</param>
    public string Say(PathFinding finding, string level) => texts[$"Flaw.{finding.Flaw}", finding.Step, finding.Other, level];

    public static BadgeKind Kind(PathState state) => state is PathState.Published ? BadgeKind.Good : BadgeKind.Neutral;

    public static BadgeKind Kind(StepState state) => state switch
    {
        StepState.Mastered or StepState.Held => BadgeKind.Good,
        StepState.UnderWay => BadgeKind.Info,
        _ => BadgeKind.Neutral,
    };

    public static string Icon(string kind) => kind switch
    {
        "course" => "course",
        "medium" => "media",
        "objective" or "programme" or "task" => "mentor",
        "event" => "calendar",
        _ => "path",
    };
}
