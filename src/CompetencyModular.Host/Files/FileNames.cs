using System.Globalization;

namespace CompetencyModular.Host.Files;

/// <summary>Names of files that come from outside. They are shown and suggested to browsers; no path of ours is made of them.</summary>
internal static class FileNames
{
    private const int MaxLength = 120;

    /// <summary>The last part of a name, of either world's paths, without what is invisible or has a meaning to some system; shortened before its ending.</summary>
    public static string Safe(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var safe = string.Concat(last.Select(c => "<>:\"|?*".Contains(c, StringComparison.Ordinal) ? '_' : c).Where(IsVisible)).Trim().TrimStart('.').TrimEnd('.');
        if (safe.Length == 0) return "file";
        if (safe.Length <= MaxLength) return safe;
        var ending = Path.GetExtension(safe);
        return ending.Length < 10 ? safe[..(MaxLength - ending.Length)] + ending : safe[..MaxLength];
    }

    /// <summary>Marks that turn the direction of writing make <c>exe.pdf</c> of <c>fdp.exe</c>.</summary>
    private static bool IsVisible(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
