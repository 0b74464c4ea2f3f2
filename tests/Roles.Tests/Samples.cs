using System.Runtime.CompilerServices;
using System.Text;
using CompetencyModular.Sdk.Imports;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Roles.Tests;

/// <summary>The sample files in build/samples, as they are or with something changed.</summary>
internal static class Samples
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "../../../build/samples"));

    public static ImportFiles Folder(string kind) => ImportFiles.FromPath(Path.Combine(Root, kind));

    /// <summary>A folder of the public data sets that may stand beside the repository; null where they do not.</summary>
    public static string? Shared(string folder) =>
        Path.GetFullPath(Path.Combine(Root, "../../../shared/data", folder)) is var path && Directory.Exists(path) ? path : null;

    /// <summary>The samples with the first such text of a file replaced.</summary>
    public static ImportFiles Edited(string kind, string file, string from, string to)
    {
        var text = File.ReadAllText(Path.Combine(Root, kind, file));
        var at = text.IndexOf(from, StringComparison.Ordinal);
        return With(kind, file, text.Remove(at, from.Length).Insert(at, to));
    }

    public static ImportFiles With(string kind, string file, string content) => With(kind, file, Encoding.UTF8.GetBytes(content));

    public static ImportFiles With(string kind, string file, byte[] content)
    {
        var contents = Directory.EnumerateFiles(Path.Combine(Root, kind)).ToDictionary(f => Path.GetFileName(f)!, File.ReadAllBytes);
        contents[file] = content;
        return ImportFiles.FromContents(contents);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}

/// <summary>Answers each text with its key, so that tests do not depend on wording.</summary>
internal sealed class KeyTexts<T> : IStringLocalizer<T>
{
    public LocalizedString this[string name] => new(name, name);

    public LocalizedString this[string name, params object[] arguments] => new(name, name);

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
}
