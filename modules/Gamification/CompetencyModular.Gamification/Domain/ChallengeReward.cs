using System.Globalization;

namespace CompetencyModular.Gamification.Domain;

/// <summary>The keys under which it is written down that somebody met a challenge: once, and again under a further one after it was taken back.</summary>
internal static class ChallengeReward
{
    public const string Goal = "goal";

    public const string First = "first";

    public static string KeyOf(string what, int earlier) => earlier == 0 ? what : $"{what}/{(earlier + 1).ToString(CultureInfo.InvariantCulture)}";

    public static bool Is(Deed deed, string what) => deed.OccurrenceKey == what || deed.OccurrenceKey.StartsWith(what + "/", StringComparison.Ordinal);
}
