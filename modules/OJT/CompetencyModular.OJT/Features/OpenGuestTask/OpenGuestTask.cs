using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Journal;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.OJT.Features.OpenGuestTask;

/// <summary>A task of the training that a guest's link opens.</summary>
internal static class OpenGuestTask
{
    [Requires(OjtPermissions.Guest)]
    internal sealed record Query(string Token, Guid TaskId) : IRead<Response>;

    /// <param name="FilesLeft">How many files the training still has room for.</param>
    internal sealed record Response(
        string Training, TrainingState TrainingState, string Title, string Instructions, bool IsRequired, int Minutes, TaskState State, string NextStep, bool IsTrainee, bool MayJudge, int FilesLeft, IReadOnlyList<JournalLine> Journal);

    internal sealed class Handler(GuestAccess access, GuestFiles files, TrainingJournal journal) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            if (await access.OpenAsync(query.Token, ct) is not { } opened) return Error.NotFound();
            var training = opened.Seen.Training;
            if (training.Objectives.FirstOrDefault(o => o.Find(query.TaskId) is not null) is not { } objective) return Error.NotFound();
            var task = objective.Find(query.TaskId)!;
            var mayJudge = opened.Seen.MayAssess && (await access.AssessorAsync(opened.Seen, ct)).Fulfils(objective.Assessor);
            return new Response(
                training.Title, training.State, task.Title, task.Instructions, task.IsRequired, task.Minutes, task.State, task.NextStep, opened.Seen.IsTrainee, mayJudge, await files.LeftAsync(training.Id, ct), await journal.OfTaskAsync(task.Id, ct));
        }
    }
}
