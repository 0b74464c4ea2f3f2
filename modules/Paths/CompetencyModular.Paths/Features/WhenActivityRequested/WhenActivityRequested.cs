using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Notices;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.WhenActivityRequested;

/// <summary>An accepted plan, for instance, holds a course: the person is enrolled, and the reason kept.</summary>
internal sealed class WhenActivityRequested(PathsDb db, IEvents events, TimeProvider time) : IConsumer<ActivityRequested>
{
    public async Task HandleAsync(ActivityRequested requested, EventContext context, CancellationToken cancellationToken)
    {
        if (!requested.Activity.IsCourse()) return;
        var course = await db.Courses.FirstOrDefaultAsync(c => c.Id == requested.Activity.Id, cancellationToken);
        if (course is null) return;
        var latest = await db.Enrolments.LatestOf(requested.PersonId, course.Id).FirstOrDefaultAsync(cancellationToken);
        // What was mastered since the wish was made fulfils it; a later wish begins a new occurrence.
        if (latest?.MasteredAt >= context.OccurredAt) return;
        var enrolled = Enrolment.In(course, latest, requested.PersonId, requested.Reason, context.ActorId, time.GetUtcNow());
        // A course that was retired meanwhile is no longer on offer; the next plan will not hold it.
        if (enrolled.Error is not null || enrolled.Value == latest) return;
        db.Add(enrolled.Value);
        // Who accepted their own plan knows what is in it.
        if (context.ActorId != requested.PersonId)
            events.Notify<PathsModule>(requested.PersonId, $"course/{course.Id}", new NewNotice(NoticeKind.News, "Notice.Enrolled", $"paths/courses/{course.Id}", course.Title));
    }
}
