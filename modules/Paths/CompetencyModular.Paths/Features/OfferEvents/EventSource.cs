using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.OfferEvents;

/// <summary>
/// Training events as activities that a gap plan may hold: with a free seat before the deadline they end when the first such session ends (P3), without
/// one they are full (P1). The number of queries does not depend on the number of events.
/// </summary>
internal sealed class EventSource(PathsDb db, IPeople people, Optional<ISkillLookup> skills, TimeProvider time) : IActivitySource
{
    public async Task<IReadOnlyList<ActivityOffer>> OffersForAsync(Guid personId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var unit = await people.UnitOfAsync(personId, cancellationToken);
        var events = await db.TrainingEvents.AsNoTracking()
            .Where(e => e.State == TrainingEventState.Published || db.Registrations.Any(r => r.EventId == e.Id && r.PersonId == personId)).OrderBy(e => e.Id)
            .Select(e => new
            {
                e.Id,
                e.Title,
                e.Minutes,
                e.Money,
                IsOnOffer = e.State == TrainingEventState.Published && (e.IsForEverybody || e.Units.Any(u => u.Unit == unit)),
            })
            .ToListAsync(cancellationToken);
        var open = (await db.EventSessions.AsNoTracking().OpenAt(now)
                .Select(s => new { s.EventId, s.EndsAt, HasSeat = s.Registrations.Count(r => r.State == RegistrationState.Registered) < s.Seats })
                .ToListAsync(cancellationToken))
            .ToLookup(s => s.EventId);
        var mine = (await db.Registrations.AsNoTracking().Where(r => r.PersonId == personId && r.State != RegistrationState.Withdrawn)
                .Join(db.EventSessions.Where(s => s.CancelledAt == null), r => r.SessionId, s => s.Id, (r, s) => new { r.EventId, r.State, s.EndsAt })
                .ToListAsync(cancellationToken))
            .ToLookup(r => r.EventId);

        var prerequisites = await PrerequisitesAsync(cancellationToken);

        var offers = new List<ActivityOffer>();
        foreach (var e in events)
        {
            var seat = mine[e.Id].Where(r => r.State is RegistrationState.Registered && r.EndsAt > now).OrderBy(r => r.EndsAt).FirstOrDefault();
            var free = open[e.Id].Where(s => s.HasSeat).OrderBy(s => s.EndsAt).FirstOrDefault();
            var wasThere = mine[e.Id].Any(r => r.State is RegistrationState.Attended);
            // Without a session to come there is nothing on offer; what was attended stays a fact that other activities may ask for.
            if (seat is null && !open[e.Id].Any() && !wasThere) continue;
            var progress = seat is not null || mine[e.Id].Any(r => r.State is RegistrationState.Waiting && r.EndsAt > now) ? OfferProgress.Started
                : wasThere ? OfferProgress.Completed : OfferProgress.NotStarted;
            var visibility = seat is not null ? OfferVisibility.Open
                : !e.IsOnOffer || !open[e.Id].Any() ? OfferVisibility.Hidden
                : free is null ? OfferVisibility.Full : OfferVisibility.Open;
            offers.Add(new ActivityOffer(
                EventRef.Of(e.Id), Link(e.Id, e.Title), e.Minutes, e.Money, visibility, [.. prerequisites[e.Id]],
                EndsAt: seat?.EndsAt ?? free?.EndsAt ?? open[e.Id].Select(s => (DateTimeOffset?)s.EndsAt).Min(), Progress: progress));
        }

        return offers;
    }

    public async Task<IReadOnlyDictionary<ActivityRef, ActivityLink>> DescribeAsync(IReadOnlyCollection<ActivityRef> activities, CancellationToken cancellationToken)
    {
        var ids = activities.Where(a => a.IsEvent()).Select(a => a.Id).Distinct().ToList();
        if (ids.Count == 0) return new Dictionary<ActivityRef, ActivityLink>();
        var titles = await db.TrainingEvents.Where(e => ids.Contains(e.Id)).Select(e => new { e.Id, e.Title }).ToListAsync(cancellationToken);
        return titles.ToDictionary(e => EventRef.Of(e.Id), e => Link(e.Id, e.Title));
    }

    private async Task<ILookup<Guid, Prerequisite>> PrerequisitesAsync(CancellationToken ct)
    {
        var all = await db.EventPrerequisites.AsNoTracking().ToListAsync(ct);
        // Without the skill's card its level cannot be read on today's scale, and nobody can be asked for it.
        var cards = all.Count > 0 && skills.Value is { } lookup ? await lookup.SkillsAsync([.. all.Select(p => p.SkillId).Distinct()], ct) : new Dictionary<Guid, SkillCard>();
        return all.Where(p => cards.ContainsKey(p.SkillId))
            .ToLookup(p => p.EventId, p => Prerequisite.Held(p.SkillId, cards[p.SkillId].ToCurrent(p.ScaleVersion, p.Ordinal)));
    }

    private static ActivityLink Link(Guid id, string title) => new(title, $"/paths/events/{id}", EventRef.Kind);
}
