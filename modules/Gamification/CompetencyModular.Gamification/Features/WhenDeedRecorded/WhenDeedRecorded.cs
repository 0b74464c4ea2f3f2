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
        await GiveForChallengeAsync(happened, cancellationToken);
        var open = await db.Badges.AsNoTracking().Where(b => b.IsOn && b.Kind != CriterionKind.Challenge && !db.BadgeAwards.Any(a => a.BadgeId == b.Id && a.PersonId == person))
            .OrderBy(b => b.Id).ToListAsync(cancellationToken);
        if (open.Count == 0) return;
        var deeds = await db.Deeds.AsNoTracking().Where(d => d.PersonId == person).ToListAsync(cancellationToken);
        var entries = await db.Ledger.AsNoTracking().Where(e => e.PersonId == person).ToListAsync(cancellationToken);
        foreach (var badge in open)
        {
            if (badge.Criterion.MetAt(deeds, entries) is not { } at) continue;
            Give(badge, person, at);
        }
    }

    /// <summary>The badge of a challenge whose goal was reached; also one whose own criterion is not met.</summary>
    private async Task GiveForChallengeAsync(DeedRecorded happened, CancellationToken ct)
    {
        var deed = await db.Deeds.AsNoTracking().FirstOrDefaultAsync(d => d.Id == happened.DeedId && d.Kind == DeedKind.ChallengeMet, ct);
        if (deed is null || !ChallengeReward.Is(deed, ChallengeReward.Goal) || !Guid.TryParse(deed.Subject.AsSpan(Deed.ChallengeSubject.Length + 1), out var id)) return;
        var badge = await db.Badges.AsNoTracking().FirstOrDefaultAsync(b => db.Challenges.Any(c => c.Id == id && c.BadgeId == b.Id), ct);
        if (badge is null || await db.BadgeAwards.AnyAsync(a => a.BadgeId == badge.Id && a.PersonId == happened.PersonId, ct)) return;
        Give(badge, happened.PersonId, deed.OccurredAt);
        // The others are looked for in the database.
        await db.SaveChangesAsync(ct);
    }

    private void Give(Badge badge, Guid person, DateTimeOffset at)
    {
        db.BadgeAwards.Add(BadgeAward.Of(badge.Id, person, at));
        events.Notify<GamificationModule>(person, $"badge/{badge.Id}", new NewNotice(NoticeKind.News, "Notice.Badge", $"recognition/badges/{badge.Id}", badge.Name));
    }
}
