using System.Diagnostics;
using System.IO.Compression;
using SkiaSharp;

namespace CompetencyModular.Media.Tests;

/// <summary>Real files, made here: pictures by the library, sounds and films by ffmpeg.</summary>
internal static class Samples
{
    public const string NeedsFfmpeg = "Needs ffmpeg: run build/test.sh, or install Debian's package ffmpeg.";

    public static bool HasNoFfmpeg => !new Media.Content.Ffmpeg(null).IsThere;

    /// <summary>A picture that nothing else in the tenant is: red on its left half, blue on the other.</summary>
    public static byte[] Picture(int width, int height, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(width, height);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.Blue);
            using var red = new SKPaint { Color = SKColors.Red };
            canvas.DrawRect(0, 0, width / 2f, height, red);
            using var mark = new SKPaint { Color = new SKColor((uint)Random.Shared.Next() | 0xFF000000) };
            canvas.DrawRect(width / 4f, height / 4f, 8, 8, mark);
        }

        return bitmap.Encode(format, 90).ToArray();
    }

    /// <summary>The same, as a camera that was held upright writes it.</summary>
    public static byte[] HeldUpright(int width, int height)
    {
        var jpeg = Picture(width, height, SKEncodedImageFormat.Jpeg);
        return
        [
            .. jpeg[..2], 0xFF, 0xE1, 0x00, 0x22, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
            .. jpeg[2..],
        ];
    }

    public static byte[] Gif { get; } =
    [
        .. "GIF89a"u8, 2, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 255, 0x2C, 0, 0, 0, 0, 2, 0, 1, 0, 0, 2, 2, 0x44, 0x0A, 0, 0x3B,
    ];

    /// <summary>A document as office programs write it: a packed folder with the given entries, of which the first tells what it is.</summary>
    public static byte[] Packed(params (string Name, string Text)[] entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.NoCompression).Open());
                writer.Write(text);
            }
        }

        return packed.ToArray();
    }

    /// <summary>A file that is what its ending says, of those that are looked at or read.</summary>
    public static byte[] Seen(string ending) => ending switch
    {
        ".jpg" => Picture(40, 30, SKEncodedImageFormat.Jpeg),
        ".png" => Picture(40, 30),
        ".webp" => Picture(40, 30, SKEncodedImageFormat.Webp),
        ".gif" => Gif,
        ".pdf" => Some.Pdf,
        ".docx" => Packed(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<document/>")),
        ".xlsx" => Packed(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>")),
        ".pptx" => Packed(("[Content_Types].xml", "<Types/>"), ("ppt/presentation.xml", "<presentation/>")),
        ".odt" => Packed(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<content/>")),
        ".ods" => Packed(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<content/>")),
        ".odp" => Packed(("mimetype", "application/vnd.oasis.opendocument.presentation"), ("content.xml", "<content/>")),
        _ => "Plain words.\n"u8.ToArray(),
    };

    /// <summary>Two seconds of sound or film in the format that the name's ending stands for; each call makes another file.</summary>
    public static async Task<byte[]> PlayedAsync(string ending, params string[] options)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}{ending}");
        string[] picture = ending is ".mp4" or ".mov" or ".webm" ? ["-f", "lavfi", "-i", "testsrc=size=320x180:rate=10:duration=2"] : [];
        var start = new ProcessStartInfo("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", $"sine=frequency={Random.Shared.Next(200, 2000)}:duration=2", .. picture, .. options, file]);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        var content = await File.ReadAllBytesAsync(file);
        File.Delete(file);
        return content;
    }
}
