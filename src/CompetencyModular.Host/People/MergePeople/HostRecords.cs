using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.People.MergePeople;

/// <summary>What the host itself keeps of a person beside the record.</summary>
internal sealed class HostRecords(PlatformDb db) : IPersonRecords
{
    public async Task<IReadOnlyList<PersonRecordCount>> CountAsync(Guid fromId, Guid intoId, CancellationToken cancellationToken)
    {
        var planned = db.Set<FutureMove>().Where(m => m.State == MoveState.Planned);
        var moves = await planned.CountAsync(m => m.PersonId == fromId, cancellationToken);
        return
        [
            new("Merge.Reports", await db.Set<Person>().CountAsync(p => p.ManagerId == fromId, cancellationToken)),
            new("Merge.Deputies", await db.Set<Deputy>().CountAsync(d => d.PersonId == fromId || d.DeputyId == fromId, cancellationToken)),
            new("Merge.Moves", moves, moves > 0 && await planned.AnyAsync(m => m.PersonId == intoId, cancellationToken) ? moves : 0, "Merge.MovesDecision"),
            new("Merge.Notices", await db.Set<Notices.Notice>().CountAsync(n => n.PersonId == fromId, cancellationToken)),
        ];
    }
}
