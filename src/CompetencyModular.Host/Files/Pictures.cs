using System.Buffers.Binary;
using CompetencyModular.Sdk.Files;

namespace CompetencyModular.Host.Files;

/// <summary>
/// Reads the size of a picture from its header, and drops what a camera wrote beside it (place, time, device), without touching the picture itself.
/// Which way up it is held is kept.
/// </summary>
internal static class Pictures
{
    /// <summary>The size in pixels; null where the file is broken.</summary>
    public static (int Width, int Height)? SizeOf(ReadOnlySpan<byte> bytes, FileKind kind) => Read(bytes, kind) is { Width: > 0, Height: > 0 } size ? size : null;

    private static (int Width, int Height)? Read(ReadOnlySpan<byte> bytes, FileKind kind) => kind.Endings[0] switch
    {
        ".png" when bytes.Length > 24 => (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..])),
        ".gif" when bytes.Length > 10 => (BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..])),
        ".jpg" => SizeOfJpeg(bytes),
        ".webp" => SizeOfWebP(bytes),
        _ => null,
    };

    /// <summary>The picture without traces; null where the file is broken. An animated GIF has no place for them.</summary>
    public static byte[]? WithoutTraces(byte[] bytes, FileKind kind) => kind.Endings[0] switch
    {
        ".jpg" => CleanJpeg(bytes),
        ".png" => CleanPng(bytes),
        ".webp" => CleanWebP(bytes),
        _ => bytes,
    };

    private static (int, int)? SizeOfJpeg(ReadOnlySpan<byte> bytes)
    {
        for (var at = 2; at + 9 < bytes.Length;)
        {
            if (bytes[at] != 0xFF) return null;
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            // Start of frame: all of C0 to CF but the tables DHT, JPG and DAC.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return (BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return null;
    }

    private static byte[]? CleanJpeg(ReadOnlySpan<byte> bytes)
    {
        using var clean = new MemoryStream(bytes.Length);
        clean.Write(bytes[..2]);
        var orientation = 1;
        for (var at = 2; at + 4 <= bytes.Length;)
        {
            if (bytes[at] != 0xFF) return null;
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker is 0xD9) break;
            var end = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (end > bytes.Length) return null;
            var segment = bytes[at..end];
            if (marker == 0xE1) orientation = Math.Max(orientation, OrientationIn(segment[4..]));
            if (Stays(marker, segment)) clean.Write(segment);
            at = end;
            if (marker != 0xDA) continue;
            // The picture's own data lasts to the next marker that is neither a stuffed byte nor a restart.
            var from = at;
            while (at + 1 < bytes.Length && !(bytes[at] == 0xFF && bytes[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7)))) at++;
            if (at + 1 >= bytes.Length) at = bytes.Length;
            clean.Write(bytes[from..at]);
        }

        clean.Write([0xFF, 0xD9]);
        var result = clean.ToArray();
        return orientation == 1 ? result : [.. result[..2], .. Turned(orientation), .. result[2..]];
    }

    private static bool Stays(byte marker, ReadOnlySpan<byte> segment) => marker switch
    {
        0xE0 or 0xEE => true,
        0xE2 => segment[4..].StartsWith("ICC_PROFILE"u8),
        >= 0xE1 and <= 0xEF or 0xFE => false,
        _ => true,
    };

    private static int OrientationIn(ReadOnlySpan<byte> exif)
    {
        if (exif.Length < 20 || !exif.StartsWith("Exif\0\0"u8)) return 1;
        var tiff = exif[6..];
        var isLittle = tiff[0] == 'I';
        var directory = (int)Math.Min(int.MaxValue, Read32(tiff[4..], isLittle));
        if (directory < 8 || directory + 2 > tiff.Length) return 1;
        var count = Read16(tiff[directory..], isLittle);
        for (var n = 0; n < count && directory + 14 + (n * 12) <= tiff.Length; n++)
        {
            var entry = tiff[(directory + 2 + (n * 12))..];
            if (Read16(entry, isLittle) == 0x0112) return Read16(entry[8..], isLittle) is >= 1 and <= 8 and var turned ? turned : 1;
        }

        return 1;
    }

    /// <summary>The least EXIF that says which way up the picture is held.</summary>
    private static byte[] Turned(int orientation) =>
    [
        0xFF, 0xE1, 0x00, 0x22, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8,
        0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
    ];

    private static ushort Read16(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Read32(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private static byte[]? CleanPng(ReadOnlySpan<byte> bytes)
    {
        using var clean = new MemoryStream(bytes.Length);
        clean.Write(bytes[..8]);
        for (var at = 8; at + 12 <= bytes.Length;)
        {
            var end = at + 12L + BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (end > bytes.Length) return null;
            var chunk = bytes[at..(int)end];
            var type = chunk.Slice(4, 4);
            if (!(type.SequenceEqual("tEXt"u8) || type.SequenceEqual("zTXt"u8) || type.SequenceEqual("iTXt"u8) || type.SequenceEqual("eXIf"u8) || type.SequenceEqual("tIME"u8))) clean.Write(chunk);
            if (type.SequenceEqual("IEND"u8)) return clean.ToArray();
            at = (int)end;
        }

        return null;
    }

    private static (int, int)? SizeOfWebP(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30) return null;
        if (bytes[12..].StartsWith("VP8X"u8)) return (1 + Read24(bytes[24..]), 1 + Read24(bytes[27..]));
        if (bytes[12..].StartsWith("VP8 "u8)) return (BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3FFF);
        if (!bytes[12..].StartsWith("VP8L"u8)) return null;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]);
        return (1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
    }

    private static int Read24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    private static byte[]? CleanWebP(ReadOnlySpan<byte> bytes)
    {
        using var clean = new MemoryStream(bytes.Length);
        clean.Write(bytes[..12]);
        for (var at = 12; at + 8 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
            var end = at + 8L + length + (length & 1);
            if (end > bytes.Length + 1L) return null;
            var chunk = bytes[at..(int)Math.Min(end, bytes.Length)];
            if (!(chunk.StartsWith("EXIF"u8) || chunk.StartsWith("XMP "u8))) clean.Write(chunk);
            at = (int)end;
        }

        var result = clean.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(result.AsSpan(4), (uint)(result.Length - 8));
        // The header says no more that there is something of the kind.
        if (result.AsSpan(12).StartsWith("VP8X"u8)) result[20] &= 0xF3;
        return result;
    }
}
