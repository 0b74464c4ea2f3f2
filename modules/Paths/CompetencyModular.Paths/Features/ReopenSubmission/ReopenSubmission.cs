using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Submissions;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.ReopenSubmission;

/// <summary>"Mastered" was said by mistake: what the task and the course awarded and earned is withdrawn (E3, N3), and the learner goes on.</summary>
internal static class ReopenSubmission
{
    [Requires(PathsPermissions.Assess)]
    internal sealed record Command(Guid Id, [FromBody] Content Reopening) : IWrite<Done>;

    internal sealed record Content
    {
        /// <summary>What is still to come; the learner reads it.</summary>
        public string? Reason { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reopening.Reason).NotEmpty().MaximumLength(2000).OverridePropertyName(nameof(Content.Reason));
    }

    internal sealed class Handler(PathsDb db, Assessors assessors, SubmissionNotices notices, ICurrentUser user, IEvents events, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var (me, reason, now) = (user.Me(), command.Reopening.Reason!.Trim(), time.GetUtcNow());
            if (await assessors.OpenToActor().FirstOrDefaultAsync(s => s.Id == command.Id, ct) is not { } submission) return Error.NotFound();
            if (submission.Reopen(reason, me, now).Error is { } refused) return refused;
            events.Publish(new ActivityRevoked(submission.PersonId, TaskRef.Of(submission.ItemId), submission.Id.ToString(), reason, me, now));

            var enrolment = await db.Enrolments.Include(e => e.Progress).SingleAsync(e => e.Id == submission.EnrolmentId, ct);
            var isLatest = !await db.Enrolments.AnyAsync(e => e.PersonId == enrolment.PersonId && e.CourseId == enrolment.CourseId && e.Occurrence > enrolment.Occurrence, ct);
            if (enrolment.ReopenTask(submission.ItemId, isLatest, reason, me, now) is { } revoked) events.Publish(revoked);
            await notices.ReopenedAsync(submission, ct);
            return Done.Value;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Post<Command, Done>("submissions/{id:guid}/reopenings", "Takes back that a practical task was mastered, with a reason that the learner reads.");
    }
}
