using CompetencyModular.Paths.Domain;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.People;

namespace CompetencyModular.Paths.Submissions;

/// <summary>Tells assessors what waits on them, and learners what came of it.</summary>
internal sealed class SubmissionNotices(IEvents events, IPeople people)
{
    public async Task WaitsAsync(TaskSubmission submission, CancellationToken ct)
    {
        events.Settle<PathsModule>(MineKey(submission));
        var assessors = submission.AssessorId is { } one ? [one] : await people.HoldersOfAsync(PathsPermissions.AssessWidely, ct);
        var learner = (await people.CardsAsync([submission.PersonId], ct)).GetValueOrDefault(submission.PersonId)?.Name ?? "";
        foreach (var assessor in assessors.Where(a => a != submission.PersonId))
            events.Notify<PathsModule>(assessor, Key(submission), new NewNotice(NoticeKind.WaitsOnYou, "Notice.Submitted", $"paths/submissions/{submission.Id}", learner, submission.Title));
    }

    public void NoLongerWaits(TaskSubmission submission) => events.Settle<PathsModule>(Key(submission));

    public async Task JudgedAsync(TaskSubmission submission, CancellationToken ct)
    {
        NoLongerWaits(submission);
        var by = submission.JudgedById!.Value;
        var assessor = (await people.CardsAsync([by], ct)).GetValueOrDefault(by)?.Name ?? "";
        events.Notify<PathsModule>(submission.PersonId, MineKey(submission), new NewNotice(
            NoticeKind.Decided, submission.State is SubmissionState.Mastered ? "Notice.TaskMastered" : "Notice.TaskNotYet",
            $"paths/courses/{submission.CourseId}/tasks/{submission.ItemId}", assessor, submission.Title));
    }

    public async Task ReopenedAsync(TaskSubmission submission, CancellationToken ct)
    {
        var by = submission.ReopenedById!.Value;
        var assessor = (await people.CardsAsync([by], ct)).GetValueOrDefault(by)?.Name ?? "";
        events.Notify<PathsModule>(submission.PersonId, MineKey(submission), new NewNotice(
            NoticeKind.Decided, "Notice.TaskReopened", $"paths/courses/{submission.CourseId}/tasks/{submission.ItemId}", assessor, submission.Title));
    }

    private static string Key(TaskSubmission submission) => $"submission/{submission.Id}";

    private static string MineKey(TaskSubmission submission) => $"my-task/{submission.EnrolmentId}/{submission.ItemId}";
}
