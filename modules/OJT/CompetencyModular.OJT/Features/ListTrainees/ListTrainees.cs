using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.ListTrainees;

/// <summary>What a mentor has before them: what waits on them, the trainings they accompany, and those of their line.</summary>
internal static class ListTrainees
{
    /// <summary>Of each kind of what waits, the oldest: as they are done, the next come.</summary>
    private const int Most = 100;

    /// <param name="Search">Part of the trainee's name or the training's title.</param>
    /// <param name="Page">Of both lists of trainings, from 1.</param>
    [Requires(OjtPermissions.View)]
    internal sealed record Query(string? Search = null, int Page = 1, int PageSize = 25) : IRead<Response>;

    /// <param name="Waiting">What was handed in, what is ready to be signed off, and who needs a mentor, the oldest first.</param>
    /// <param name="WaitingInAll">How much waits, beyond what is listed too.</param>
    /// <param name="Mine">Trainings under way that the actor accompanies or is appointed to assess.</param>
    /// <param name="Line">Others of people whose records the actor may open; those without a mentor first.</param>
    internal sealed record Response(IReadOnlyList<WaitingRow> Waiting, int WaitingInAll, Paged<TrainingRow> Mine, Paged<TrainingRow> Line);

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

            var toJudge = active
                .SelectMany(t => t.Objectives, (t, o) => new { Training = t, Objective = o })
                .SelectMany(x => x.Objective.Tasks, (x, k) => new { x.Training, Task = k })
                .Where(x => x.Task.State == TaskState.Submitted);
            var tasks = await toJudge
                .OrderBy(x => x.Task.SubmittedAt).ThenBy(x => x.Task.Id).Take(Most)
                .Select(x => new { TrainingId = x.Training.Id, x.Task.Id, x.Task.Title, Training = x.Training.Title, x.Training.TraineeId, Since = x.Task.SubmittedAt })
                .ToListAsync(ct);
            var toSign = db.TrainingObjectives.AsNoTracking().WaitingForSignOff()
                .Join(active, o => o.TrainingId, t => t.Id, (o, t) => new { TrainingId = t.Id, o.Title, Training = t.Title, t.TraineeId, Since = o.Tasks.Max(k => k.JudgedAt) });
            var ready = await toSign
                .OrderBy(x => x.Since).ThenBy(x => x.TrainingId).Take(Most).ToListAsync(ct);
            var accompanied = await ReadAsync(mine, query, ct);

            var others = db.Trainings.AsNoTracking().Open().Where(t => t.TraineeId != me && t.MentorId != me);
            var visible = await access.VisibleAsync(await others.Select(t => t.TraineeId).Distinct().ToListAsync(ct), ct);
            var ofLine = others.Where(t => visible.Contains(t.TraineeId));
            var line = await ReadAsync(ofLine, query, ct);
            var toEntrust = ofLine.Where(t => t.State == TrainingState.Requested);
            var wishes = !user.Has(OjtPermissions.Lead) ? [] : await toEntrust.OrderBy(t => t.TouchedAt).ThenBy(t => t.Id).Take(Most)
                .Select(t => new { t.Id, t.Title, t.TraineeId, t.TouchedAt }).ToListAsync(ct);

            var names = await people.CardsAsync(
                [.. tasks.Select(t => t.TraineeId).Concat(ready.Select(r => r.TraineeId)).Concat(wishes.Select(w => w.TraineeId)).Concat(accompanied.Items.Concat(line.Items).SelectMany(r => new[] { r.TraineeId, r.MentorId ?? r.TraineeId })).Distinct()], ct);
            string NameOf(Guid? person) => person is { } id && names.TryGetValue(id, out var card) ? card.Name : "";
            TrainingRow Row(Raw r) => new(r.Id, r.Title, r.State, r.TraineeId, NameOf(r.TraineeId), NameOf(r.MentorId), r.Done, r.Required, r.DueOn, r.TouchedAt);
            Paged<TrainingRow> Rows(Paged<Raw> page) => new([.. page.Items.Select(Row)], page.Total, page.Page, page.PageSize);
            return new Response(
                [
                    .. tasks.Select(t => new WaitingRow(WaitingFor.Judgement, t.TrainingId, t.Id, t.Title, t.Training, NameOf(t.TraineeId), t.Since ?? default))
                        .Concat(ready.Select(r => new WaitingRow(WaitingFor.SignOff, r.TrainingId, null, r.Title, r.Training, NameOf(r.TraineeId), r.Since ?? default)))
                        .Concat(wishes.Select(w => new WaitingRow(WaitingFor.Mentor, w.Id, null, w.Title, w.Title, NameOf(w.TraineeId), w.TouchedAt)))
                        .OrderBy(w => w.Since),
                ],
                await CountAsync(toJudge, tasks.Count, ct) + await CountAsync(toSign, ready.Count, ct) + await CountAsync(toEntrust, wishes.Count, ct),
                Rows(accompanied), Rows(line));
        }

        private static async Task<int> CountAsync<T>(IQueryable<T> all, int listed, CancellationToken ct) => listed < Most ? listed : await all.CountAsync(ct);

        private async Task<Paged<Raw>> ReadAsync(IQueryable<Training> trainings, Query query, CancellationToken ct)
        {
            if (SearchText.Of(query.Search) is { Length: > 0 } sought)
            {
                // Names are the platform's: who is found by them is looked up first.
                var all = await trainings.Select(t => new { t.Id, t.Title, t.TraineeId }).ToListAsync(ct);
                var names = await people.CardsAsync([.. all.Select(t => t.TraineeId).Distinct()], ct);
                var found = all.Where(t => SearchText.Of(names.GetValueOrDefault(t.TraineeId)?.Name, t.Title).Contains(sought, StringComparison.Ordinal)).Select(t => t.Id).ToList();
                trainings = trainings.Where(t => found.Contains(t.Id));
            }

            return await trainings
                .OrderByDescending(t => t.State == TrainingState.Requested).ThenByDescending(t => t.TouchedAt).ThenBy(t => t.Id)
                .Select(t => new Raw(
                    t.Id, t.Title, t.State, t.TraineeId, t.MentorId,
                    t.Objectives.Where(o => !o.IsFormer).SelectMany(o => o.Tasks).Count(k => k.IsRequired && k.State == TaskState.Demonstrated),
                    t.Objectives.Where(o => !o.IsFormer).SelectMany(o => o.Tasks).Count(k => k.IsRequired), t.DueOn, t.TouchedAt))
                .ToPageAsync(query.Page, query.PageSize, ct);
        }

        private sealed record Raw(Guid Id, string Title, TrainingState State, Guid TraineeId, Guid? MentorId, int Done, int Required, DateOnly? DueOn, DateTimeOffset TouchedAt);
    }
}
