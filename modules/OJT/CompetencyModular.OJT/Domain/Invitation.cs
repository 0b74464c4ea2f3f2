using System.Security.Cryptography;
using System.Text;
using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.OJT.Domain;

/// <summary>
/// A link for a trainee or mentor without an account (O4): it opens one training, as one person, until a day. Only the hash of its token is kept; the link
/// is shown once.
/// </summary>
internal sealed class Invitation
{
    /// <summary>How far ahead a link may reach.</summary>
    public const int MostDays = 180;

    private Invitation()
    {
    }

    public Guid Id { get; private init; }

    public Guid TrainingId { get; private init; }

    /// <summary>As whom it opens the training: its trainee or its mentor.</summary>
    public Guid PersonId { get; private init; }

    public string TokenHash { get; private init; } = "";

    /// <summary>The last day on which it opens.</summary>
    public DateOnly Until { get; private init; }

    /// <summary>The end of that day.</summary>
    public DateTimeOffset ExpiresAt { get; private init; }

    public Guid InvitedById { get; private init; }

    public DateTimeOffset InvitedAt { get; private init; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    public static Result<Invitation> Of(Training training, Guid personId, string token, DateOnly until, DateOnly today, DateTimeOffset expiresAt, Guid by, DateTimeOffset now)
    {
        if (personId != training.TraineeId && personId != training.MentorId) return Error.NotFound();
        // Whoever invites acts under their own name.
        if (personId == by) return OjtErrors.NobodyInvitesThemselves;
        if (until < today || until > today.AddDays(MostDays)) return OjtErrors.InvitationTooLong;
        return new Invitation
        {
            Id = Guid.CreateVersion7(now), TrainingId = training.Id, PersonId = personId, TokenHash = HashOf(token), Until = until, ExpiresAt = expiresAt, InvitedById = by, InvitedAt = now,
        };
    }

    public bool IsInForce(DateTimeOffset now) => WithdrawnAt is null && now < ExpiresAt;

    public void Withdraw(DateTimeOffset now) => WithdrawnAt ??= now;

    /// <summary>A token that nobody can guess.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
