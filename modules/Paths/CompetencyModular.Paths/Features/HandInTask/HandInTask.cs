using System.Text.Json.Serialization;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Submissions;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.HandInTask;

/// <summary>The learner hands in what was done for a practical task, or keeps it as a draft: the first time, or again after a "not yet", as often as one likes (N2).</summary>
internal static class HandInTask
{
    /// <summary>What shows a piece of work: photos and films from the phone, documents.</summary>
    public static readonly FileRules Rules = new("paths", [.. Sdk.Files.FileKinds.Evidence, .. Sdk.Files.FileKinds.Video], MaxBytes: 50 * 1024 * 1024, MaxFiles: 5);

    [Requires(PathsPermissions.TakeCourses)]
    internal sealed record Command(Guid CourseId, Guid ItemId, [FromBody] Content Submission) : IWrite<Response>;

    internal sealed record Content
    {
        public string? Text { get; set; }

        /// <summary>Files of the draft, or of what was handed in before, that belong to it.</summary>
        public IReadOnlyList<Guid>? Kept { get; set; }

        /// <summary>Not handed in yet.</summary>
        public bool IsDraft { get; set; }

        /// <summary>Stored before the command is sent; the API takes no word for what is in the store.</summary>
        [JsonIgnore]
        public IReadOnlyList<StoredFile> Files { get; set; } = [];
    }

    internal sealed record Response(Guid SubmissionId, int Number, SubmissionState State);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Submission.Text).MaximumLength(10_000).OverridePropertyName(nameof(Content.Text));
    }

    internal sealed class Handler(PathsDb db, Readiness readiness, Assessors assessors, SubmissionNotices notices, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken ct)
        {
            var (now, work) = (time.GetUtcNow(), command.Submission);
            var step = await readiness.StepAsync(command.CourseId, user.Me(), ct);
            if (step.Error is { } refused) return refused;
            var (enrolment, course) = step.Value;
            if (course.Items.FirstOrDefault(i => i.Id == command.ItemId && i.IsTask) is not { } task) return Error.NotFound();

            var latest = await db.Submissions.Include(s => s.Files)
                .Where(s => s.EnrolmentId == enrolment.Id && s.ItemId == task.Id).OrderByDescending(s => s.Number).FirstOrDefaultAsync(ct);
            var begun = TaskSubmission.Begin(enrolment, task, latest, now);
            if (begun.Error is { } closed) return closed;
            var submission = begun.Value;
            if (submission != latest) db.Add(submission);

            var kept = latest?.Files.Where(f => work.Kept?.Contains(f.Id) == true).ToList() ?? [];
            if (submission.Write(work.Text ?? "", kept, work.Files, now).Error is { } unwritten) return unwritten;
            if (enrolment.Work(now).Error is { } error) return error;
            if (!work.IsDraft)
            {
                if (submission.HandIn(task, await assessors.OfAsync(task.AssessedBy, course.Id, enrolment.PersonId, ct), now).Error is { } empty) return empty;
                await notices.WaitsAsync(submission, ct);
            }

            return new Response(submission.Id, submission.Number, submission.State);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Post<Command, Response>("courses/{courseId:guid}/tasks/{itemId:guid}/submissions", "Hands in the signed-in person's work for a practical task, or keeps it as a draft.");
    }
}
