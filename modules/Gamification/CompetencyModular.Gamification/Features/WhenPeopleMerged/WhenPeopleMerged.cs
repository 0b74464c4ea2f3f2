using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.WhenPeopleMerged;

/// <summary>
/// Two records were one human: their deeds and points are theirs, the same one counted once (X1), and a badge is one. Of what the two said about boards the
/// stricter word holds. Places are counted anew from the ledger.
/// </summary>
internal sealed class WhenPeopleMerged(GamificationDb db, ChallengeKeeper challenges, TimeProvider time) : IConsumer<PeopleMerged>
{
    private const string Reason = "merge";

    public async Task HandleAsync(PeopleMerged happened, EventContext context, CancellationToken cancellationToken)
    {
        var (from, into) = (happened.FromId, happened.IntoId);
        var former = await db.Participants.AsNoTracking().FirstOrDefaultAsync(p => p.PersonId == from, cancellationToken);
        var isKnown = former is not null || await db.Ledger.AnyAsync(e => e.PersonId == from, cancellationToken) || await db.Entrants.AnyAsync(e => e.PersonId == from, cancellationToken);
        var said = await db.Participants.AsNoTracking().FirstOrDefaultAsync(p => p.PersonId == into, cancellationToken);

        await CountOnceAsync(from, into, cancellationToken);
        // What is made from the ledger is made anew.
        await db.EntrantScores.Where(s => s.PersonId == from).ExecuteDeleteAsync(cancellationToken);
        await db.Standings.Where(s => s.PersonId == from).ExecuteDeleteAsync(cancellationToken);
        await db.TeamShares.Where(s => s.PersonId == from).ExecuteDeleteAsync(cancellationToken);
        await db.MovePersonAsync(from, into, cancellationToken);
        if (!isKnown) return;

        db.ChangeTracker.Clear();
        var participant = await challenges.ParticipantAsync(into, cancellationToken);
        if (former is not null && said is not null)
            participant.Decide(Stricter(former.Choice, said.Choice), said.Pseudonym.Length > 0 ? said.Pseudonym : former.Pseudonym);
        await TakeBackTwiceEarnedAsync(into, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await PlaceAsync(participant, cancellationToken);
    }

    private static Choice Stricter(Choice one, Choice other) => one is Choice.Out || other is Choice.Out ? Choice.Out : one is Choice.Undecided || other is Choice.Undecided ? Choice.Undecided : Choice.In;

    /// <summary>What both did in the very same occurrence is one deed with its points.</summary>
    private async Task CountOnceAsync(Guid from, Guid into, CancellationToken cancellationToken)
    {
        await db.Ledger.Where(e => e.PersonId == from && db.Ledger.Any(o => o.PersonId == into && o.RuleId == e.RuleId && o.Source == e.Source && o.OccurrenceKey == e.OccurrenceKey)).ExecuteDeleteAsync(cancellationToken);
        var twice = await (
            from deed in db.Deeds
            join other in db.Deeds on new { deed.Subject, deed.OccurrenceKey } equals new { other.Subject, other.OccurrenceKey }
            where deed.PersonId == @from && other.PersonId == @into
            select new { deed.Id, Other = other.Id }).ToListAsync(cancellationToken);
        foreach (var deed in twice)
        {
            await db.Ledger.Where(e => e.DeedId == deed.Id).ExecuteUpdateAsync(e => e.SetProperty(x => x.DeedId, deed.Other), cancellationToken);
            await db.Deeds.Where(d => d.Id == deed.Id).ExecuteDeleteAsync(cancellationToken);
        }
    }

    /// <summary>What a rule gives once for an activity, both may have earned in two occurrences: the later one is taken back by a negative row.</summary>
    private async Task TakeBackTwiceEarnedAsync(Guid person, CancellationToken cancellationToken)
    {
        var once = await db.Rules.Where(r => !r.EachTime).Select(r => r.Id).ToListAsync(cancellationToken);
        var entries = await db.Ledger.AsNoTracking().Where(e => e.PersonId == person && once.Contains(e.RuleId)).ToListAsync(cancellationToken);
        var reversed = entries.Where(e => e.ReversesId is not null).Select(e => e.ReversesId!.Value).ToHashSet();
        var now = time.GetUtcNow();
        db.Ledger.AddRange(entries.Where(e => e.ReversesId is null && !reversed.Contains(e.Id)).GroupBy(e => (e.RuleId, e.Source, e.Ordinal))
            .SelectMany(g => g.OrderBy(e => e.OccurredAt).ThenBy(e => e.Id).Skip(1)).Select(e => e.Reverse(Reason, now)));
    }

    private async Task PlaceAsync(Participant participant, CancellationToken cancellationToken)
    {
        var person = participant.PersonId;
        var mode = (await db.SettingsAsync(cancellationToken)).Mode;
        await db.Standings.Where(s => s.PersonId == person).ExecuteDeleteAsync(cancellationToken);
        await db.TeamShares.Where(s => s.PersonId == person).ExecuteDeleteAsync(cancellationToken);
        db.ChangeTracker.Clear();
        db.Participants.Attach(participant);
        var entries = await db.Ledger.AsNoTracking().Where(e => e.PersonId == person).ToListAsync(cancellationToken);
        var seasons = (await db.Seasons.AsNoTracking().ToListAsync(cancellationToken)).ConvertAll(s => (s.Id, Entries: entries.FindAll(e => s.Contains(e.OccurredAt))));
        foreach (var (season, earned) in seasons.Append((Season.AllTime, entries)).Where(s => s.Item2.Count > 0))
        {
            var standing = Standing.Of(season, person);
            earned.ForEach(standing.Add);
            standing.Show(participant, mode);
            db.Standings.Add(standing);
            foreach (var team in earned.Where(e => e.TeamId is not null).GroupBy(e => e.TeamId!.Value))
            {
                var share = TeamShare.Of(season, team.Key, person);
                foreach (var entry in team) share.Add(entry);
                share.Show(participant, mode);
                db.TeamShares.Add(share);
            }
        }

        foreach (var challenge in await db.Challenges.Where(c => c.PublishedAt != null && c.CancelledAt == null && db.Entrants.Any(e => e.ChallengeId == c.Id && e.PersonId == person)).OrderBy(c => c.Id).ToListAsync(cancellationToken))
            await challenges.CountAsync(challenge, participant, cancellationToken);
    }
}
