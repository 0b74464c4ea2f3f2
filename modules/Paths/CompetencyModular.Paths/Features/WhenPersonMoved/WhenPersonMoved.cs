using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Submissions;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.WhenPersonMoved;

/// <summary>Sends what waits to whoever judges now: somebody's own work, and what waits on somebody who has left or come back.</summary>
internal sealed class WhenPersonMoved(PathsDb db, Assessors assessors, SubmissionNotices notices) : IConsumer<PersonMoved>
{
    public async Task HandleAsync(PersonMoved happened, EventContext context, CancellationToken cancellationToken)
    {
        var waiting = await db.Submissions
            .Where(s => s.State == SubmissionState.Submitted && (s.PersonId == happened.PersonId || s.AssessorId == happened.PersonId))
            .Join(db.Items, s => s.ItemId, i => i.Id, (s, i) => new { Submission = s, i.AssessedBy }).ToListAsync(cancellationToken);
        // Few wait on one person at a time, and each goes its own way.
        foreach (var (submission, rule) in waiting.Select(w => (w.Submission, w.AssessedBy)))
        {
            var before = submission.AssessorId;
            submission.WaitOn(await assessors.OfAsync(rule, submission.CourseId, submission.PersonId, cancellationToken));
            if (submission.AssessorId == before) continue;
            notices.NoLongerWaits(submission);
            await notices.WaitsAsync(submission, cancellationToken);
        }
    }
}
