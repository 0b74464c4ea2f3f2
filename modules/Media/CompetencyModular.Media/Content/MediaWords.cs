using System.Globalization;
using CompetencyModular.Media.Domain;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.Sdk.Ui;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Media.Content;

/// <summary>How kinds, lengths and days of media are said, on every page of the module alike.</summary>
internal sealed class MediaWords(IStringLocalizer<MediaWords> texts, ITenant tenant)
{
    private static readonly string[] Languages = ["de", "en", "es", "fr", "it", "nl", "pl", "pt", "tr", "uk"];

    public string Name(FileGroup kind) => texts[$"Kind.{kind}"];

    public string Name(MediumState state) => texts[$"State.{state}"];

    /// <summary>What kind of thing holds a medium; empty for what other modules alone know.</summary>
    public string Holder(string kind) => texts[$"Holder.{kind}"] is { ResourceNotFound: false } known ? known : "";

    public string Day(DateTimeOffset instant) => tenant.DateAt(instant).ToString("d", CultureInfo.CurrentCulture);

    public string Minutes(int minutes) => texts["Minutes", minutes];

    /// <summary>The name of a language in the reader's own one; empty for none.</summary>
    public string Language(string code) => code.Length == 0 ? "" : Languages.Contains(code) ? texts[$"Language.{code}"] : CultureInfo.GetCultureInfo(code).NativeName;

    public IReadOnlyList<Option> LanguageOptions => [.. Languages.Select(l => new Option(l, Language(l))).OrderBy(o => o.Text, StringComparer.CurrentCulture)];

    public IReadOnlyList<Option> KindOptions => [.. new[] { FileGroup.Video, FileGroup.Audio, FileGroup.Image, FileGroup.Document, FileGroup.Text }.Select(k => new Option(k.ToString(), Name(k)))];

    /// <summary>As players show it: 3:07 or 1:02:30.</summary>
    public static string Clock(double seconds) => TimeSpan.FromSeconds(Math.Round(seconds)) is { TotalHours: >= 1 } long_
        ? long_.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)
        : TimeSpan.FromSeconds(Math.Round(seconds)).ToString(@"m\:ss", CultureInfo.InvariantCulture);

    public static string Icon(FileGroup kind) => kind switch
    {
        FileGroup.Video => "media",
        FileGroup.Audio => "sound",
        FileGroup.Image => "image",
        _ => "file",
    };
}
