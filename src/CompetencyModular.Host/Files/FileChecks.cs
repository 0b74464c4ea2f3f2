using System.IO.Compression;
using System.Text;
using CompetencyModular.Sdk.Files;

namespace CompetencyModular.Host.Files;

/// <summary>What a look into a file found.</summary>
internal enum FileFinding
{
    /// <summary>It is what its ending says.</summary>
    Fine,

    /// <summary>It is something else, or broken.</summary>
    SomethingElse,

    /// <summary>A picture that would take too much memory to be shown.</summary>
    TooManyPixels,

    /// <summary>An archive inside that is made to do harm.</summary>
    Archive,
}

/// <summary>Looks whether a file is what its ending says, and does no harm where it is opened.</summary>
internal static class FileChecks
{
    private const int HeadBytes = 4096;
    private const int MaxZipEntries = 2000;
    private const long MaxUnzipped = 1024L * 1024 * 1024;
    private const int MaxZipRatio = 100;
    private const long MaxPixels = 50_000_000;

    public static async Task<FileFinding> LookAsync(Stream file, FileKind kind, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var head = new byte[(int)Math.Min(HeadBytes, file.Length)];
        await file.ReadExactlyAsync(head, cancellationToken);
        if (!Begins(head, kind)) return FileFinding.SomethingElse;
        file.Position = 0;
        return kind.Group switch
        {
            FileGroup.Image => await LookAtPictureAsync(file, kind, cancellationToken),
            FileGroup.Text or FileGroup.Captions => await IsTextAsync(file, cancellationToken) ? FileFinding.Fine : FileFinding.SomethingElse,
            FileGroup.Document when kind.Name != "PDF" => LookIntoArchive(file, kind),
            _ => FileFinding.Fine,
        };
    }

    private static bool Begins(ReadOnlySpan<byte> head, FileKind kind) => kind.Endings[0] switch
    {
        ".mp3" => head.StartsWith("ID3"u8) || IsMp3Frame(head),
        ".m4a" or ".mp4" => IsMp4(head),
        ".mov" => IsMp4(head) || (head.Length > 8 && (At(head, 4, "moov"u8) || At(head, 4, "mdat"u8) || At(head, 4, "wide"u8) || At(head, 4, "free"u8))),
        ".wav" => head.StartsWith("RIFF"u8) && At(head, 8, "WAVE"u8),
        ".ogg" => head.StartsWith("OggS"u8),
        ".webm" => head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) && head[..Math.Min(64, head.Length)].IndexOf("webm"u8) > 0,
        ".jpg" => head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]),
        ".png" => head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        ".webp" => head.StartsWith("RIFF"u8) && At(head, 8, "WEBP"u8),
        ".gif" => head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8),
        ".pdf" => head.StartsWith("%PDF-"u8),
        ".docx" or ".xlsx" or ".pptx" or ".odt" or ".ods" or ".odp" => head.StartsWith("PK\x03\x04"u8),
        ".vtt" => head.StartsWith("WEBVTT"u8) || (head.StartsWith(Encoding.UTF8.Preamble) && At(head, 3, "WEBVTT"u8)),
        ".txt" => true,
        _ => false,
    };

    private static bool At(ReadOnlySpan<byte> head, int place, ReadOnlySpan<byte> mark) => head.Length >= place + mark.Length && head.Slice(place, mark.Length).SequenceEqual(mark);

    private static bool IsMp3Frame(ReadOnlySpan<byte> head) =>
        head.Length > 4 && head[0] == 0xFF && (head[1] & 0xE0) == 0xE0 && (head[1] & 0x18) != 0x08 && (head[1] & 0x06) == 0x02 && (head[2] & 0xF0) is not (0xF0 or 0x00);

    /// <summary>The pictures of some phones and the newer web come in the same box as films.</summary>
    private static bool IsMp4(ReadOnlySpan<byte> head) =>
        At(head, 4, "ftyp"u8) && !At(head, 8, "heic"u8) && !At(head, 8, "heix"u8) && !At(head, 8, "mif1"u8) && !At(head, 8, "avif"u8);

    private static async Task<FileFinding> LookAtPictureAsync(Stream file, FileKind kind, CancellationToken cancellationToken)
    {
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, cancellationToken);
        if (Pictures.SizeOf(bytes, kind) is not { } size) return FileFinding.SomethingElse;
        return size.Width * (long)size.Height > MaxPixels ? FileFinding.TooManyPixels : FileFinding.Fine;
    }

    private static async Task<bool> IsTextAsync(Stream file, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var buffer = new char[8192];
        try
        {
            for (int read; (read = await reader.ReadAsync(buffer, cancellationToken)) > 0;)
                if (buffer.AsSpan(0, read).ContainsAny(Unprintable)) return false;
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static System.Buffers.SearchValues<char> Unprintable { get; } =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 32).Select(n => (char)n).Where(c => c is not ('\t' or '\n' or '\r' or '\f')), '\x7F']);

    private static FileFinding LookIntoArchive(Stream file, FileKind kind)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            var entries = zip.Entries;
            if (entries.Count > MaxZipEntries || entries.Any(IsDangerous)) return FileFinding.Archive;
            // As declared: nothing here unpacks it, and whoever opens it sees what they open.
            var unzipped = entries.Sum(e => (double)e.Length);
            if (unzipped > MaxUnzipped || unzipped > (double)MaxZipRatio * file.Length) return FileFinding.Archive;
            return Holds(zip, kind) ? FileFinding.Fine : FileFinding.SomethingElse;
        }
        catch (InvalidDataException)
        {
            return FileFinding.SomethingElse;
        }
    }

    /// <summary>A way out of the folder, a link, or a macro behind a harmless ending.</summary>
    private static bool IsDangerous(ZipArchiveEntry entry) =>
        entry.FullName.StartsWith('/') || entry.FullName.Contains('\\') || entry.FullName.Contains(':') || entry.FullName.Split('/').Contains("..")
        || ((entry.ExternalAttributes >> 16) & 0xF000) == 0xA000
        || entry.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase);

    private static bool Holds(ZipArchive zip, FileKind kind)
    {
        if (kind.Name == "OpenDocument")
        {
            if (zip.GetEntry("mimetype") is not { Length: < 200 } type) return false;
            using var reader = new StreamReader(type.Open(), Encoding.ASCII);
            return reader.ReadToEnd() == kind.ContentType;
        }

        var folder = kind.Endings[0] switch { ".docx" => "word/", ".xlsx" => "xl/", _ => "ppt/" };
        return zip.GetEntry("[Content_Types].xml") is not null && zip.Entries.Any(e => e.FullName.StartsWith(folder, StringComparison.Ordinal));
    }
}
