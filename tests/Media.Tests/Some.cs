using System.Buffers.Binary;
using System.Security.Cryptography;
using CompetencyModular.Media.Domain;
using CompetencyModular.Sdk.Files;

namespace CompetencyModular.Media.Tests;

/// <summary>Media and files with everything that a test does not care about.</summary>
internal static class Some
{
    public static DateTimeOffset Now { get; } = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public static byte[] Pdf { get; } = "%PDF-1.7\n%%EOF"u8.ToArray();

    public static byte[] Vtt { get; } = "WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n"u8.ToArray();

    public static byte[] Png { get; } =
    [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 1, .. "IDAT"u8, 7, 0, 0, 0, 0, 0, 0, 0, 0, .. "IEND"u8, 0, 0, 0, 0,
    ];

    /// <summary>Silence of the given length, at 100 bytes a second; the mark makes it another file.</summary>
    public static byte[] Wav(int seconds, byte mark = 0)
    {
        var wav = new byte[44 + (seconds * 100)];
        "RIFF"u8.CopyTo(wav);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), 100);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), seconds * 100);
        wav[^1] = mark;
        return wav;
    }

    public static StoredFile File(string name, byte mark = 0) => new("media", Convert.ToHexStringLower(SHA256.HashData([mark, (byte)name.Length])), name, FileKinds.Of(name)!.ContentType, 100);

    /// <summary>A published sound or film of the given length, completed by 90 % of it.</summary>
    public static Medium Played(double seconds = 100, string name = "talk.wav")
    {
        var medium = Medium.Of(Guid.CreateVersion7(), File(name), seconds, null, Now);
        medium.Publish(Now);
        return medium;
    }

    public static Medium Document()
    {
        var medium = Medium.Of(Guid.CreateVersion7(), File("rules.pdf"), null, null, Now);
        medium.Publish(Now);
        return medium;
    }

    public static Viewing Viewing(Medium medium) => Media.Domain.Viewing.Of(medium, null, Guid.CreateVersion7(), Reasons.OwnChoice, again: false, Now).Value;
}
