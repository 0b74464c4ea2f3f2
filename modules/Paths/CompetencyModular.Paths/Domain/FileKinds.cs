using System.IO.Compression;
using System.Text;

namespace CompetencyModular.Paths.Domain;

/// <summary>The kinds of files a course may hold: named by their ending, and only if their first bytes say the same.</summary>
internal static class FileKinds
{
    public const int MaxBytes = 10 * 1024 * 1024;

    private const int MaxZipEntries = 2000;

    private static readonly IReadOnlyDictionary<string, (string ContentType, Func<byte[], bool> Is)> Kinds =
        new Dictionary<string, (string, Func<byte[], bool>)>(StringComparer.OrdinalIgnoreCase)
        {
            [".pdf"] = ("application/pdf", b => b.AsSpan().StartsWith("%PDF-"u8)),
            [".png"] = ("image/png", b => b.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])),
            [".jpg"] = ("image/jpeg", IsJpeg),
            [".jpeg"] = ("image/jpeg", IsJpeg),
            [".webp"] = ("image/webp", b => b.Length > 12 && b.AsSpan().StartsWith("RIFF"u8) && b.AsSpan(8, 4).SequenceEqual("WEBP"u8)),
            [".docx"] = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b => IsOffice(b, "word/")),
            [".xlsx"] = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b => IsOffice(b, "xl/")),
            [".pptx"] = ("application/vnd.openxmlformats-officedocument.presentationml.presentation", b => IsOffice(b, "ppt/")),
            [".txt"] = ("text/plain; charset=utf-8", IsText),
        };

    /// <summary>For the file picker.</summary>
    public static string Endings { get; } = string.Join(",", Kinds.Keys);

    /// <summary>The content type of a file that may be kept; null for any other.</summary>
    public static string? ContentTypeOf(string name, byte[] bytes) =>
        Kinds.TryGetValue(Path.GetExtension(name), out var kind) && kind.Is(bytes) ? kind.ContentType : null;

    private static bool IsJpeg(byte[] bytes) => bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    private static bool IsText(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).All(c => !char.IsControl(c) || c is '\r' or '\n' or '\t' or '\f');
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool IsOffice(byte[] bytes, string folder)
    {
        if (!bytes.AsSpan().StartsWith("PK\x03\x04"u8)) return false;
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false));
            var names = zip.Entries.Select(e => e.FullName).ToList();
            return names.Count <= MaxZipEntries
                && names.Contains("[Content_Types].xml")
                && names.Exists(n => n.StartsWith(folder, StringComparison.Ordinal))
                // A macro hides behind a harmless ending.
                && !names.Exists(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
