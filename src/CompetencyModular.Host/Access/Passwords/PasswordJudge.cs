using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Host.Access.Passwords;

/// <summary>
/// How much of a password there is to guess, counted in pieces of about a letter's worth: what whoever guesses would try first counts little or nothing. Why
/// this way, and what it does not find: docs/adr/0012-blocked-passwords.md.
/// </summary>
internal static class PasswordJudge
{
    // A word off the list is one of a thousand: two letters' worth.
    private const int ShortestPiece = 3, CommonWordCounts = 2;

    private static readonly HashSet<string> CommonWords = ReadCommonWords();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Common = CommonWords.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly int LongestWord = CommonWords.Max(w => w.Length);

    private static readonly string[] Rows = [.. ((string[])
    [
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "01234567890", "QWERTYUIOP", "QWERTZUIOP", "AZERTYUIOP", "ASDFGHJKL", "QSDFGHJKLM", "YXCVBNM", "ZXCVBNM", "WXCVBN", "1QAZ2WSX3EDC4RFV5TGB6YHN7UJM", "1QAY2WSX3EDC4RFV5TGB6ZHN7UJM",
    ]).SelectMany(row => new[] { row, string.Concat(row.Reverse()) })];

    /// <summary>Judges a password.</summary>
    /// <param name="password">As it was typed.</param>
    /// <param name="known">What is known of its holder: such words count nothing.</param>
    public static Judgement Judge(string password, IReadOnlyCollection<KnownWord> known)
    {
        var text = Bare(password);
        var plain = Undisguised(text);
        // The cheapest way to put the text together from pieces: at each place, what leads there for how much.
        var ways = new Way[text.Length + 1];
        for (var at = 1; at < ways.Length; at++) ways[at] = new Way(int.MaxValue, 0, null);
        for (var at = 0; at < text.Length; at++)
        {
            Lead(1, 1, null);
            foreach (var word in known)
            {
                if (plain.AsSpan(at).StartsWith(word.Text, StringComparison.Ordinal)) Lead(word.Text.Length, 0, word.Clue);
            }

            for (var length = ShortestPiece; length <= Math.Min(LongestWord, text.Length - at); length++)
            {
                if (Common.Contains(plain.AsSpan(at, length))) Lead(length, CommonWordCounts, PasswordClue.Common);
            }

            for (var length = Sequence(text, at); length >= ShortestPiece; length--) Lead(length, 1, PasswordClue.Sequence);
            for (var length = Repeated(plain, at); length >= (at > 0 && plain[at] == plain[at - 1] ? 1 : ShortestPiece); length--) Lead(length, 0, PasswordClue.Repeat);
            foreach (var length in (ReadOnlySpan<int>)[4, 6])
            {
                if (length <= text.Length - at && IsDate(text.AsSpan(at, length))) Lead(length, 1, PasswordClue.Date);
            }

            void Lead(int length, int pieces, PasswordClue? clue)
            {
                if (ways[at].Pieces + pieces < ways[at + length].Pieces) ways[at + length] = new Way(ways[at].Pieces + pieces, length, clue);
            }
        }

        var found = new Dictionary<PasswordClue, int>();
        for (var at = text.Length; at > 0; at -= ways[at].Length)
        {
            if (ways[at].Clue is { } clue) found[clue] = found.GetValueOrDefault(clue) + ways[at].Length;
        }

        return new Judgement(ways[^1].Pieces, [.. found.OrderByDescending(f => f.Value).ThenBy(f => f.Key).Select(f => f.Key)]);
    }

    /// <summary>A word in the form in which it is looked for; null where it is too short to tell anything.</summary>
    public static string? Wanted(string word) => Undisguised(Bare(word)) is { Length: >= ShortestPiece } wanted ? wanted : null;

    // Without what is put between words; marks and capitals make no difference.
    private static string Bare(string text) => string.Concat(SearchText.Of(text).Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '_' or '.' or '/' or ',')));

    // A 1 stands for an I as for an L: so the two are one here.
    private static string Undisguised(string text) => string.Concat(text.Select(c => c switch
    {
        '0' => 'O', '1' or '!' or '|' or 'L' => 'I', '3' or '€' => 'E', '4' or '@' => 'A', '5' or '$' => 'S', '7' or '+' => 'T', '8' => 'B', '9' => 'G', _ => c,
    }));

    private static int Sequence(string text, int at)
    {
        var longest = 0;
        foreach (var row in Rows)
        {
            for (var start = row.IndexOf(text[at], StringComparison.Ordinal); start >= 0; start = row.IndexOf(text[at], start + 1)) longest = Math.Max(longest, text.AsSpan(at).CommonPrefixLength(row.AsSpan(start)));
        }

        return longest;
    }

    // What begins before and reads on the same way, up to here and over it: "aa" as well as "blubblub".
    private static int Repeated(string text, int at)
    {
        var longest = 0;
        for (var before = 0; before < at; before++) longest = Math.Max(longest, text.AsSpan(at).CommonPrefixLength(text.AsSpan(before)));
        return longest;
    }

    private static bool IsDate(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExceptInRange('0', '9')) return false;
        return text.Length == 4 ? text is ['1', '9', ..] or ['2', '0', ..] : IsDay(text[..2], text[2..4]) || IsDay(text[2..4], text[..2]) || IsDay(text[4..], text[2..4]);

        static bool IsDay(ReadOnlySpan<char> day, ReadOnlySpan<char> month) => Number(day) is >= 1 and <= 31 && Number(month) is >= 1 and <= 12;

        static int Number(ReadOnlySpan<char> digits) => ((digits[0] - '0') * 10) + digits[1] - '0';
    }

    private static HashSet<string> ReadCommonWords()
    {
        using var stream = typeof(PasswordJudge).Assembly.GetManifestResourceStream("CompetencyModular.Host.Access.Passwords.CommonWords.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => !line.StartsWith('#')).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .SelectMany(word => new[] { word, word.Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal).Replace("ü", "ue", StringComparison.Ordinal) })
            .Select(Wanted).OfType<string>()];
    }

    private readonly record struct Way(int Pieces, int Length, PasswordClue? Clue);
}

/// <param name="Pieces">How much there is to guess.</param>
/// <param name="Clues">What made it less than it looks, the greatest part first.</param>
internal sealed record Judgement(int Pieces, IReadOnlyList<PasswordClue> Clues);

/// <summary>What whoever guesses knows of the holder of a password.</summary>
/// <param name="Text">As <see cref="PasswordJudge.Wanted"/> gives it.</param>
internal sealed record KnownWord(string Text, PasswordClue Clue);

/// <summary>Why a password is easier to guess than it looks.</summary>
internal enum PasswordClue
{
    Name,
    Email,
    Number,
    Place,
    Common,
    Sequence,
    Date,
    Repeat,
}
