using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.WhenPeopleMerged;

/// <summary>
/// Two records were one human: their courses, paths and seats are theirs. What both mastered stays a fact (N3); of what both have begun the further one goes on with
/// what was done in the other, and of two seats in one session one is given back.
/// </summary>
internal sealed class WhenPeopleMerged(PathsDb db, IEvents events, TimeProvider time) : IConsumer<PeopleMerged>
{
    /// <summary>Beyond any count, so that rows can be numbered anew without two having the same number in between.</summary>
    private const int Aside = 100_000;

    public async Task HandleAsync(PeopleMerged happened, EventContext context, CancellationToken cancellationToken)
    {
        var (from, into) = (happened.FromId, happened.IntoId);
        var united = await KeepFurtherEnrolmentsAsync(from, into, cancellationToken);
        await KeepFurtherJourneysAsync(from, into, cancellationToken);
        await KeepOneSeatAsync(from, into, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await db.MovePersonAsync(from, into, cancellationToken);
        await SeeWhatIsMasteredAsync(united, cancellationToken);
    }

    /// <summary>Both together may have done all that a course asks for.</summary>
    private async Task SeeWhatIsMasteredAsync(IReadOnlyCollection<Guid> united, CancellationToken cancellationToken)
    {
        if (united.Count == 0) return;
        db.ChangeTracker.Clear();
        var enrolments = await db.Enrolments.Where(e => united.Contains(e.Id) && e.MasteredAt == null).Include(e => e.Progress).Include(e => e.Tries).AsSplitQuery().ToListAsync(cancellationToken);
        var ids = enrolments.Select(e => e.CourseId).ToList();
        var courses = await db.Courses.Where(c => ids.Contains(c.Id)).Include(c => c.Items).Include(c => c.Questions).AsSplitQuery().ToDictionaryAsync(c => c.Id, cancellationToken);
        foreach (var enrolment in enrolments)
        {
            enrolment.SeeWhetherAllIsThere(courses[enrolment.CourseId], time.GetUtcNow());
            if (enrolment.Completion is { } completed) events.Publish(completed);
        }
    }

    /// <returns>Those in which the work of two goes on.</returns>
    private async Task<List<Guid>> KeepFurtherEnrolmentsAsync(Guid from, Guid into, CancellationToken cancellationToken)
    {
        var united = new List<Guid>();
        var others = db.Enrolments.Where(e => e.PersonId == from).Select(e => e.CourseId);
        var both = await db.Enrolments.AsNoTracking().Where(e => (e.PersonId == into && others.Contains(e.CourseId)) || e.PersonId == from).ToListAsync(cancellationToken);
        foreach (var course in both.GroupBy(e => e.CourseId).Where(g => g.Any(e => e.PersonId == into)))
        {
            var further = course.Where(e => !e.IsMastered).OrderByDescending(e => e.State is EnrolmentState.Left ? 0 : e.State is EnrolmentState.Enrolled ? 1 : 2).ThenByDescending(e => e.TouchedAt).ToList();
            var less = further.Skip(course.Any(e => e.IsMastered) && further.TrueForAll(e => e.Occurrence == 1) ? 0 : 1).Select(e => e.Id).ToList();
            var goesOn = course.Where(e => !less.Contains(e.Id)).OrderBy(e => e.IsMastered).ThenByDescending(e => e.TouchedAt).First().Id;
            foreach (var id in less) await KeepWorkAsync(id, goesOn, cancellationToken);
            if (less.Count > 0) united.Add(goesOn);
            await db.Enrolments.Where(e => less.Contains(e.Id)).ExecuteDeleteAsync(cancellationToken);
            var stay = course.Where(e => !less.Contains(e.Id)).OrderBy(e => e.MasteredAt ?? DateTimeOffset.MaxValue).ThenBy(e => e.EnrolledAt).Select(e => e.Id).ToList();
            foreach (var step in new[] { Aside, 0 })
                foreach (var (id, index) in stay.Select((id, index) => (id, index)))
                    await db.Enrolments.Where(e => e.Id == id).ExecuteUpdateAsync(e => e.SetProperty(x => x.Occurrence, step + index + 1), cancellationToken);
        }

        return united;
    }

    /// <summary>What was done, tried and handed in stays, in the enrolment that goes on; tries and submissions after those there.</summary>
    private async Task KeepWorkAsync(Guid from, Guid into, CancellationToken cancellationToken)
    {
        var done = db.Set<ItemProgress>();
        await done.Where(p => p.EnrolmentId == from && !done.Any(o => o.EnrolmentId == into && o.ItemId == p.ItemId)).ExecuteUpdateAsync(p => p.SetProperty(x => x.EnrolmentId, into), cancellationToken);
        var tries = db.Set<Try>();
        var lastTry = await tries.Where(t => t.EnrolmentId == into).MaxAsync(t => (int?)t.Number, cancellationToken) ?? 0;
        await tries.Where(t => t.EnrolmentId == from).ExecuteUpdateAsync(t => t.SetProperty(x => x.Number, x => x.Number + lastTry).SetProperty(x => x.EnrolmentId, into), cancellationToken);
        var last = await db.Submissions.Where(s => s.EnrolmentId == from || s.EnrolmentId == into).MaxAsync(s => (int?)s.Number, cancellationToken) ?? 0;
        await db.Submissions.Where(s => s.EnrolmentId == from).ExecuteUpdateAsync(s => s.SetProperty(x => x.Number, x => x.Number + last).SetProperty(x => x.EnrolmentId, into), cancellationToken);
    }

    private async Task KeepFurtherJourneysAsync(Guid from, Guid into, CancellationToken cancellationToken)
    {
        var others = db.Journeys.Where(j => j.PersonId == from).Select(j => j.PathId);
        var both = await db.Journeys.AsNoTracking().Where(j => (j.PersonId == into && others.Contains(j.PathId)) || j.PersonId == from).ToListAsync(cancellationToken);
        var less = both.GroupBy(j => j.PathId).SelectMany(g => g.OrderByDescending(j => j.MasteredAt is not null ? 2 : j.LeftAt is null ? 1 : 0).ThenBy(j => j.StartedAt).Skip(1)).Select(j => j.Id).ToList();
        await db.Journeys.Where(j => less.Contains(j.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task KeepOneSeatAsync(Guid from, Guid into, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var sessions = await db.SeatsOfBoth(from, into).Select(r => r.SessionId).ToListAsync(cancellationToken);
        foreach (var sessionId in sessions)
        {
            // Few are in one session twice, and each session is locked while its seats change hands.
            if (await db.LockSessionAsync(sessionId, cancellationToken) is not { } session) continue;
            var pair = session.Registrations.Where(r => r.PersonId == from || r.PersonId == into).OrderByDescending(r => RankOf(r.State)).ThenBy(r => r.Turn).ToList();
            var less = pair[^1];
            if (less.IsOpen && session.Withdraw(less.PersonId, now) is { IsSuccess: true, Value.Count: > 0 } moved)
            {
                var title = await db.TrainingEvents.Where(e => e.Id == session.EventId).Select(e => e.Title).SingleAsync(cancellationToken);
                events.TellMovedUp(session, moved.Value, title);
            }

            db.Remove(less);
        }
    }

    private static int RankOf(RegistrationState state) => state switch
    {
        RegistrationState.Attended => 4,
        RegistrationState.Registered => 3,
        RegistrationState.Waiting => 2,
        RegistrationState.Absent => 1,
        _ => 0,
    };
}

/// <summary>What both of two records have.</summary>
internal static class MergedRows
{
    public static IQueryable<Registration> SeatsOfBoth(this PathsDb db, Guid from, Guid into) =>
        db.Registrations.Where(r => r.PersonId == from && db.Registrations.Any(o => o.PersonId == into && o.SessionId == r.SessionId));
}
