using CompetencyModular.OJT.Domain;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;

namespace CompetencyModular.OJT.Features.OpenGuestTraining;

/// <summary>The training that a guest's link opens.</summary>
internal static class OpenGuestTraining
{
    [Requires(OjtPermissions.Guest)]
    internal sealed record Query(string Token) : IRead<Response>;

    internal sealed record Response(string Title, string Goal, TrainingState State, string Trainee, string Mentor, bool IsTrainee, DateOnly Until, IReadOnlyList<ObjectiveRow> Objectives)
    {
        public int Required => Objectives.Sum(o => o.Tasks.Count(t => t.IsRequired));

        public int Done => Objectives.Sum(o => o.Tasks.Count(t => t.IsRequired && t.State is TaskState.Demonstrated));
    }

    internal sealed record ObjectiveRow(Guid Id, string Title, string Description, ObjectiveState State, bool MaySign, IReadOnlyList<TaskRow> Tasks);

    internal sealed record TaskRow(Guid Id, string Title, TaskState State, bool IsRequired, int Minutes);

    internal sealed class Handler(GuestAccess access, IPeople people) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            if (await access.OpenAsync(query.Token, ct) is not { } opened) return Error.NotFound();
            var training = opened.Seen.Training;
            var assessor = opened.Seen.MayAssess ? await access.AssessorAsync(opened.Seen, ct) : null;
            Guid[] both = training.MentorId is { } mentor ? [training.TraineeId, mentor] : [training.TraineeId];
            var names = await people.CardsAsync(both, ct);
            return new Response(
                training.Title, training.Goal, training.State, names.GetValueOrDefault(training.TraineeId)?.Name ?? "", training.MentorId is { } id ? names.GetValueOrDefault(id)?.Name ?? "" : "",
                opened.Seen.IsTrainee, opened.Invitation.Until,
                [
                    .. training.Objectives.Where(o => !o.IsFormer).Select(o => new ObjectiveRow(
                        o.Id, o.Title, o.Description, o.State, o.State is ObjectiveState.Demonstrated && assessor?.Fulfils(o.Assessor) is true,
                        [.. o.Tasks.Select(t => new TaskRow(t.Id, t.Title, t.State, t.IsRequired, t.Minutes))])),
                ]);
        }
    }
}
