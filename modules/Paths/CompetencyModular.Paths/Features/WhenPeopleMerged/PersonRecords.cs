using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.WhenPeopleMerged;

/// <summary>What would move when two records are merged.</summary>
internal sealed class PersonRecords(PathsDb db) : IPersonRecords
{
    public async Task<IReadOnlyList<PersonRecordCount>> CountAsync(Guid fromId, Guid intoId, CancellationToken cancellationToken)
    {
        var (enrolments, journeys) = (db.Enrolments.Where(e => e.PersonId == fromId), db.Journeys.Where(j => j.PersonId == fromId));
        return
        [
            new("Merge.Courses", await enrolments.CountAsync(cancellationToken), await enrolments.CountAsync(e => db.Enrolments.Any(o => o.PersonId == intoId && o.CourseId == e.CourseId), cancellationToken), "Merge.FurtherStays"),
            new("Merge.Paths", await journeys.CountAsync(cancellationToken), await journeys.CountAsync(j => db.Journeys.Any(o => o.PersonId == intoId && o.PathId == j.PathId), cancellationToken), "Merge.FurtherStays"),
            new("Merge.Seats", await db.Registrations.CountAsync(r => r.PersonId == fromId, cancellationToken), await db.SeatsOfBoth(fromId, intoId).CountAsync(cancellationToken), "Merge.OneSeat"),
        ];
    }
}
