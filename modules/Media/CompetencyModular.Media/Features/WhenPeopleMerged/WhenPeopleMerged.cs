using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.WhenPeopleMerged;

/// <summary>Two records were one human: what both have watched is theirs. What was completed stays; of what is open in both, the played parts add up.</summary>
internal sealed class WhenPeopleMerged(MediaDb db) : IConsumer<PeopleMerged>
{
    /// <summary>Beyond any count, so that rows can be numbered anew without two having the same number in between.</summary>
    private const int Aside = 100_000;

    public async Task HandleAsync(PeopleMerged happened, EventContext context, CancellationToken cancellationToken)
    {
        var (from, into) = (happened.FromId, happened.IntoId);
        var both = await db.Viewings.Where(v => v.PersonId == into && db.Viewings.Any(o => o.PersonId == from && o.MediumId == v.MediumId) || v.PersonId == from).ToListAsync(cancellationToken);
        foreach (var viewings in both.GroupBy(v => v.MediumId).Where(g => g.Any(v => v.PersonId == into)).Select(g => g.ToList()))
        {
            // The record that stays goes on; where it has nothing open, the other's does.
            var open = viewings.Where(v => !v.IsCompleted).OrderByDescending(v => v.PersonId == into).ThenByDescending(v => v.TouchedAt).ToList();
            foreach (var other in open.Skip(1))
            {
                open[0].TakeIn(other);
                db.Remove(other);
                viewings.Remove(other);
            }

            await db.SaveChangesAsync(cancellationToken);
            var order = viewings.OrderBy(v => v.CompletedAt ?? DateTimeOffset.MaxValue).ThenBy(v => v.BegunAt).Select(v => v.Id).ToList();
            foreach (var step in new[] { Aside, 0 })
                foreach (var (id, index) in order.Select((id, index) => (id, index)))
                    await db.Viewings.Where(v => v.Id == id).ExecuteUpdateAsync(v => v.SetProperty(x => x.Occurrence, step + index + 1), cancellationToken);
        }

        await db.MovePersonAsync(from, into, cancellationToken);
    }
}
