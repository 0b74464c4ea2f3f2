using System.Text.Json.Serialization;

namespace CompetencyModular.Sdk.Files;

/// <summary>A kind of file that the product knows how to check: a file is of a kind if its ending says so and its first bytes agree.</summary>
/// <param name="Name">What people call it, in every language: <c>PDF</c>, <c>MP4</c>.</param>
/// <param name="ContentType">The media type with which it is sent.</param>
/// <param name="Group">What one does with it.</param>
/// <param name="Endings">The endings of its names, in lower case, with the dot; the usual one first.</param>
public sealed record FileKind(string Name, string ContentType, FileGroup Group, params IReadOnlyList<string> Endings);

/// <summary>What one does with a file.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FileGroup>))]
public enum FileGroup
{
    /// <summary>Listened to.</summary>
    Audio,

    /// <summary>Watched.</summary>
    Video,

    /// <summary>Looked at.</summary>
    Image,

    /// <summary>Read, in a program of its own.</summary>
    Document,

    /// <summary>Read as it is.</summary>
    Text,

    /// <summary>Shown while something else plays.</summary>
    Captions,
}

/// <summary>
/// All kinds that may be stored. Nothing that a browser would run as a page of ours (HTML, SVG, XML) is among them, and nothing with macros.
/// </summary>
public static class FileKinds
{
    /// <summary>Sounds.</summary>
    public static IReadOnlyList<FileKind> Audio { get; } =
    [
        new("MP3", "audio/mpeg", FileGroup.Audio, ".mp3"),
        new("M4A", "audio/mp4", FileGroup.Audio, ".m4a"),
        new("WAV", "audio/wav", FileGroup.Audio, ".wav"),
        new("OGG", "audio/ogg", FileGroup.Audio, ".ogg", ".oga", ".opus"),
    ];

    /// <summary>Moving pictures.</summary>
    public static IReadOnlyList<FileKind> Video { get; } =
    [
        new("MP4", "video/mp4", FileGroup.Video, ".mp4", ".m4v"),
        new("WebM", "video/webm", FileGroup.Video, ".webm"),
        new("MOV", "video/quicktime", FileGroup.Video, ".mov"),
    ];

    /// <summary>Pictures.</summary>
    public static IReadOnlyList<FileKind> Images { get; } =
    [
        new("JPEG", "image/jpeg", FileGroup.Image, ".jpg", ".jpeg"),
        new("PNG", "image/png", FileGroup.Image, ".png"),
        new("WebP", "image/webp", FileGroup.Image, ".webp"),
        new("GIF", "image/gif", FileGroup.Image, ".gif"),
    ];

    /// <summary>Documents and plain text.</summary>
    public static IReadOnlyList<FileKind> Documents { get; } =
    [
        new("PDF", "application/pdf", FileGroup.Document, ".pdf"),
        new("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", FileGroup.Document, ".docx"),
        new("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", FileGroup.Document, ".xlsx"),
        new("PowerPoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation", FileGroup.Document, ".pptx"),
        new("OpenDocument", "application/vnd.oasis.opendocument.text", FileGroup.Document, ".odt"),
        new("OpenDocument", "application/vnd.oasis.opendocument.spreadsheet", FileGroup.Document, ".ods"),
        new("OpenDocument", "application/vnd.oasis.opendocument.presentation", FileGroup.Document, ".odp"),
        new("Text", "text/plain; charset=utf-8", FileGroup.Text, ".txt"),
    ];

    /// <summary>Captions in WebVTT.</summary>
    public static IReadOnlyList<FileKind> Captions { get; } = [new("VTT", "text/vtt; charset=utf-8", FileGroup.Captions, ".vtt")];

    /// <summary>What shows what somebody did: photos, documents, certificates.</summary>
    public static IReadOnlyList<FileKind> Evidence { get; } = [.. Images, .. Documents];

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<FileKind> All { get; } = [.. Audio, .. Video, .. Images, .. Documents, .. Captions];

    /// <summary>The kind that a name's ending stands for; null for all others.</summary>
    public static FileKind? Of(string name) =>
        All.FirstOrDefault(kind => kind.Endings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase));
}
