using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CompetencyModular.Host.Tests.Files;

/// <summary>Small files of many kinds, right and wrong ones.</summary>
internal static class Samples
{
    public static byte[] Pdf { get; } = "%PDF-1.7\n%%EOF"u8.ToArray();

    public static byte[] Text { get; } = Encoding.UTF8.GetBytes("Grüße aus der Werkstatt\n");

    public static byte[] Png(int width = 2, int height = 3, bool withText = false)
    {
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        Chunk("IHDR", header);
        if (withText) Chunk("tEXt", Encoding.ASCII.GetBytes("Location\0Home"));
        Chunk("IDAT", [1, 2, 3]);
        Chunk("IEND", []);
        return png.ToArray();

        void Chunk(string type, byte[] data)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
            png.Write([.. length, .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0]);
        }
    }

    /// <summary>The parts of a JPEG, with a camera's notes: the place, and that it was held upright.</summary>
    public static byte[] Jpeg(int orientation = 6, int width = 40) =>
    [
        0xFF, 0xD8,
        .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
        .. Segment(0xE1, [.. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0, 2, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0x25, 0x88, 4, 0, 1, 0, 0, 0, 50, 0, 0, 0, 0, 0, 0, 0, .. "GPS 52.5 13.4"u8]),
        .. Segment(0xE1, "http://ns.adobe.com/xap/1.0/\0<place>Berlin</place>"u8.ToArray()),
        .. Segment(0xFE, "Made by Ada"u8.ToArray()),
        .. Segment(0xC0, [8, 0, 30, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]),
        .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56,
        0xFF, 0xD9, .. "a film of the same moment"u8,
    ];

    public static byte[] Wav(int bytes = 64) => [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVEfmt "u8, .. new byte[bytes]];

    public static byte[] WebP(bool withExif = true)
    {
        byte[] extended = [.. "VP8X"u8, 10, 0, 0, 0, (byte)(withExif ? 0x08 : 0), 0, 0, 0, 9, 0, 0, 9, 0, 0];
        byte[] exif = withExif ? [.. "EXIF"u8, 5, 0, 0, 0, .. "place"u8, 0] : [];
        byte[] body = [.. "WEBP"u8, .. extended, .. "VP8 "u8, 4, 0, 0, 0, 1, 2, 3, 4, .. exif];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, body.Length);
        return [.. "RIFF"u8, .. length, .. body];
    }

    public static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(content);
            }
        }

        return file.ToArray();
    }

    public static byte[] Docx(params (string Name, string Content)[] more) => Zip([("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<document/>"), .. more]);

    private static byte[] Segment(byte marker, byte[] data) => [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];
}
