using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CompetencyModular.Media.Features.DemoMedia;

/// <summary>A picture of the demo, drawn point by point: a small plan of a network, as a PNG.</summary>
internal sealed class DemoPicture
{
    private const int Width = 960;
    private const int Height = 540;

    private static readonly uint[] Table = MakeTable();

    private readonly byte[] points = new byte[Width * Height * 3];

    public static byte[] NetworkPlan()
    {
        var plan = new DemoPicture();
        plan.Box(0, 0, Width, Height, 0xF4F6FB);
        for (var x = 0; x < Width; x += 40) plan.Box(x, 0, 1, Height, 0xE1E5F0);
        for (var y = 0; y < Height; y += 40) plan.Box(0, y, Width, 1, 0xE1E5F0);
        // The ring of medium voltage with its four stations; it is open at the right.
        plan.Box(120, 118, 720, 5, 0x4338CA);
        plan.Box(120, 418, 720, 5, 0x4338CA);
        plan.Box(118, 118, 5, 305, 0x4338CA);
        plan.Box(838, 118, 5, 110, 0x4338CA);
        plan.Box(838, 300, 5, 123, 0x4338CA);
        foreach (var (x, y) in new[] { (120, 270), (360, 120), (600, 120), (360, 420), (600, 420), (840, 180), (840, 360) }) plan.Station(x, y);
        // Low voltage to the houses.
        foreach (var (x, y, down) in new[] { (360, 120, 1), (600, 120, 1), (360, 420, -1), (600, 420, -1) })
        {
            plan.Box(x - 1, down > 0 ? y : y - 110, 3, 110, 0x0E7C86);
            for (var n = -2; n <= 2; n++)
            {
                plan.Box(x + (n * 36) - 1, down > 0 ? y + 108 : y - 128, 3, 20, 0x0E7C86);
                plan.Box(x + (n * 36) - 8, down > 0 ? y + 128 : y - 142, 16, 14, 0xB4540A);
            }

            plan.Box(x - 74, down > 0 ? y + 108 : y - 110, 148, 3, 0x0E7C86);
        }

        plan.Disc(840, 264, 9, 0xFFFFFF, 0xA8211A);
        return plan.Png();
    }

    private void Station(int x, int y)
    {
        Box(x - 22, y - 22, 44, 44, 0x1A1B2E);
        Box(x - 19, y - 19, 38, 38, 0xFFFFFF);
        Disc(x - 6, y, 9, 0xFFFFFF, 0x1A1B2E);
        Disc(x + 6, y, 9, 0xFFFFFF, 0x1A1B2E);
    }

    private void Box(int left, int top, int width, int height, int colour)
    {
        for (var y = Math.Max(0, top); y < Math.Min(Height, top + height); y++)
        for (var x = Math.Max(0, left); x < Math.Min(Width, left + width); x++) Set(x, y, colour);
    }

    private void Disc(int centerX, int centerY, int radius, int colour, int rim)
    {
        for (var y = -radius; y <= radius; y++)
        for (var x = -radius; x <= radius; x++)
        {
            var square = (x * x) + (y * y);
            if (square <= radius * radius) Set(centerX + x, centerY + y, square <= (radius - 3) * (radius - 3) ? colour : rim);
        }
    }

    private void Set(int x, int y, int colour)
    {
        var at = ((y * Width) + x) * 3;
        (points[at], points[at + 1], points[at + 2]) = ((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour);
    }

    private byte[] Png()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < Height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(points, y * Width * 3, Width * 3);
            }
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9]) = (8, 2);
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type).CopyTo(chunk, 4);
        data.CopyTo(chunk, 8);
        var sum = 0xFFFFFFFFu;
        foreach (var b in chunk.AsSpan(4, data.Length + 4)) sum = Table[(sum ^ b) & 0xFF] ^ (sum >> 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), ~sum);
        return chunk;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var n = 0u; n < 256; n++)
        {
            var value = n;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) == 1 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
            table[n] = value;
        }

        return table;
    }
}
