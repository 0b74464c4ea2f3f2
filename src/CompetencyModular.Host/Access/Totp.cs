using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CompetencyModular.Host.Access;

/// <summary>The codes of authenticator apps: six digits that change every half minute (RFC 6238).</summary>
internal static class Totp
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int SecondsOfStep = 30;

    /// <summary>A new key, as people type it: 160 bits in base 32.</summary>
    public static string NewKey() => RandomNumberGenerator.GetString(Letters, 32);

    public static long StepAt(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / SecondsOfStep;

    /// <summary>The step of time whose code this is: now, or one before or after, as phones' clocks go; null where it is none of these.</summary>
    public static long? StepOf(string key, string? code, DateTimeOffset now)
    {
        var typed = new string([.. (code ?? "").Where(c => !char.IsWhiteSpace(c))]);
        if (typed.Length != 6 || !typed.All(char.IsAsciiDigit)) return null;
        var today = StepAt(now);
        long? found = null;
        // All three are compared: how long it takes tells nothing.
        for (var step = today - 1; step <= today + 1; step++)
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(key, step)), Encoding.ASCII.GetBytes(typed))) found = step;
        return found;
    }

    public static string Code(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // What authenticator apps compute.
        HMACSHA1.HashData(Bytes(key), counter, hash);
#pragma warning restore CA5350
        var number = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    /// <summary>What the picture for the app holds.</summary>
    public static string Address(string key, string organisation, string email) =>
        $"otpauth://totp/{Uri.EscapeDataString(organisation)}:{Uri.EscapeDataString(email)}?secret={key}&issuer={Uri.EscapeDataString(organisation)}";

    private static byte[] Bytes(string key)
    {
        var bytes = new byte[key.Length * 5 / 8];
        for (int i = 0, bits = 0, value = 0, at = 0; i < key.Length; i++)
        {
            value = (value << 5) | Letters.IndexOf(key[i], StringComparison.Ordinal);
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes[at++] = (byte)(value >> bits);
            value &= (1 << bits) - 1;
        }

        return bytes;
    }
}
