using System.Globalization;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.Sdk.Ui;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Paths.Content;

/// <summary>How durations, prices, days and states of courses are said, on every page of the module alike.</summary>
internal sealed class CourseWords(IStringLocalizer<CourseWords> texts, ITenant tenant)
{
    public string Duration(int minutes) => (minutes / 60, minutes % 60) switch
    {
        (0, var rest) => texts["Minutes", rest],
        (var hours, 0) => texts["Hours", hours],
        var (hours, rest) => texts["HoursAndMinutes", hours, rest],
    };

    public string Price(decimal money) => money == 0 ? texts["Free"] : string.Create(CultureInfo.CurrentCulture, $"{money:N2} {tenant.Currency}");

    public string Day(DateTimeOffset instant) => tenant.DateAt(instant).ToString("d", CultureInfo.CurrentCulture);

    public string Moment(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, tenant.TimeZone).ToString("g", CultureInfo.CurrentCulture);

    public string Name(Delivery delivery) => texts[$"Delivery.{delivery}"];

    public string Name(CompletedBy completedBy) => texts[$"CompletedBy.{completedBy}"];

    public string Name(CourseState state) => texts[$"CourseState.{state}"];

    public string Name(EnrolmentState state) => texts[$"EnrolmentState.{state}"];

    public string Name(ItemKind kind) => texts[$"ItemKind.{kind}"];

    public string Name(TryOutcome outcome) => texts[$"TryOutcome.{outcome}"];

    public string Name(AssessedBy assessedBy) => texts[$"AssessedBy.{assessedBy}"];

    public string Name(SubmissionState state) => texts[$"SubmissionState.{state}"];

    /// <summary>The name of a language in the reader's own one.</summary>
    public string Language(string code)
    {
        var texted = texts[$"Language.{code}"];
        return texted.ResourceNotFound ? CultureInfo.GetCultureInfo(code).NativeName : texted;
    }

    /// <summary>Why somebody is enrolled; empty where it goes without saying.</summary>
    public string Reason(string reason)
    {
        var texted = texts[$"Reason.{reason}"];
        return texted.ResourceNotFound ? "" : texted;
    }

    public static BadgeKind Kind(CourseState state) => state is CourseState.Published ? BadgeKind.Good : BadgeKind.Neutral;

    public static BadgeKind Kind(EnrolmentState state) => state switch
    {
        EnrolmentState.Mastered => BadgeKind.Good,
        EnrolmentState.InProgress => BadgeKind.Info,
        _ => BadgeKind.Neutral,
    };

    public static BadgeKind Kind(SubmissionState state) => state switch
    {
        SubmissionState.Mastered => BadgeKind.Good,
        SubmissionState.Draft => BadgeKind.Neutral,
        _ => BadgeKind.Info,
    };

    public static string Icon(ItemKind kind) => kind switch
    {
        ItemKind.Link => "external",
        ItemKind.File => "file",
        ItemKind.Activity => "media",
        ItemKind.Task => "evidence",
        _ => "course",
    };

    public static IReadOnlyList<Option> Options<T>(Func<T, string> name) where T : struct, Enum =>
        [.. Enum.GetValues<T>().Select(v => new Option(v.ToString(), name(v)))];
}
