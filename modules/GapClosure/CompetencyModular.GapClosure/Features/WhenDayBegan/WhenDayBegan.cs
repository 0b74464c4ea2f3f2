using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.WhenDayBegan;

/// <summary>
/// Sends on what waits on people who can no longer decide: roles end, levels lapse, and no event tells of it. What can be decided stays where it is (A3).
/// </summary>
[InFeature(GapClosureFeatures.Approvals)]
internal sealed class WhenDayBegan(GapClosureDb db, Rerouting rerouting) : IConsumer<DayBegan>
{
    private const int AtOnce = 200;

    public async Task HandleAsync(DayBegan happened, EventContext context, CancellationToken cancellationToken)
    {
        var waiting = await db.Requests.Where(r => r.State == RequestState.Submitted).OrderBy(r => r.SubmittedAt).Select(r => r.Id).ToListAsync(cancellationToken);
        foreach (var chunk in waiting.Chunk(AtOnce))
        {
            foreach (var request in await db.Requests.Whole().Where(r => chunk.Contains(r.Id)).ToListAsync(cancellationToken)) await rerouting.LookAfterAsync(request, cancellationToken);
        }
    }
}
