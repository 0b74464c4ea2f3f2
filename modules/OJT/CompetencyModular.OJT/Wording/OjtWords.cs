using System.Globalization;
using CompetencyModular.OJT.Domain;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.Sdk.Ui;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.OJT.Wording;

/// <summary>How days, durations and states of trainings are said, on every page of the module alike.</summary>
internal sealed class OjtWords(IStringLocalizer<OjtWords> texts, ITenant tenant, TimeProvider time)
{
    public string Duration(int minutes) => (minutes / 60, minutes % 60) switch
    {
        (0, var rest) => texts["Minutes", rest],
        (var hours, 0) => texts["Hours", hours],
        var (hours, rest) => texts["HoursAndMinutes", hours, rest],
    };

    public string Day(DateTimeOffset instant) => Day(tenant.DateAt(instant));

    public string Day(DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture);

    public string Moment(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, tenant.TimeZone).ToString("g", CultureInfo.CurrentCulture);

    public string Name(Scheme scheme) => texts[$"Scheme.{scheme}"];

    public string Name(ProgrammeState state) => texts[$"ProgrammeState.{state}"];

    public string Name(TrainingState state) => texts[$"TrainingState.{state}"];

    public string Name(ObjectiveState state) => texts[$"ObjectiveState.{state}"];

    public string Name(TaskState state) => texts[$"TaskState.{state}"];

    public string Name(EntryKind kind) => texts[$"EntryKind.{kind}"];

    public string Name(ChangeKind kind) => texts[$"ChangeKind.{kind}"];

    /// <summary>The day by which a training should be done, and whether it is over.</summary>
    public string Due(DateOnly due) => texts[IsOver(due) ? "WasDue" : "Due", Day(due)];

    public bool IsOver(DateOnly due) => due < tenant.DateAt(time.GetUtcNow());

    public static BadgeKind Kind(ProgrammeState state) => state is ProgrammeState.Published ? BadgeKind.Good : BadgeKind.Neutral;

    public static BadgeKind Kind(TrainingState state) => state switch
    {
        TrainingState.Completed => BadgeKind.Good,
        TrainingState.Active => BadgeKind.Info,
        TrainingState.Requested => BadgeKind.Warn,
        _ => BadgeKind.Neutral,
    };

    public static BadgeKind Kind(ObjectiveState state) => state switch
    {
        ObjectiveState.Attested => BadgeKind.Good,
        ObjectiveState.Demonstrated => BadgeKind.Warn,
        ObjectiveState.InProgress => BadgeKind.Info,
        _ => BadgeKind.Neutral,
    };

    public static BadgeKind Kind(TaskState state) => state switch
    {
        TaskState.Demonstrated => BadgeKind.Good,
        TaskState.Submitted => BadgeKind.Warn,
        TaskState.InProgress or TaskState.NotYet => BadgeKind.Info,
        _ => BadgeKind.Neutral,
    };

    public static BadgeKind Kind(EntryKind kind) => kind switch
    {
        EntryKind.TaskDemonstrated or EntryKind.ObjectiveAttested or EntryKind.TrainingCompleted => BadgeKind.Good,
        EntryKind.TaskSubmitted => BadgeKind.Warn,
        EntryKind.TaskNotYet or EntryKind.TaskReopened or EntryKind.AttestationWithdrawn => BadgeKind.Info,
        _ => BadgeKind.Neutral,
    };

    public static IReadOnlyList<Option> Options<T>(Func<T, string> name) where T : struct, Enum =>
        [.. Enum.GetValues<T>().Select(v => new Option(v.ToString(), name(v)))];
}
