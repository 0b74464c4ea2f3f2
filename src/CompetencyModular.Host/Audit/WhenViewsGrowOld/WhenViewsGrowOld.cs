using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Events;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Audit.WhenViewsGrowOld;

/// <summary>Forgets after a year who looked at records.</summary>
internal sealed class WhenViewsGrowOld(PlatformDb db) : IConsumer<DayBegan>
{
    public Task HandleAsync(DayBegan happened, EventContext context, CancellationToken cancellationToken)
    {
        var oldest = happened.Day.AddYears(-1);
        return db.Set<RecordView>().Where(v => v.Day < oldest).ExecuteDeleteAsync(cancellationToken);
    }
}
