using System.Security.Cryptography;
using System.Text;

namespace CompetencyModular.Media.Domain;

/// <summary>
/// Opens one medium to people without an account, for a time (R6.3). It is beyond guessing, kept as a hash only, and can be taken back. It opens the medium as
/// long as that is in the library itself.
/// </summary>
internal sealed class ShareLink(Guid id, Guid mediumId, string tokenHash, string note, Guid? createdById, DateTimeOffset createdAt, DateTimeOffset expiresAt)
{
    public Guid Id { get; private set; } = id;

    public Guid MediumId { get; private set; } = mediumId;

    public string TokenHash { get; private set; } = tokenHash;

    /// <summary>For whom it is.</summary>
    public string Note { get; private set; } = note;

    public Guid? CreatedById { get; private set; } = createdById;

    public DateTimeOffset CreatedAt { get; private set; } = createdAt;

    public DateTimeOffset ExpiresAt { get; private set; } = expiresAt;

    /// <summary>When it was taken back; null while it was not.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>A new link and its secret, which is known only now.</summary>
    public static (ShareLink Link, string Token) For(Guid mediumId, string note, int days, Guid? by, DateTimeOffset now)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return (new ShareLink(Guid.CreateVersion7(now), mediumId, HashOf(token), note.Trim(), by, now, now.AddDays(days)), token);
    }

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
