using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Events;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.WhenDayBegan;

/// <summary>Empties the trash of what has lain in it for as long as the organisation has set.</summary>
internal sealed class WhenDayBegan(MediaDb db, TimeProvider time) : IConsumer<DayBegan>
{
    public async Task HandleAsync(DayBegan happened, EventContext context, CancellationToken cancellationToken)
    {
        var days = await db.TrashDaysAsync(cancellationToken);
        if (days == 0) return;
        var now = time.GetUtcNow();
        var before = now.AddDays(-days);
        foreach (var medium in await db.Media.Whole().Where(m => m.TrashedAt <= before).ToListAsync(cancellationToken)) await db.RemoveForGoodAsync(medium, now, cancellationToken);
    }
}
