using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.WhenPeopleMerged;

/// <summary>Two records were one human: the profiles, exemptions and aims of both are theirs. A profile that both held at the same time is held once, and the main profile of the record that stays is the main one.</summary>
internal sealed class WhenPeopleMerged(RolesDb db, TimeProvider time) : IConsumer<PeopleMerged>
{
    public async Task HandleAsync(PeopleMerged happened, EventContext context, CancellationToken cancellationToken)
    {
        var (from, into) = (happened.FromId, happened.IntoId);
        var moved = await db.Assignments.Where(a => a.PersonId == from).Select(a => a.Id).ToListAsync(cancellationToken);
        await db.MovePersonAsync(from, into, cancellationToken);
        if (moved.Count == 0) return;

        var all = await db.Assignments.Include(a => a.Suspensions).Where(a => a.PersonId == into).OrderBy(a => a.From).ThenBy(a => a.Id).ToListAsync(cancellationToken);
        var (others, own) = (all.FindAll(a => moved.Contains(a.Id)), all.FindAll(a => !moved.Contains(a.Id)));
        foreach (var other in others)
        {
            foreach (var same in own.Where(o => o.ProfileId == other.ProfileId && !o.IsWithdrawn && !other.IsWithdrawn && o.Overlaps(other.From, other.Until)))
            {
                if (same.Until is { } last && (other.Until is null || other.Until > last)) same.End(other.Until);
                other.GiveWay(same.From);
            }

            if (!other.IsWithdrawn && other.IsPrimary && own.Exists(o => o.IsPrimary && !o.IsWithdrawn && o.Overlaps(other.From, other.Until)))
                db.Assignments.AddRange(other.StepBack(other.From, null, time.GetUtcNow(), null));
        }
    }
}
