using System.Globalization;
using CompetencyModular.Gamification.Domain;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Persistence;

/// <summary>Writes down deeds, their points and where people then stand, in one transaction and once, however often it is told.</summary>
internal sealed class Scorekeeper(GamificationDb db, IPeople people, IEvents events, TimeProvider time)
{
    /// <summary>Writes down what somebody did.</summary>
    /// <param name="personId">Who.</param>
    /// <param name="deedOf">The deed, given the team in which the person is now.</param>
    /// <param name="ct">Stops it.</param>
    public async Task RecordAsync(Guid personId, Func<Guid?, Deed> deedOf, CancellationToken ct)
    {
        var participant = await db.Participants.FindAsync([personId], ct) ?? db.Participants.Add(Participant.Of(personId)).Entity;
        var card = (await people.CardsAsync([personId], ct)).GetValueOrDefault(personId);
        participant.Know(card);

        var deed = deedOf(participant.TeamId);
        if (await db.Deeds.AnyAsync(d => d.PersonId == personId && d.Subject == deed.Subject && d.OccurrenceKey == deed.OccurrenceKey, ct)) return;
        if (participant.TeamId is { } teamId)
        {
            var team = await db.Teams.FindAsync([teamId], ct) ?? db.Teams.Add(new Team { Id = teamId }).Entity;
            team.Name = card?.Unit ?? team.Name;
        }

        db.Deeds.Add(deed);
        var rules = await db.Rules.Where(r => r.IsOn && r.Kind == deed.Kind).OrderBy(r => r.Id).ToListAsync(ct);
        await PostAsync(Ledger.Post(deed, rules, await OfSourceAsync(deed, ct), time.GetUtcNow()), participant, ct);
        events.Publish(new DeedRecorded(personId, deed.Id));
    }

    /// <summary>
    /// Takes back what a deed gave: it had not been so. What was taken back before stays as it is. Heard of before the deed itself, it is remembered, so
    /// that the order in which the two arrive makes no difference.
    /// </summary>
    /// <param name="deed">The deed by its person, subject and occurrence.</param>
    /// <param name="reason">Why.</param>
    /// <param name="ct">Stops it.</param>
    public async Task WithdrawAsync(Deed deed, string reason, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var known = await db.Deeds.FirstOrDefaultAsync(d => d.PersonId == deed.PersonId && d.Subject == deed.Subject && d.OccurrenceKey == deed.OccurrenceKey, ct);
        if (known is null) db.Deeds.Add(deed);
        (known ?? deed).Withdraw(now);
        if (known is null || await db.Participants.FindAsync([deed.PersonId], ct) is not { } participant) return;
        await PostAsync(Ledger.TakeBack(known, await OfSourceAsync(known, ct), Cut(reason), now), participant, ct);
        events.Publish(new DeedWithdrawn(deed.PersonId, known.Id, Cut(reason)));
    }

    /// <summary>Writes down that a challenge was met, with the points that it gives.</summary>
    public async Task RewardAsync(Participant participant, Deed deed, Guid challengeId, int points, CancellationToken ct)
    {
        db.Deeds.Add(deed);
        if (points > 0) await PostAsync([LedgerEntry.Of(deed, challengeId, points, time.GetUtcNow())], participant, ct);
        events.Publish(new DeedRecorded(participant.PersonId, deed.Id));
    }

    /// <summary>Takes back what a challenge gave, by a negative row (X1).</summary>
    public async Task TakeBackAsync(Participant participant, Deed deed, string reason, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        deed.Withdraw(now);
        await PostAsync(Ledger.TakeBack(deed, await OfSourceAsync(deed, ct), Cut(reason), now), participant, ct);
    }

    private static string Cut(string reason) => reason.Length <= LedgerEntry.LongestReason ? reason : reason[..LedgerEntry.LongestReason];

    /// <summary>Shows somebody on the boards as was decided, in all seasons and challenges.</summary>
    public async Task ShowAsync(Participant participant, BoardMode mode, CancellationToken ct)
    {
        foreach (var standing in await db.Standings.Where(s => s.PersonId == participant.PersonId).ToListAsync(ct)) standing.Show(participant, mode);
        foreach (var share in await db.TeamShares.Where(s => s.PersonId == participant.PersonId).ToListAsync(ct)) share.Show(participant, mode);
        foreach (var score in await db.EntrantScores.Where(s => s.PersonId == participant.PersonId).ToListAsync(ct)) score.Show(participant, mode);
    }

    private Task<List<LedgerEntry>> OfSourceAsync(Deed deed, CancellationToken ct) =>
        db.Ledger.AsNoTracking().Where(e => e.PersonId == deed.PersonId && e.Source == deed.Subject).ToListAsync(ct);

    private async Task PostAsync(IReadOnlyList<LedgerEntry> entries, Participant participant, CancellationToken ct)
    {
        if (entries.Count == 0) return;
        db.Ledger.AddRange(entries);
        var settings = await db.SettingsAsync(ct);
        var mode = settings.Mode;
        var at = entries[0].OccurredAt;
        var season = await db.Seasons.Where(s => s.StartsAt <= at && at < s.EndsAt).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(ct);
        foreach (var seasonId in season is { } running ? [Season.AllTime, running] : new[] { Season.AllTime })
        {
            var standing = await db.Standings.FindAsync([seasonId, participant.PersonId], ct) ?? db.Standings.Add(Standing.Of(seasonId, participant.PersonId)).Entity;
            var before = settings.Ladder.LevelOf(standing.Total);
            foreach (var entry in entries) standing.Add(entry);
            standing.Show(participant, mode);
            if (seasonId == Season.AllTime && settings.Ladder.LevelOf(standing.Total) is var level && level > before)
                events.Notify<GamificationModule>(participant.PersonId, "level", new NewNotice(NoticeKind.News, "Notice.Level", "recognition/me", level.ToString("N0", CultureInfo.InvariantCulture)));
            foreach (var team in entries.Where(e => e.TeamId is not null).GroupBy(e => e.TeamId!.Value))
            {
                var share = await db.TeamShares.FindAsync([seasonId, team.Key, participant.PersonId], ct)
                    ?? db.TeamShares.Add(TeamShare.Of(seasonId, team.Key, participant.PersonId)).Entity;
                foreach (var entry in team) share.Add(entry);
                share.Show(participant, mode);
            }
        }
    }
}
