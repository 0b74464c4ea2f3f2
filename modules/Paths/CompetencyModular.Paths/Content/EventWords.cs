using System.Globalization;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.Sdk.Ui;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Paths.Content;

/// <summary>How dates, seats and states of events are said, on every page of the module alike.</summary>
internal sealed class EventWords(IStringLocalizer<EventWords> texts, ITenant tenant)
{
    public string Name(TrainingEventState state) => texts[$"TrainingEventState.{state}"];

    public string Name(RegistrationState state) => texts[$"RegistrationState.{state}"];

    /// <summary>A date with its times, in the session's own zone, which is named where it is not the organisation's.</summary>
    public string When(DateTimeOffset startsAt, DateTimeOffset endsAt, string timeZone)
    {
        var zone = Zone(timeZone);
        var (start, end) = (TimeZoneInfo.ConvertTime(startsAt, zone), TimeZoneInfo.ConvertTime(endsAt, zone));
        var text = start.Date == end.Date
            ? texts["OneDay", start.ToString("D", CultureInfo.CurrentCulture), start.ToString("t", CultureInfo.CurrentCulture), end.ToString("t", CultureInfo.CurrentCulture)]
            : texts["SeveralDays", start.ToString("f", CultureInfo.CurrentCulture), end.ToString("f", CultureInfo.CurrentCulture)];
        return Named(text, zone);
    }

    /// <summary>A session in one line: its date, or its first one and how many there are.</summary>
    public string When(SessionSummary session) => session.Dates > 1
        ? texts["Dates", session.Dates, When(session.StartsAt, session.EndsAt, session.TimeZone)]
        : When(session.StartsAt, session.EndsAt, session.TimeZone);

    public string Where(string place, bool isOnline) => (place.Length, isOnline) switch
    {
        (0, _) => texts["Online"],
        (_, false) => place,
        _ => texts["PlaceOrOnline", place],
    };

    public string Seats(int free, int waiting) => free > 0 ? texts[free == 1 ? "OneSeat" : "FreeSeats", free] : waiting > 0 ? texts["FullWaiting", waiting] : texts["Full"];

    /// <summary>Until when one registers, in the session's own zone: the end of a day is said as that day, which is the last on which it works.</summary>
    public string Until(DateTimeOffset deadline, string timeZone)
    {
        var zone = Zone(timeZone);
        var local = TimeZoneInfo.ConvertTime(deadline, zone);
        var text = local.TimeOfDay == TimeSpan.Zero ? local.AddDays(-1).ToString("d", CultureInfo.CurrentCulture) : local.ToString("g", CultureInfo.CurrentCulture);
        return Named(text, zone);
    }

    private TimeZoneInfo Zone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) ? found : tenant.TimeZone;

    private string Named(string text, TimeZoneInfo zone) => zone.Id == tenant.TimeZone.Id ? text : texts["InZone", text, zone.Id];

    public static BadgeKind Kind(TrainingEventState state) => state is TrainingEventState.Published ? BadgeKind.Good : BadgeKind.Neutral;

    public static BadgeKind Kind(RegistrationState state) => state switch
    {
        RegistrationState.Registered or RegistrationState.Attended => BadgeKind.Good,
        RegistrationState.Waiting => BadgeKind.Info,
        _ => BadgeKind.Neutral,
    };
}

/// <summary>A session as lists show it.</summary>
internal sealed record SessionSummary(DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone, int Dates);
