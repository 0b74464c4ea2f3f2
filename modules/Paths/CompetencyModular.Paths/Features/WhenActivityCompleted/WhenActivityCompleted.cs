using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Notices;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.WhenActivityCompleted;

/// <summary>Somebody completed a medium, for instance: where it is part of a course under way, that part is done (R6.5).</summary>
internal sealed class WhenActivityCompleted(PathsDb db, Readiness readiness, IEvents events, TimeProvider time) : IConsumer<ActivityCompleted>
{
    public async Task HandleAsync(ActivityCompleted completed, EventContext context, CancellationToken cancellationToken)
    {
        if (completed.Activity.IsCourse()) return;
        var target = completed.Activity.ToString();
        var parts = await db.Enrolments
            .Where(e => e.PersonId == completed.PersonId && (e.State == EnrolmentState.Enrolled || e.State == EnrolmentState.InProgress))
            .Join(db.Items.Where(i => i.Kind == ItemKind.Activity && i.Target == target), e => e.CourseId, i => i.CourseId, (e, i) => new { i.CourseId, ItemId = i.Id })
            .Distinct().ToListAsync(cancellationToken);
        foreach (var part in parts)
        {
            // What comes first is not there yet: the person says so on the course's page, once it is.
            var step = await readiness.StepAsync(part.CourseId, completed.PersonId, cancellationToken);
            if (step.Error is not null) continue;
            var (enrolment, course) = step.Value;
            if (enrolment.Finish(course.Items.Single(i => i.Id == part.ItemId), course, time.GetUtcNow()).Error is not null) continue;
            if (enrolment.Completion is not { } mastered) continue;
            events.Publish(mastered);
            events.Notify<PathsModule>(completed.PersonId, $"course/{course.Id}", new NewNotice(NoticeKind.News, "Notice.Mastered", $"paths/courses/{course.Id}", course.Title));
        }
    }
}
