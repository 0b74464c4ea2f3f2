using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Media.Domain;

/// <summary>
/// One occurrence of somebody learning with a medium: from the wish or the first opening to its completion. There is no other end (N1). Completing it again
/// later is a further occurrence, and what was completed before stays a fact (N3).
/// </summary>
internal sealed class Viewing : IVersioned
{
    /// <summary>The fastest at which somebody can follow, and players can play.</summary>
    private const double FastestSpeed = 4;

    /// <summary>What a report may be ahead of the clock: it is sent in steps, over lines that halt.</summary>
    private const double SlackSeconds = 20;

    private Viewing()
    {
    }

    public Guid Id { get; private set; }

    public Guid PersonId { get; private set; }

    public Guid MediumId { get; private set; }

    /// <summary>1 for the first time, 2 for the second.</summary>
    public int Occurrence { get; private set; }

    /// <summary>Why, as a stable code such as <c>own-choice</c> or <c>gap-plan</c>.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Which version of the medium the played parts belong to.</summary>
    public int VersionNumber { get; private set; }

    /// <summary>How often it was opened.</summary>
    public int Opens { get; private set; }

    /// <summary>Where to go on, in seconds.</summary>
    public double Position { get; private set; }

    /// <summary>The parts that were played, as <see cref="Domain.Watched.ToString"/> writes them.</summary>
    public string Parts { get; private set; } = "";

    /// <summary>How much of it was played, 0 to 1.</summary>
    public double Share { get; private set; }

    public DateTimeOffset BegunAt { get; private set; }

    /// <summary>The last time something happened; what one does next begins with the latest.</summary>
    public DateTimeOffset TouchedAt { get; private set; }

    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>The version that was completed.</summary>
    public int? CompletedVersion { get; private set; }

    public int Version { get; private set; }

    public bool IsCompleted => CompletedAt is not null;

    /// <summary>The fact to tell others, where this unit of work made it true; null otherwise.</summary>
    public ActivityCompleted? Completion { get; private set; }

    /// <summary>Begins, or takes up what is open. After a completion only the wish to repeat begins anew.</summary>
    /// <param name="medium">The medium.</param>
    /// <param name="latest">The person's latest occurrence; null for none.</param>
    /// <param name="personId">Who.</param>
    /// <param name="reason">Why.</param>
    /// <param name="again">Whether a completed one is to be repeated.</param>
    /// <param name="now">The time.</param>
    public static Result<Viewing> Of(Medium medium, Viewing? latest, Guid personId, string reason, bool again, DateTimeOffset now)
    {
        if (latest is not null && (!latest.IsCompleted || !again)) return latest;
        if (!medium.IsOnOffer) return MediaErrors.NotOnOffer;
        return new Viewing
        {
            Id = Guid.CreateVersion7(now), PersonId = personId, MediumId = medium.Id, Occurrence = (latest?.Occurrence ?? 0) + 1, Reason = reason,
            VersionNumber = medium.CurrentNumber, BegunAt = now, TouchedAt = now,
        };
    }

    /// <summary>It was opened: the player began, or the document was fetched.</summary>
    public void Open(Medium medium, DateTimeOffset now)
    {
        Follow(medium);
        Opens++;
        TouchedAt = now;
    }

    /// <summary>
    /// Parts were played. They add up over visits; enough of them complete it. Nobody plays faster than the clock allows: what claims to is refused as a whole.
    /// </summary>
    /// <param name="medium">The medium.</param>
    /// <param name="parts">What was played since the last report.</param>
    /// <param name="position">Where the player stands.</param>
    /// <param name="length">The length as the player knows it; the file's own word goes before it.</param>
    /// <param name="now">The time.</param>
    public Result<Done> Play(Medium medium, IEnumerable<Part> parts, double position, double length, DateTimeOffset now)
    {
        if (!medium.IsPlayed) return MediaErrors.NotPlayed;
        Follow(medium);
        var whole = medium.Current.Seconds ?? length;
        if (whole <= 0) return MediaErrors.NotPlayed;
        var before = Watched.Of(Watched.Parse(Parts) ?? [], whole);
        var after = Watched.Of([.. before.Parts, .. parts], whole);
        if (after.Seconds - before.Seconds > ((now - TouchedAt).TotalSeconds * FastestSpeed) + SlackSeconds) return MediaErrors.TooFast;
        (Parts, Share, Position, TouchedAt) = (after.ToString(), after.ShareOf(whole), Math.Clamp(position, 0, whole), now);
        // Who has reached the end begins at the start the next time.
        if (Position >= whole - 2) Position = 0;
        if (Share * 100 >= medium.Threshold) Complete(medium, now);
        return Done.Value;
    }

    /// <summary>The person's own word, for what is not played. It has to be opened first.</summary>
    public Result<Done> Confirm(Medium medium, DateTimeOffset now)
    {
        if (medium.IsPlayed) return MediaErrors.PlayFirst;
        if (Opens == 0) return MediaErrors.OpenFirst;
        Share = 1;
        TouchedAt = now;
        Complete(medium, now);
        return Done.Value;
    }

    /// <summary>Takes in what was played of the same medium under another record of the same person.</summary>
    public void TakeIn(Viewing other)
    {
        Opens += other.Opens;
        if (other.BegunAt < BegunAt) BegunAt = other.BegunAt;
        if (other.VersionNumber < VersionNumber) return;
        if (other.VersionNumber > VersionNumber)
        {
            (VersionNumber, Parts, Share, Position, TouchedAt) = (other.VersionNumber, other.Parts, other.Share, other.Position, other.TouchedAt);
            return;
        }

        var (mine, theirs) = (Watched.Parse(Parts) ?? [], Watched.Parse(other.Parts) ?? []);
        var both = Watched.Of([.. mine, .. theirs], double.MaxValue);
        // The length follows from what either share says.
        var whole = Math.Max(LengthOf(mine, Share), LengthOf(theirs, other.Share));
        (Parts, Share) = (both.ToString(), whole > 0 ? both.ShareOf(whole) : Math.Max(Share, other.Share));
        if (other.TouchedAt > TouchedAt) (Position, TouchedAt) = (other.Position, other.TouchedAt);

        static double LengthOf(IReadOnlyList<Part> parts, double share) => share > 0 ? Watched.Of(parts, double.MaxValue).Seconds / share : 0;
    }

    /// <summary>Parts of an older file say nothing about a newer one; what is completed stays as it is.</summary>
    private void Follow(Medium medium)
    {
        if (VersionNumber == medium.CurrentNumber || IsCompleted) return;
        (VersionNumber, Parts, Share, Position) = (medium.CurrentNumber, "", 0, 0);
    }

    private void Complete(Medium medium, DateTimeOffset now)
    {
        if (IsCompleted) return;
        (CompletedAt, CompletedVersion) = (now, medium.CurrentNumber);
        Completion = new ActivityCompleted(PersonId, MediumRef.Of(medium.Id), Id.ToString(), medium.Title, now);
    }
}

/// <summary>Why somebody learns with a medium, where this module itself knows.</summary>
internal static class Reasons
{
    public const string OwnChoice = "own-choice";
    public const string Demo = "demo";
}
