using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.MyTraining;

/// <summary>What somebody learns on the job: trainings with their objectives and tasks, and what comes next.</summary>
internal static class MyTraining
{
    private const int Most = 50;

    /// <param name="OpenOnly">Only what is under way or waits for a mentor.</param>
    [Requires(OjtPermissions.TakePart)]
    internal sealed record Query(bool OpenOnly = false) : IRead<Response>;

    internal sealed record Response(IReadOnlyList<Row> Trainings);

    /// <param name="Mentor">The mentor's name; empty while there is none.</param>
    internal sealed record Row(Guid Id, string Title, Scheme Scheme, TrainingState State, string Goal, DateOnly? DueOn, string Mentor, DateTimeOffset? CompletedAt, IReadOnlyList<ObjectiveRow> Objectives)
    {
        public int Required => Objectives.Where(o => !o.IsFormer).Sum(o => o.Tasks.Count(t => t.IsRequired));

        public int Done => Objectives.Where(o => !o.IsFormer).Sum(o => o.Tasks.Count(t => t.IsRequired && t.State is TaskState.Demonstrated));

        /// <summary>Where one goes on: what needs another try, then what is under way, then the next required task.</summary>
        public TaskRow? Next => State is not TrainingState.Active ? null : Objectives.Where(o => !o.IsFormer).SelectMany(o => o.Tasks)
            .Where(t => t.State is TaskState.NotYet or TaskState.InProgress || (t.State is TaskState.Planned && t.IsRequired))
            .OrderBy(t => t.State switch { TaskState.NotYet => 0, TaskState.InProgress => 1, _ => 2 }).FirstOrDefault();
    }

    internal sealed record ObjectiveRow(Guid Id, string Title, ObjectiveState State, bool IsFormer, IReadOnlyList<TaskRow> Tasks);

    internal sealed record TaskRow(Guid Id, string Title, TaskState State, bool IsRequired, int Minutes, string NextStep);

    internal sealed class Handler(OjtDb db, IPeople people, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var me = user.Me();
            var mine = db.Trainings.AsNoTracking().Where(t => t.TraineeId == me);
            if (query.OpenOnly) mine = mine.Open();
            var trainings = await mine.OrderByDescending(t => t.TouchedAt).ThenBy(t => t.Id).Take(Most).Whole().ToListAsync(ct);
            var mentors = await people.CardsAsync([.. trainings.Select(t => t.MentorId).OfType<Guid>().Distinct()], ct);
            return new Response(
            [
                .. trainings.Select(t => new Row(
                    t.Id, t.Title, t.Scheme, t.State, t.Goal, t.DueOn, t.MentorId is { } mentor && mentors.TryGetValue(mentor, out var card) ? card.Name : "", t.CompletedAt,
                    [.. t.Objectives.Select(o => new ObjectiveRow(o.Id, o.Title, o.State, o.IsFormer, [.. o.Tasks.Select(k => new TaskRow(k.Id, k.Title, k.State, k.IsRequired, k.Minutes, k.NextStep))]))])),
            ]);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("trainings/mine", "The signed-in person's trainings with objectives and tasks.");
    }
}
