using System.Globalization;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.SkillsAnalysis.Domain;

/// <summary>How many days before a level lapses people are reminded. A tenant without a row has the usual ones.</summary>
internal sealed class ReminderSetting : IVersioned
{
    public const int Most = 6;

    /// <summary>The one row's key.</summary>
    public static readonly Guid Only = Guid.Empty;

    public static IReadOnlyList<int> Usual { get; } = [90, 30, 7];

    public Guid Id { get; private init; } = Only;

    /// <summary>The days, the most first, with spaces between; empty for no reminders.</summary>
    public string Text { get; private set; } = "";

    public int Version { get; private set; }

    public IReadOnlyList<int> Days => Read(Text) ?? [];

    public void Change(IReadOnlyList<int> days) => Text = string.Join(' ', days);

    /// <summary>Reads days as people write them, such as "90, 30, 7"; null where they cannot be read.</summary>
    public static IReadOnlyList<int>? Read(string? text)
    {
        var days = new SortedSet<int>();
        foreach (var part in (text ?? "").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var day) || day is < 1 or > 730) return null;
            days.Add(day);
        }

        return days.Count > Most ? null : [.. days.Reverse()];
    }
}

/// <summary>That people were reminded of a lapse, so that they are reminded once. It goes when there is nothing to be reminded of any more.</summary>
internal sealed class Reminder
{
    private Reminder() { }

    public Reminder(Guid personId, Guid skillId, DateTimeOffset until, int days, DateTimeOffset sentAt) =>
        (PersonId, SkillId, Until, Days, SentAt) = (personId, skillId, until, days, sentAt);

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid PersonId { get; private init; }

    public Guid SkillId { get; private init; }

    /// <summary>When the level lapses.</summary>
    public DateTimeOffset Until { get; private init; }

    /// <summary>Which of the reminders it was.</summary>
    public int Days { get; private init; }

    public DateTimeOffset SentAt { get; private init; }
}
