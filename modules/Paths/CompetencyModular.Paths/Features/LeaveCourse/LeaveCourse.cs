using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Paths.Submissions;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.LeaveCourse;

/// <summary>Somebody sets a course aside; the progress is kept.</summary>
internal static class LeaveCourse
{
    [Requires(PathsPermissions.TakeCourses)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(PathsDb db, SubmissionNotices notices, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await db.Enrolments.LatestOf(user.Me(), command.Id).FirstOrDefaultAsync(ct) is not { } enrolment) return Error.NotFound();
            if (enrolment.Leave(time.GetUtcNow()).Error is { } refused) return refused;
            // Nobody judges what was set aside: what waits is a draft again, and there when the course is taken up again.
            foreach (var waiting in await db.Submissions.Where(s => s.EnrolmentId == enrolment.Id && s.State == SubmissionState.Submitted).ToListAsync(ct))
            {
                waiting.Withdraw(time.GetUtcNow());
                notices.NoLongerWaits(waiting);
            }

            return Done.Value;
        }
    }
}
