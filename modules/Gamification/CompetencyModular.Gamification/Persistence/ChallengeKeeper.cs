using System.Globalization;
using CompetencyModular.Gamification.Domain;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Persistence;

/// <summary>Counts challenges from deeds and ledger, and gives what they promise: once, however often it is told, and back where a deed had not been so.</summary>
internal sealed class ChallengeKeeper(GamificationDb db, Scorekeeper scores, IPeople people, IEvents events, TimeProvider time)
{
    /// <summary>Somebody as boards know them, made where they never earned anything.</summary>
    public async Task<Participant> ParticipantAsync(Guid personId, CancellationToken ct)
    {
        var participant = await db.Participants.FindAsync([personId], ct) ?? db.Participants.Add(Participant.Of(personId)).Entity;
        var card = (await people.CardsAsync([personId], ct)).GetValueOrDefault(personId);
        participant.Know(card);
        if (participant.TeamId is { } teamId && await db.Teams.FindAsync([teamId], ct) is null) db.Teams.Add(new Team { Id = teamId, Name = card?.Unit ?? "" });
        return participant;
    }

    /// <summary>
    /// Counts anew what somebody did in the challenges that they take part in and in whose days an instant lies. In one that is settled already, what
    /// they reached is given, or taken back where it had not been so; nobody else gains or loses by it.
    /// </summary>
    /// <param name="personId">Who.</param>
    /// <param name="instant">When the deed was done.</param>
    /// <param name="withdrawn">Why the deed had not been so; null where it was.</param>
    /// <param name="ct">Stops it.</param>
    public async Task RecountAsync(Guid personId, DateTimeOffset instant, string? withdrawn, CancellationToken ct)
    {
        var challenges = await db.Challenges
            .Where(c => c.PublishedAt != null && c.CancelledAt == null && c.StartsAt <= instant && instant < c.EndsAt && db.Entrants.Any(e => e.ChallengeId == c.Id && e.PersonId == personId))
            .OrderBy(c => c.Id).ToListAsync(ct);
        if (challenges.Count == 0 || await db.Participants.FindAsync([personId], ct) is not { } participant) return;
        foreach (var challenge in challenges)
        {
            await CountAsync(challenge, participant, ct);
            if (challenge.ClosedAt is null) continue;
            await db.SaveChangesAsync(ct);
            var results = ChallengeResults.Of(challenge, await db.EntrantScores.AsNoTracking().Where(s => s.ChallengeId == challenge.Id).ToListAsync(ct));
            var earlier = await db.Deeds.Where(d => d.PersonId == personId && d.Subject == challenge.Source).ToListAsync(ct);
            await SetAsync(challenge, participant, earlier, ChallengeReward.Goal, results, withdrawn, ct);
            // The first place is given when the challenge ends, and to nobody later.
            if (withdrawn is not null) await SetAsync(challenge, participant, earlier, ChallengeReward.First, results, withdrawn, ct);
        }
    }

    /// <summary>Counts anew what one person did in one challenge.</summary>
    public async Task CountAsync(Challenge challenge, Participant participant, CancellationToken ct)
    {
        var (id, person, from, to) = (challenge.Id, participant.PersonId, challenge.StartsAt, challenge.EndsAt);
        var deeds = await db.Deeds.AsNoTracking().Where(d => d.PersonId == person && d.OccurredAt >= from && d.OccurredAt < to).ToListAsync(ct);
        var entries = await db.Ledger.AsNoTracking().Where(e => e.PersonId == person && e.OccurredAt >= from && e.OccurredAt < to).ToListAsync(ct);
        var counted = ChallengeCount.Of(challenge, deeds, entries);
        var there = await db.EntrantScores.Where(s => s.ChallengeId == id && s.PersonId == person).ToListAsync(ct);
        db.EntrantScores.RemoveRange(there.Where(s => counted.All(c => c.TeamId != s.TeamId)));
        var mode = (await db.SettingsAsync(ct)).Mode;
        foreach (var count in counted)
        {
            var score = there.Find(s => s.TeamId == count.TeamId);
            var isNew = score is null;
            score ??= db.EntrantScores.Add(EntrantScore.Of(id, count.TeamId, person)).Entity;
            score.Count(count.Total, count.ReachedAt);
            score.Show(participant, mode);
            if (isNew && challenge.ClosedAt is not null) score.Settle();
        }
    }

    /// <summary>Settles a challenge after its end: gives what it promised, and tells everybody who took part how it ended.</summary>
    public async Task CloseAsync(Challenge challenge, CancellationToken ct)
    {
        if (!challenge.Close(time.GetUtcNow())) return;
        var all = await db.EntrantScores.Where(s => s.ChallengeId == challenge.Id).ToListAsync(ct);
        all.ForEach(s => s.Settle());
        var results = ChallengeResults.Of(challenge, all);
        var entrants = await db.Participants.Where(p => db.Entrants.Any(e => e.ChallengeId == challenge.Id && e.PersonId == p.PersonId)).OrderBy(p => p.PersonId).ToListAsync(ct);
        var earlier = (await db.Deeds.Where(d => d.Subject == challenge.Source).ToListAsync(ct)).ToLookup(d => d.PersonId);
        foreach (var entrant in entrants)
        {
            foreach (var what in new[] { ChallengeReward.Goal, ChallengeReward.First })
                await SetAsync(challenge, entrant, [.. earlier[entrant.PersonId]], what, results, null, ct);
            events.Notify<GamificationModule>(entrant.PersonId, NoticeKey(challenge), NoticeOf(challenge, results.Reached.ContainsKey(entrant.PersonId), results.First.Contains(entrant.PersonId)));
        }
    }

    /// <summary>Tells everybody who takes part that a challenge was called off.</summary>
    public async Task TellCancelledAsync(Challenge challenge, CancellationToken ct)
    {
        foreach (var person in await db.Entrants.Where(e => e.ChallengeId == challenge.Id).OrderBy(e => e.PersonId).Select(e => e.PersonId).ToListAsync(ct))
            events.Notify<GamificationModule>(person, NoticeKey(challenge), new NewNotice(NoticeKind.News, "Notice.ChallengeCancelled", LinkTo(challenge), challenge.Title, challenge.CancelReason));
    }

    private static string NoticeKey(Challenge challenge) => challenge.Source;

    private static string LinkTo(Challenge challenge) => $"recognition/challenges/{challenge.Id}";

    private static NewNotice NoticeOf(Challenge challenge, bool hasReached, bool isFirst)
    {
        var points = (hasReached ? challenge.GoalPoints : 0) + (isFirst ? challenge.FirstPoints : 0);
        var key = isFirst ? "Notice.ChallengeFirst" : hasReached ? "Notice.ChallengeReached" : "Notice.ChallengeOver";
        return new NewNotice(NoticeKind.News, points > 0 ? key + "Points" : key, LinkTo(challenge), challenge.Title, points.ToString("N0", CultureInfo.InvariantCulture));
    }

    /// <summary>Gives something that is due and was not given yet; takes it back where a deed had not been so and it is due no more.</summary>
    private async Task SetAsync(Challenge challenge, Participant participant, List<Deed> earlier, string what, ChallengeResults results, string? withdrawn, CancellationToken ct)
    {
        var person = participant.PersonId;
        var (isDue, points) = what == ChallengeReward.Goal ? (results.Reached.ContainsKey(person), challenge.GoalPoints) : (results.First.Contains(person), challenge.FirstPoints);
        var given = earlier.FindAll(d => ChallengeReward.Is(d, what));
        var standing = given.Find(d => d.WithdrawnAt is null);
        if (isDue && standing is null && withdrawn is null)
            await scores.RewardAsync(participant, Deed.Met(challenge, person, ChallengeReward.KeyOf(what, given.Count), results.Reached.GetValueOrDefault(person) ?? participant.TeamId), challenge.Id, points, ct);
        else if (!isDue && standing is not null && withdrawn is not null)
            await scores.TakeBackAsync(participant, standing, withdrawn, ct);
    }
}
