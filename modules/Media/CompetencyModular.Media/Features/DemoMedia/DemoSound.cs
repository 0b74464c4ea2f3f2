using System.Buffers.Binary;

namespace CompetencyModular.Media.Features.DemoMedia;

/// <summary>Sounds of the demo, made of sines and noise: a WAV of one channel.</summary>
internal static class DemoSound
{
    private const int Rate = 8000;

    /// <param name="seconds">How long it plays.</param>
    /// <param name="at">The loudness, -1 to 1, at each second; the noise it may use is given.</param>
    public static byte[] Wav(int seconds, Func<double, double, double> at)
    {
        var samples = seconds * Rate;
        var wav = new byte[44 + (samples * 2)];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), wav.Length - 8);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), Rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(34), 16);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), samples * 2);
        uint seed = 1;
        for (var n = 0; n < samples; n++)
        {
            // The same noise each time: the same demo has the same files.
            seed = (seed * 1664525) + 1013904223;
            var loud = Math.Clamp(at(n / (double)Rate, (seed / (double)uint.MaxValue * 2) - 1), -1, 1);
            BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(44 + (n * 2)), (short)(loud * 24000));
        }

        return wav;
    }

    public static double Sine(double second, double frequency) => Math.Sin(2 * Math.PI * frequency * second);

    /// <summary>What a leak sounds like at a hydrant, between a pump's hum and silence: eight seconds each.</summary>
    public static double LeakOrHum(double second, double noise) => ((int)second / 8 % 3) switch
    {
        0 => (0.35 * Sine(second, 50)) + (0.2 * Sine(second, 100)) + (0.1 * Sine(second, 150)),
        1 => noise * (0.3 + (0.05 * Sine(second, 3))),
        _ => noise * 0.02,
    };

    /// <summary>A tone that rises and falls (leave the building), then one that is held (all clear), with silence between.</summary>
    public static double Alarm(double second, double noise) => (second % 40) switch
    {
        < 18 => 0.5 * Math.Sin(2 * Math.PI * ((600 * second) + (45 * Math.Sin(2 * Math.PI * second / 2)))),
        > 22 => 0.4 * Sine(second, 440),
        _ => 0,
    };

    /// <summary>110 short ticks a minute, each thirtieth higher: time for two breaths.</summary>
    public static double Pace(double second, double noise)
    {
        var (beat, within) = ((int)(second * 110 / 60), second % (60d / 110));
        return within > 0.06 ? 0 : 0.6 * Math.Exp(-40 * within) * Sine(second, beat % 30 == 29 ? 1320 : 880);
    }
}
