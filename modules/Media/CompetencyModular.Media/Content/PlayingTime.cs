using System.Buffers.Binary;
using CompetencyModular.Sdk.Files;

namespace CompetencyModular.Media.Content;

/// <summary>Reads from a file how long it plays, without decoding it. Null where the file does not tell: its player will know.</summary>
internal static class PlayingTime
{
    private const int MaxHead = 256 * 1024;
    private const int MaxBoxes = 200;

    public static double? Of(Stream? file, string name)
    {
        if (file is null || FileKinds.Of(name) is not { } kind || !file.CanSeek) return null;
        double? seconds;
        try
        {
            seconds = kind.Endings[0] switch
            {
                ".wav" => OfWav(file),
                ".mp4" or ".mov" or ".m4a" => OfMp4(file),
                ".mp3" => OfMp3(file),
                ".ogg" => OfOgg(file),
                ".webm" => OfWebM(file),
                _ => null,
            };
        }
        catch (EndOfStreamException)
        {
            return null;
        }

        // A day is beyond anything made to be listened to at one's desk; such a number is a broken header.
        return seconds is > 0 and < 24 * 3600 ? seconds : null;
    }

    private static double? OfWav(Stream file)
    {
        uint bytesPerSecond = 0;
        var header = new byte[8];
        for (file.Position = 12; file.Position + 8 <= file.Length;)
        {
            file.ReadExactly(header);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4));
            var next = file.Position + length + (length & 1);
            if (header.AsSpan().StartsWith("fmt "u8))
            {
                var format = Read(file, 12);
                bytesPerSecond = BinaryPrimitives.ReadUInt32LittleEndian(format.AsSpan(8));
            }
            else if (header.AsSpan().StartsWith("data"u8)) return bytesPerSecond == 0 ? null : Math.Min(length, file.Length - file.Position) / (double)bytesPerSecond;

            file.Position = Math.Min(next, file.Length);
        }

        return null;
    }

    /// <summary>The movie header, in the box "moov", wherever in the file that stands.</summary>
    private static double? OfMp4(Stream file)
    {
        var (from, to) = (0L, file.Length);
        for (var boxes = 0; boxes < MaxBoxes && from + 16 <= to; boxes++)
        {
            file.Position = from;
            var header = Read(file, 16);
            long length = BinaryPrimitives.ReadUInt32BigEndian(header);
            var begin = from + 8;
            if (length == 1) (length, begin) = (BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(8)), from + 16);
            if (length == 0) length = to - from;
            if (length < 8 || length > to - from) return null;
            if (header.AsSpan(4).StartsWith("moov"u8)) (from, to) = (begin, Math.Min(to, from + length));
            else if (header.AsSpan(4).StartsWith("mvhd"u8))
            {
                file.Position = begin;
                var movie = Read(file, 32);
                return movie[0] == 1
                    ? BinaryPrimitives.ReadUInt64BigEndian(movie.AsSpan(24)) / (double)BinaryPrimitives.ReadUInt32BigEndian(movie.AsSpan(20))
                    : BinaryPrimitives.ReadUInt32BigEndian(movie.AsSpan(16)) / (double)BinaryPrimitives.ReadUInt32BigEndian(movie.AsSpan(12));
            }
            else from += length;
        }

        return null;
    }

    /// <summary>From the first frame: its Xing header where the rate varies, else its rate and the file's length.</summary>
    private static double? OfMp3(Stream file)
    {
        ReadOnlySpan<int> rates = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];
        ReadOnlySpan<int> halfRates = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0];
        ReadOnlySpan<int> samples = [44100, 48000, 32000, 0];
        file.Position = 0;
        var head = Read(file, 10);
        var start = head.AsSpan().StartsWith("ID3"u8) ? 10 + ((head[6] & 0x7F) << 21 | (head[7] & 0x7F) << 14 | (head[8] & 0x7F) << 7 | (head[9] & 0x7F)) : 0;
        file.Position = start;
        var frame = Read(file, 200);
        if (frame[0] != 0xFF || (frame[1] & 0xE6) != 0xE2) return null;
        var isFirst = (frame[1] & 0x18) == 0x18;
        var rate = (isFirst ? rates : halfRates)[frame[2] >> 4] * 1000;
        var sampled = samples[(frame[2] >> 2) & 3] / ((frame[1] & 0x18) switch { 0x18 => 1, 0x10 => 2, _ => 4 });
        if (rate == 0 || sampled == 0) return null;
        var at = frame.AsSpan().IndexOf("Xing"u8);
        if (at > 0 && at + 12 < frame.Length && (frame[at + 7] & 1) == 1) return BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(at + 8)) * (isFirst ? 1152d : 576d) / sampled;
        return (file.Length - start) * 8d / rate;
    }

    /// <summary>The last page says after how many samples it ends.</summary>
    private static double? OfOgg(Stream file)
    {
        file.Position = 0;
        var head = Read(file, 64);
        var vorbis = head.AsSpan().IndexOf("\u0001vorbis"u8);
        double rate = head.AsSpan().IndexOf("OpusHead"u8) > 0 ? 48000 : vorbis > 0 ? BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(vorbis + 12)) : 0;
        file.Position = Math.Max(0, file.Length - 70_000);
        var tail = Read(file, (int)(file.Length - file.Position));
        var last = tail.AsSpan().LastIndexOf("OggS"u8);
        return rate == 0 || last < 0 || last + 14 > tail.Length ? null : BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(last + 6)) / rate;
    }

    /// <summary>The duration within the segment's information, which stands near the beginning.</summary>
    private static double? OfWebM(Stream file)
    {
        file.Position = 0;
        var head = Read(file, (int)Math.Min(MaxHead, file.Length));
        var at = head.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x44, 0x89]);
        if (at < 0 || at + 11 > head.Length) return null;
        var scaled = head.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x2A, 0xD7, 0xB1, 0x83]);
        var scale = scaled > 0 ? (head[scaled + 4] << 16 | head[scaled + 5] << 8 | head[scaled + 6]) / 1e9 : 0.001;
        return head[at + 2] switch
        {
            0x88 => BinaryPrimitives.ReadDoubleBigEndian(head.AsSpan(at + 3)) * scale,
            0x84 => BinaryPrimitives.ReadSingleBigEndian(head.AsSpan(at + 3)) * scale,
            _ => null,
        };
    }

    private static byte[] Read(Stream file, int count)
    {
        var bytes = new byte[count];
        file.ReadExactly(bytes);
        return bytes;
    }
}
