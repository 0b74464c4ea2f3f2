using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Specifications;

internal static class TrainingSpecifications
{
    /// <summary>With objectives and tasks, for a change.</summary>
    public static IQueryable<Training> Whole(this IQueryable<Training> trainings) => trainings.Include(t => t.Objectives).ThenInclude(o => o.Tasks).AsSplitQuery();

    /// <summary>With objectives and tasks, for a change; the versions are not part of it.</summary>
    public static IQueryable<Programme> Whole(this IQueryable<Programme> programmes) => programmes.Include(p => p.Objectives).ThenInclude(o => o.Tasks).AsSplitQuery();

    /// <summary>Trainings that are wished for or under way.</summary>
    public static IQueryable<Training> Open(this IQueryable<Training> trainings) => trainings.Where(t => t.State == TrainingState.Active || t.State == TrainingState.Requested);

    /// <summary>Objectives whose required tasks are all demonstrated and that wait for the sign-off (O2).</summary>
    public static IQueryable<TrainingObjective> WaitingForSignOff(this IQueryable<TrainingObjective> objectives) => objectives.Where(o =>
        o.AttestedAt == null && !o.IsFormer && o.Tasks.Any(t => t.IsRequired) && o.Tasks.All(t => !t.IsRequired || t.State == TaskState.Demonstrated));

    /// <summary>Appointments that count on a day.</summary>
    public static IQueryable<Appointment> InForce(this IQueryable<Appointment> appointments, DateOnly today) => appointments.Where(a => a.EndedAt == null && a.Until >= today);

    /// <summary>The version that new trainings of a programme follow.</summary>
    public static async Task<ProgrammeVersion?> LatestVersionAsync(this OjtDb db, Guid programmeId, CancellationToken ct) =>
        await db.Versions.AsNoTracking().Where(v => v.ProgrammeId == programmeId).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct);
}
