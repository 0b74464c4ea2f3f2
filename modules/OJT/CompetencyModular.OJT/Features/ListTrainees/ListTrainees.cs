using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.ListTrainees;

/// <summary>What a mentor has before them: what waits on them, the trainings they accompany, and those of their line.</summary>
internal static class ListTrainees
{
    private const int Most = 100;

    [Requires(OjtPermissions.View)]
    internal sealed record Query : IRead<Response>;

    /// <param name="Waiting">What was handed in, what is ready to be signed off, and who needs a mentor, the oldest first.</param>
    /// <param name="Mine">Trainings under way that the actor accompanies or is appointed to assess.</param>
    /// <param name="Line">Others of people whose records the actor may open; those without a mentor first.</param>
    internal sealed record Response(IReadOnlyList<WaitingRow> Waiting, IReadOnlyList<TrainingRow> Mine, IReadOnlyList<TrainingRow> Line);

    /// <param name="TaskId">The task to be judged; null where it is about something else.</param>
    internal sealed record WaitingRow(WaitingFor For, Guid TrainingId, Guid? TaskId, string Subject, string Training, string Trainee, DateTimeOffset Since)
    {
        public string Href => TaskId is { } task ? $"ojt/tasks/{task}" : $"ojt/trainings/{TrainingId}";
    }

    internal enum WaitingFor
    {
        Judgement,
        SignOff,
        Mentor,
    }

    internal sealed record TrainingRow(Guid Id, string Title, TrainingState State, Guid TraineeId, string Trainee, string Mentor, int Done, int Required, DateOnly? DueOn, DateTimeOffset TouchedAt);

    internal sealed class Handler(OjtDb db, IPeopleAccess access, IPeople people, ICurrentUser user, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var me = user.Me();
            var today = tenant.DateAt(time.GetUtcNow());
            var appointed = db.Appointments.InForce(today).Where(a => a.PersonId == me).Select(a => a.ProgrammeId);
            var mine = db.Trainings.AsNoTracking().Open().Where(t => t.TraineeId != me && (t.MentorId == me || (t.ProgrammeId != null && appointed.Contains(t.ProgrammeId.Value))));
            var active = mine.Where(t => t.State == TrainingState.Active);

            var tasks = await active
                .SelectMany(t => t.Objectives, (t, o) => new { Training = t, Objective = o })
                .SelectMany(x => x.Objective.Tasks, (x, k) => new { x.Training, Task = k })
                .Where(x => x.Task.State == TaskState.Submitted)
                .OrderBy(x => x.Task.SubmittedAt).ThenBy(x => x.Task.Id).Take(Most)
                .Select(x => new { TrainingId = x.Training.Id, x.Task.Id, x.Task.Title, Training = x.Training.Title, x.Training.TraineeId, Since = x.Task.SubmittedAt })
                .ToListAsync(ct);
            var ready = await db.TrainingObjectives.AsNoTracking().WaitingForSignOff()
                .Join(active, o => o.TrainingId, t => t.Id, (o, t) => new { TrainingId = t.Id, o.Title, Training = t.Title, t.TraineeId, Since = o.Tasks.Max(k => k.JudgedAt) })
                .OrderBy(x => x.Since).ThenBy(x => x.TrainingId).Take(Most).ToListAsync(ct);
            var accompanied = await ReadAsync(mine, ct);

            var others = db.Trainings.AsNoTracking().Open().Where(t => t.TraineeId != me && t.MentorId != me);
            var visible = await access.VisibleAsync(await others.Select(t => t.TraineeId).Distinct().ToListAsync(ct), ct);
            var line = visible.Count == 0 ? [] : await ReadAsync(others.Where(t => visible.Contains(t.TraineeId)), ct);

            var names = await people.CardsAsync(
                [.. tasks.Select(t => t.TraineeId).Concat(ready.Select(r => r.TraineeId)).Concat(accompanied.Concat(line).SelectMany(r => new[] { r.TraineeId, r.MentorId ?? r.TraineeId })).Distinct()], ct);
            string NameOf(Guid? person) => person is { } id && names.TryGetValue(id, out var card) ? card.Name : "";
            TrainingRow Row(Raw r) => new(r.Id, r.Title, r.State, r.TraineeId, NameOf(r.TraineeId), NameOf(r.MentorId), r.Done, r.Required, r.DueOn, r.TouchedAt);
            return new Response(
                [
                    .. tasks.Select(t => new WaitingRow(WaitingFor.Judgement, t.TrainingId, t.Id, t.Title, t.Training, NameOf(t.TraineeId), t.Since ?? default))
                        .Concat(ready.Select(r => new WaitingRow(WaitingFor.SignOff, r.TrainingId, null, r.Title, r.Training, NameOf(r.TraineeId), r.Since ?? default)))
                        .Concat(line.Where(r => r.State is TrainingState.Requested && user.Has(OjtPermissions.Lead)).Select(r => new WaitingRow(WaitingFor.Mentor, r.Id, null, r.Title, r.Title, NameOf(r.TraineeId), r.TouchedAt)))
                        .OrderBy(w => w.Since),
                ],
                [.. accompanied.Select(Row)], [.. line.OrderByDescending(r => r.State is TrainingState.Requested).Select(Row)]);
        }

        private static Task<List<Raw>> ReadAsync(IQueryable<Training> trainings, CancellationToken ct) => trainings
            .OrderByDescending(t => t.TouchedAt).ThenBy(t => t.Id).Take(Most)
            .Select(t => new Raw(
                t.Id, t.Title, t.State, t.TraineeId, t.MentorId,
                t.Objectives.Where(o => !o.IsFormer).SelectMany(o => o.Tasks).Count(k => k.IsRequired && k.State == TaskState.Demonstrated),
                t.Objectives.Where(o => !o.IsFormer).SelectMany(o => o.Tasks).Count(k => k.IsRequired), t.DueOn, t.TouchedAt))
            .ToListAsync(ct);

        private sealed record Raw(Guid Id, string Title, TrainingState State, Guid TraineeId, Guid? MentorId, int Done, int Required, DateOnly? DueOn, DateTimeOffset TouchedAt);
    }
}
