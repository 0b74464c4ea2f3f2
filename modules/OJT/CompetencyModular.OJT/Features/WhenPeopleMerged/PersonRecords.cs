using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.WhenPeopleMerged;

/// <summary>What would move when two records are merged.</summary>
internal sealed class PersonRecords(OjtDb db) : IPersonRecords
{
    public async Task<IReadOnlyList<PersonRecordCount>> CountAsync(Guid fromId, Guid intoId, CancellationToken cancellationToken) =>
    [
        new("Merge.Trainings", await db.Trainings.CountAsync(t => t.TraineeId == fromId, cancellationToken), await db.InBoth(fromId, intoId).CountAsync(cancellationToken), "Merge.Join"),
        new("Merge.Mentored", await db.Trainings.CountAsync(t => t.MentorId == fromId, cancellationToken),
            await db.Trainings.CountAsync(t => (t.MentorId == fromId && t.TraineeId == intoId) || (t.MentorId == intoId && t.TraineeId == fromId), cancellationToken), "Merge.NoOwnMentor"),
        new("Merge.Appointments", await db.Appointments.CountAsync(a => a.PersonId == fromId, cancellationToken)),
    ];
}

/// <summary>What both of two records have.</summary>
internal static class MergedRows
{
    /// <summary>The programmes in which both are under way: one record could not have begun them twice.</summary>
    public static IQueryable<Guid> UnderWayInBoth(this OjtDb db, Guid from, Guid into) =>
        db.Trainings.Open().Where(t => t.TraineeId == from && t.ProgrammeId != null && db.Trainings.Open().Any(o => o.TraineeId == into && o.ProgrammeId == t.ProgrammeId))
            .Select(t => t.ProgrammeId!.Value).Distinct();

    /// <summary>The trainings of the one in programmes that the other has gone through too.</summary>
    public static IQueryable<Training> InBoth(this OjtDb db, Guid from, Guid into) =>
        db.Trainings.Where(t => t.TraineeId == from && t.ProgrammeId != null && db.Trainings.Any(o => o.TraineeId == into && o.ProgrammeId == t.ProgrammeId));
}
