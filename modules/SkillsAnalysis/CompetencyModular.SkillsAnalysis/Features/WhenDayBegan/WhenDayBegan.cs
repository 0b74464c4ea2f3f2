using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Lookups;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Features.WhenDayBegan;

/// <summary>
/// Reminds people and their line managers of levels that lapse within so many days: once for each of the days set, and of what lapses without newer
/// evidence, not of every row that ends. What was renewed is taken away again.
/// </summary>
internal sealed class WhenDayBegan(SkillsDb db, LedgerReader ledger, IPeople people, ITenant tenant, IEvents events, TimeProvider time) : IConsumer<DayBegan>
{
    private const int AtOnce = 200;

    public async Task HandleAsync(DayBegan happened, EventContext context, CancellationToken cancellationToken)
    {
        var days = (await db.ReminderSettings.AsNoTracking().FirstOrDefaultAsync(cancellationToken))?.Days ?? ReminderSetting.Usual;
        var now = time.GetUtcNow();
        var horizon = tenant.EndOf(tenant.DateAt(now).AddDays(days.Count == 0 ? 0 : days[0]));
        var ending = await db.Evidence.AsNoTracking().Where(e => e.ValidUntil > now && e.ValidUntil <= horizon && e.Kind != EvidenceKind.Self).Select(e => e.PersonId).Distinct().ToListAsync(cancellationToken);
        var sent = (await db.Reminders.Where(r => r.Until > now).ToListAsync(cancellationToken)).ToLookup(r => (r.PersonId, r.SkillId));
        foreach (var chunk in ending.Union(sent.Select(s => s.Key.PersonId)).Order().Chunk(AtOnce))
        {
            var cards = (await people.CardsAsync(chunk, cancellationToken)).Values.Where(p => p.IsActive).ToDictionary(p => p.Id);
            foreach (var (personId, stand) in await ledger.StandsAsync([.. cards.Keys], now, cancellationToken))
            {
                foreach (var record in stand.Records.Values) Remind(cards[personId], record, stand.Gap, sent[(personId, record.Skill.Id)], days, horizon, now);
            }
        }
    }

    private void Remind(PersonCard person, SkillRecord record, Gap gap, IEnumerable<Reminder> sent, IReadOnlyList<int> days, DateTimeOffset horizon, DateTimeOffset now)
    {
        var skill = record.Skill;
        var until = LapseOf(record, gap, now);
        // The most urgent one that is due; those before it are not made up for.
        var due = until <= horizon ? days.LastOrDefault(d => tenant.DateAt(until.Value.AddTicks(-1)) <= tenant.DateAt(now).AddDays(d)) : 0;
        var (own, ofReport) = ($"lapse/{skill.Id}", $"lapse/{person.Id}/{skill.Id}");
        var stale = sent.Where(r => r.Until != until).ToList();
        if (stale.Count > 0)
        {
            db.Reminders.RemoveRange(stale);
            events.Settle<SkillsAnalysisModule>(own, person.Id);
            events.Settle<SkillsAnalysisModule>(ofReport);
        }

        if (due == 0 || sent.Any(r => r.Until == until && r.Days <= due)) return;
        db.Reminders.Add(new Reminder(person.Id, skill.Id, until!.Value, due, now));
        var day = NewNotice.Day(tenant.DateAt(until.Value.AddTicks(-1)));
        events.Notify<SkillsAnalysisModule>(person.Id, own, new NewNotice(NoticeKind.Expires, "Notice.Expires", $"skills/me/{skill.Id}#next", skill.Name, day));
        if (person.ManagerId is { } manager)
            events.Notify<SkillsAnalysisModule>(manager, ofReport, new NewNotice(NoticeKind.Expires, "Notice.ExpiresOf", $"skills/people/{person.Id}/{skill.Id}", skill.Name, person.Name, day));
    }

    /// <summary>When what is required is met no longer, or without a requirement the level falls; null where neither will be. A suspension is no lapse.</summary>
    private static DateTimeOffset? LapseOf(SkillRecord record, Gap gap, DateTimeOffset now)
    {
        var level = record.LevelAt(now);
        if (level == 0) return null;
        var lines = gap.Lines.Where(l => l.Skill.Id == record.Skill.Id && !l.IsExempt).ToList();
        var until = lines.Count > 0 ? lines.Where(l => l.IsMet).Min(l => l.Until) : record.FallsBelow(level, now);
        return until is { } end && record.IsSuspendedAt(end) ? null : until;
    }
}
