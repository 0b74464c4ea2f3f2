using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Journal;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.ViewTraining;

/// <summary>A training as a whole: objectives, who signed what off, and the journal. To be printed as the report on one person's training (R5.4).</summary>
internal static class ViewTraining
{
    [Requires(OjtPermissions.View)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="LatestVersion">The programme's latest version; 0 without a programme.</param>
    internal sealed record Response(
        Guid Id, string Title, Scheme Scheme, TrainingState State, string Goal, Guid TraineeId, string Trainee, string TraineeUnit, string Mentor, Guid? ProgrammeId, int Version, int LatestVersion,
        DateTimeOffset? StartedAt, DateOnly? DueOn, DateTimeOffset? CompletedAt, bool IsTrainee, bool MayAssess, bool MayLead, bool MayInvite,
        IReadOnlyList<ObjectiveRow> Objectives, IReadOnlyList<JournalLine> Journal)
    {
        public int Required => Objectives.Where(o => !o.IsFormer).Sum(o => o.Tasks.Count(t => t.IsRequired));

        public int Done => Objectives.Where(o => !o.IsFormer).Sum(o => o.Tasks.Count(t => t.IsRequired && t.State is TaskState.Demonstrated));

        public bool IsOutdated => ProgrammeId is not null && Version < LatestVersion && State is TrainingState.Active or TrainingState.Requested;
    }

    /// <param name="Rule">Whom the rule on assessors names, in words; null where there is none.</param>
    /// <param name="MaySign">Whether the actor may sign it off now.</param>
    internal sealed record ObjectiveRow(
        Guid Id, Guid SourceId, string Title, string Description, ObjectiveState State, bool IsFormer, bool IsAgreed, bool HasBegun, string? Rule, bool MaySign, string AttestedBy, DateTimeOffset? AttestedAt,
        IReadOnlyList<TaskRow> Tasks);

    internal sealed record TaskRow(Guid Id, string Title, TaskState State, bool IsRequired, DateTimeOffset? JudgedAt, string JudgedBy);

    internal sealed class Handler(OjtDb db, TrainingAccess access, AssessorLevels levels, TrainingJournal journal, IPeople people) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            if (await access.OpenAsync(query.Id, ct) is not { } seen) return Error.NotFound();
            var training = seen.Training;
            var assessor = seen.MayAssess ? await access.AssessorAsync(seen, ct) : null;
            var rules = await levels.NamesAsync(training.Objectives.Select(o => o.Assessor), ct);
            var latest = training.ProgrammeId is { } programme ? await db.Programmes.Where(p => p.Id == programme).Select(p => p.CurrentVersion).FirstAsync(ct) : 0;
            var ids = training.Objectives.SelectMany(o => o.Tasks.Select(t => t.JudgedById).Append(o.AttestedById)).Append(training.MentorId).Append(training.TraineeId).OfType<Guid>().Distinct();
            var cards = await people.CardsAsync([.. ids], ct);
            string NameOf(Guid? person) => person is { } id && cards.TryGetValue(id, out var card) ? card.Name : "";
            return new Response(
                training.Id, training.Title, training.Scheme, training.State, training.Goal, training.TraineeId, NameOf(training.TraineeId), cards.GetValueOrDefault(training.TraineeId)?.Unit ?? "", NameOf(training.MentorId),
                training.ProgrammeId, training.ProgrammeVersion, latest, training.StartedAt, training.DueOn, training.CompletedAt, seen.IsTrainee, seen.MayAssess, seen.MayLead, seen.MayInvite,
                [
                    .. training.Objectives.Select(o => new ObjectiveRow(
                        o.Id, o.SourceId, o.Title, o.Description, o.State, o.IsFormer, o.IsAgreed, o.HasBegun, o.Assessor is { } rule ? rules.GetValueOrDefault(rule) : null,
                        o.State is ObjectiveState.Demonstrated && !o.IsFormer && assessor?.Fulfils(o.Assessor) is true, NameOf(o.AttestedById), o.AttestedAt,
                        [.. o.Tasks.Select(t => new TaskRow(t.Id, t.Title, t.State, t.IsRequired, t.JudgedAt, NameOf(t.JudgedById)))])),
                ],
                await journal.OfTrainingAsync(training.Id, ct));
        }
    }
}
