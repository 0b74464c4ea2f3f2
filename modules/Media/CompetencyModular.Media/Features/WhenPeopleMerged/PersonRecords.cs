using CompetencyModular.Media.Persistence;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.WhenPeopleMerged;

/// <summary>What would move when two records are merged.</summary>
internal sealed class PersonRecords(MediaDb db) : IPersonRecords
{
    public async Task<IReadOnlyList<PersonRecordCount>> CountAsync(Guid fromId, Guid intoId, CancellationToken cancellationToken)
    {
        var viewings = db.Viewings.Where(v => v.PersonId == fromId);
        return
        [
            new("Merge.Viewings", await viewings.CountAsync(cancellationToken), await viewings.CountAsync(v => db.Viewings.Any(o => o.PersonId == intoId && o.MediumId == v.MediumId), cancellationToken), "Merge.PartsAddUp"),
            new("Merge.Media", await db.Media.CountAsync(m => m.AuthorId == fromId, cancellationToken)),
        ];
    }
}
