using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Submissions;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.WithdrawSubmission;

/// <summary>The learner takes back what was handed in and not judged yet; it is a draft again.</summary>
internal static class WithdrawSubmission
{
    [Requires(PathsPermissions.TakeCourses)]
    internal sealed record Command(Guid CourseId, Guid ItemId) : IWrite<Done>;

    internal sealed class Handler(PathsDb db, SubmissionNotices notices, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var me = user.Me();
            var submission = await db.Submissions.Where(s => s.PersonId == me && s.CourseId == command.CourseId && s.ItemId == command.ItemId)
                .OrderByDescending(s => s.State == SubmissionState.Submitted).FirstOrDefaultAsync(ct);
            if (submission is null) return Error.NotFound();
            var withdrawn = submission.Withdraw(time.GetUtcNow());
            if (withdrawn.IsSuccess) notices.NoLongerWaits(submission);
            return withdrawn;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Post<Command, Done>("courses/{courseId:guid}/tasks/{itemId:guid}/withdrawals", "Takes back what the signed-in person handed in; it is a draft again.");
    }
}
