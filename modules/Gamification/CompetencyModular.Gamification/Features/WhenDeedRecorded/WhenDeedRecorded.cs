using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Notices;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.WhenDeedRecorded;

/// <summary>Gives the badges whose criteria are met now, dated to the instant at which they were met. While badges are off the events wait.</summary>
[InFeature(GamificationFeatures.Badges)]
internal sealed class WhenDeedRecorded(GamificationDb db, IEvents events) : IConsumer<DeedRecorded>
{
    public async Task HandleAsync(DeedRecorded happened, EventContext context, CancellationToken cancellationToken)
    {
        var person = happened.PersonId;
        var open = await db.Badges.AsNoTracking().Where(b => b.IsOn && !db.BadgeAwards.Any(a => a.BadgeId == b.Id && a.PersonId == person))
            .OrderBy(b => b.Id).ToListAsync(cancellationToken);
        if (open.Count == 0) return;
        var deeds = await db.Deeds.AsNoTracking().Where(d => d.PersonId == person).ToListAsync(cancellationToken);
        var entries = await db.Ledger.AsNoTracking().Where(e => e.PersonId == person).ToListAsync(cancellationToken);
        foreach (var badge in open)
        {
            if (badge.Criterion.MetAt(deeds, entries) is not { } at) continue;
            db.BadgeAwards.Add(BadgeAward.Of(badge.Id, person, at));
            events.Notify<GamificationModule>(person, $"badge/{badge.Id}", new NewNotice(NoticeKind.News, "Notice.Badge", "recognition/me", badge.Name));
        }
    }
}
