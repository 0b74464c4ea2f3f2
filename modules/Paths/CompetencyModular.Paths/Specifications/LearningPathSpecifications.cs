using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Specifications;

internal static class LearningPathSpecifications
{
    /// <summary>With all it consists of, for a change.</summary>
    public static IQueryable<LearningPath> Whole(this IQueryable<LearningPath> paths) => paths.Include(p => p.Steps).Include(p => p.Goals).Include(p => p.Tags).AsSplitQuery();

    /// <summary>With all it consists of, for a look.</summary>
    public static IQueryable<LearningPath> AsInForce(this IQueryable<LearningPath> paths) => paths.AsNoTracking().Whole();

    /// <summary>Paths that are on offer, and those that the person is on, whatever became of them.</summary>
    public static IQueryable<LearningPath> PathsOpenTo(this PathsDb db, Guid personId) =>
        db.Paths.Where(p => p.State == PathState.Published || (p.State == PathState.Retired && db.Journeys.Any(j => j.PathId == p.Id && j.PersonId == personId)));

    /// <summary>Assignments that count.</summary>
    public static IQueryable<PathAssignment> Current(this IQueryable<PathAssignment> assignments) => assignments.Where(a => a.EndedAt == null);
}
