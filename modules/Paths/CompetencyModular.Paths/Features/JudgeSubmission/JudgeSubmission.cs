using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Submissions;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.JudgeSubmission;

/// <summary>An assessor reads what was handed in for a practical task and says: mastered, or not yet and what comes next (N1).</summary>
internal static class JudgeSubmission
{
    [Requires(PathsPermissions.Assess)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="Instructions">As they were when it was handed in, like title and criteria.</param>
    /// <param name="HasChanged">Whether the author has changed the task since.</param>
    /// <param name="Handed">All that the learner handed in for it, the latest first, with what was said.</param>
    /// <param name="Assessor">On whom it waits, by name; empty for all who judge for everybody.</param>
    internal sealed record Response(
        Guid CourseId, string Course, string Title, string Instructions, IReadOnlyList<string> Criteria, bool HasChanged, string Learner, string LearnerUnit, SubmissionState State, int Number,
        AssessedBy AssessedBy, string Assessor, IReadOnlyList<SubmissionLine> Handed);

    [Requires(PathsPermissions.Assess)]
    internal sealed record Command(Guid Id, [FromBody] Content Judgement) : IWrite<Done>;

    internal sealed record Content
    {
        public SubmissionVerdict? Verdict { get; set; }

        /// <summary>A word to the learner; with a "not yet" the next step.</summary>
        public string? Feedback { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Judgement.Verdict).NotNull().IsInEnum().OverridePropertyName(nameof(Content.Verdict));
            RuleFor(c => c.Judgement.Feedback).MaximumLength(4000).OverridePropertyName(nameof(Content.Feedback));
        }
    }

    internal sealed class QueryHandler(PathsDb db, Assessors assessors, SubmissionReader submissions, IPeople people) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            if (await assessors.OpenToActor().AsNoTracking().FirstOrDefaultAsync(s => s.Id == query.Id, ct) is not { } submission) return Error.NotFound();
            var course = await db.Courses.Where(c => c.Id == submission.CourseId).Select(c => c.Title).SingleAsync(ct);
            var task = await db.Items.AsNoTracking().SingleAsync(i => i.Id == submission.ItemId, ct);
            var handed = (await submissions.OfAsync(submission.EnrolmentId, submission.ItemId, ct)).Where(l => l.State is not SubmissionState.Draft).ToList();
            var learner = (await people.CardsAsync([submission.PersonId], ct)).GetValueOrDefault(submission.PersonId);
            return new Response(
                submission.CourseId, course, submission.Title, submission.Instructions, submission.Criteria,
                task.Title != submission.Title || task.Body != submission.Instructions || !task.Criteria.SequenceEqual(submission.Criteria),
                learner?.Name ?? "", learner?.Unit ?? "", submission.State, submission.Number, task.AssessedBy, handed.First(l => l.Id == submission.Id).Assessor, handed);
        }
    }

    internal sealed class CommandHandler(PathsDb db, Assessors assessors, SubmissionNotices notices, ICurrentUser user, IEvents events, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            if (await assessors.OpenToActor().FirstOrDefaultAsync(s => s.Id == command.Id, ct) is not { } submission) return Error.NotFound();
            if (submission.Judge(command.Judgement.Verdict!.Value, command.Judgement.Feedback ?? "", user.Me(), now).Error is { } refused) return refused;
            await notices.JudgedAsync(submission, ct);
            if (submission.State is not SubmissionState.Mastered) return Done.Value;

            events.Publish(new ActivityCompleted(submission.PersonId, TaskRef.Of(submission.ItemId), submission.Id.ToString(), submission.Title, now));
            var course = await db.Courses.Include(c => c.Items).SingleAsync(c => c.Id == submission.CourseId, ct);
            var enrolment = await db.Enrolments.Include(e => e.Progress).Include(e => e.Tries).AsSplitQuery().SingleAsync(e => e.Id == submission.EnrolmentId, ct);
            enrolment.MasterTask(course.Items.Single(i => i.Id == submission.ItemId), course, now);
            if (enrolment.Completion is { } completed)
            {
                events.Publish(completed);
                events.Notify<PathsModule>(enrolment.PersonId, $"course/{course.Id}", new NewNotice(NoticeKind.News, "Notice.Mastered", $"paths/courses/{course.Id}", course.Title));
            }

            return Done.Value;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Post<Command, Done>("submissions/{id:guid}/judgements", "Judges what somebody handed in for a practical task.");
    }
}
