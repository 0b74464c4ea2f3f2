using System.Buffers.Text;
using System.Security.Cryptography;

namespace CompetencyModular.Gamification.Domain;

/// <summary>Secrets of public links: 128 random bits, in the letters of an address.</summary>
internal static class ShareKeys
{
    private const int Bytes = 16;

    /// <summary>How many letters a key has.</summary>
    public const int Length = 22;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
}
