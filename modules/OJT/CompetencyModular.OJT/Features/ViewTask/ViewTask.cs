using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Journal;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;

namespace CompetencyModular.OJT.Features.ViewTask;

/// <summary>A task of somebody's training: what to do, how far it is, what was said and shown, and what the one who looks may do.</summary>
internal static class ViewTask
{
    [Requires(OjtPermissions.View)]
    internal sealed record Query(Guid TaskId) : IRead<Response>;

    /// <param name="IsTrainee">Whether it is the actor's own.</param>
    /// <param name="MayAssess">Whether the actor is somebody who assesses here.</param>
    /// <param name="Fulfils">Whether the actor holds what the rule on assessors asks for (O4).</param>
    /// <param name="Rule">The rule in words; null where there is none.</param>
    internal sealed record Response(
        Guid TrainingId, string Training, TrainingState TrainingState, string Objective, ObjectiveState ObjectiveState, string Title, string Instructions, bool IsRequired, int Minutes,
        TaskState State, string NextStep, string Trainee, string Mentor, bool IsTrainee, bool MayAssess, bool Fulfils, string? Rule, bool MayComment, IReadOnlyList<JournalLine> Journal);

    internal sealed class Handler(TrainingAccess access, AssessorLevels levels, TrainingJournal journal, IPeople people) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            if (await access.OpenTaskAsync(query.TaskId, ct) is not { } seen) return Error.NotFound();
            var training = seen.Training;
            var objective = training.Objectives.First(o => o.Find(query.TaskId) is not null);
            var task = objective.Find(query.TaskId)!;
            var assessor = seen.MayAssess ? await access.AssessorAsync(seen, ct) : null;
            var rule = (await levels.NamesAsync([objective.Assessor], ct)).Values.FirstOrDefault();
            Guid[] both = training.MentorId is { } mentor ? [training.TraineeId, mentor] : [training.TraineeId];
            var names = await people.CardsAsync(both, ct);
            return new Response(
                training.Id, training.Title, training.State, objective.Title, objective.State, task.Title, task.Instructions, task.IsRequired, task.Minutes, task.State, task.NextStep,
                names.GetValueOrDefault(training.TraineeId)?.Name ?? "", training.MentorId is { } id ? names.GetValueOrDefault(id)?.Name ?? "" : "",
                seen.IsTrainee && seen.TakesPart, seen.MayAssess, assessor?.Fulfils(objective.Assessor) ?? false, rule, seen.MayComment, await journal.OfTaskAsync(query.TaskId, ct));
        }
    }
}
