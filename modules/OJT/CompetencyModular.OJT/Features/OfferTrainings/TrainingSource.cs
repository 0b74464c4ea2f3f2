using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.Activities;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.OfferTrainings;

/// <summary>
/// Published programmes and their objectives as activities that a gap plan may hold: an award may stand on either. The number of queries does not
/// depend on the number of programmes.
/// </summary>
internal sealed class TrainingSource(OjtDb db) : IActivitySource
{
    public async Task<IReadOnlyList<ActivityOffer>> OffersForAsync(Guid personId, CancellationToken cancellationToken)
    {
        var versions = await db.Programmes.AsNoTracking().Where(p => p.State == ProgrammeState.Published)
            .Join(db.Versions, p => new { ProgrammeId = p.Id, Number = p.CurrentVersion }, v => new { v.ProgrammeId, v.Number }, (p, v) => v)
            .OrderBy(v => v.ProgrammeId).ToListAsync(cancellationToken);
        var mine = await db.Trainings.AsNoTracking().Where(t => t.TraineeId == personId && t.ProgrammeId != null)
            .Select(t => new { t.ProgrammeId, t.State, Attested = t.Objectives.Where(o => o.AttestedAt != null).Select(o => o.SourceId).ToList() }).ToListAsync(cancellationToken);
        var attested = mine.SelectMany(t => t.Attested).ToHashSet();

        OfferProgress Progress(Guid programme, bool isDone)
        {
            if (isDone) return OfferProgress.Completed;
            return mine.Exists(t => t.ProgrammeId == programme && t.State is TrainingState.Active or TrainingState.Requested) ? OfferProgress.Started : OfferProgress.NotStarted;
        }

        return
        [
            .. versions.Select(v => Offer(OjtRef.Programme(v.ProgrammeId), v.ProgrammeId, v.Content.Title, v.Content.Minutes, Progress(v.ProgrammeId, mine.Exists(t => t.ProgrammeId == v.ProgrammeId && t.State is TrainingState.Completed)))),
            .. versions.SelectMany(v => v.Content.Objectives.Select(o => Offer(OjtRef.Objective(o.Id), v.ProgrammeId, $"{v.Content.Title}: {o.Title}", o.Minutes, Progress(v.ProgrammeId, attested.Contains(o.Id))))),
        ];
    }

    public async Task<IReadOnlyDictionary<ActivityRef, ActivityLink>> DescribeAsync(IReadOnlyCollection<ActivityRef> activities, CancellationToken cancellationToken)
    {
        List<Guid> Ids(string kind) => [.. activities.Where(a => a.IsOf(kind)).Select(a => a.Id).Distinct()];
        var (programmes, objectives, tasks) = (Ids(OjtRef.ProgrammeKind), Ids(OjtRef.ObjectiveKind), Ids(OjtRef.TaskKind));
        var links = new Dictionary<ActivityRef, ActivityLink>();
        if (programmes.Count > 0)
        {
            foreach (var p in await db.Programmes.Where(p => programmes.Contains(p.Id)).Select(p => new { p.Id, p.Title }).ToListAsync(cancellationToken))
                links[OjtRef.Programme(p.Id)] = new ActivityLink(p.Title, $"/ojt/programmes/{p.Id}/about", OjtRef.ProgrammeKind);
        }

        if (objectives.Count > 0)
        {
            foreach (var o in await db.Objectives.Where(o => objectives.Contains(o.Id)).Select(o => new { o.Id, o.ProgrammeId, o.Title }).ToListAsync(cancellationToken))
                links[OjtRef.Objective(o.Id)] = new ActivityLink(o.Title, $"/ojt/programmes/{o.ProgrammeId}/about#o-{o.Id:N}", OjtRef.ObjectiveKind);
            // What was agreed for one training alone has its page there.
            foreach (var o in await db.TrainingObjectives.Where(o => objectives.Contains(o.Id) && o.SourceId == o.Id).Select(o => new { o.Id, o.TrainingId, o.Title }).ToListAsync(cancellationToken))
                links[OjtRef.Objective(o.Id)] = new ActivityLink(o.Title, $"/ojt/trainings/{o.TrainingId}", OjtRef.ObjectiveKind);
        }

        if (tasks.Count > 0)
        {
            foreach (var t in await db.ProgrammeTasks.Where(t => tasks.Contains(t.Id))
                .Join(db.Objectives, t => t.ObjectiveId, o => o.Id, (t, o) => new { t.Id, t.Title, ObjectiveId = o.Id, o.ProgrammeId }).ToListAsync(cancellationToken))
                links[OjtRef.Task(t.Id)] = new ActivityLink(t.Title, $"/ojt/programmes/{t.ProgrammeId}/about#o-{t.ObjectiveId:N}", OjtRef.TaskKind);
        }

        return links;
    }

    private static ActivityOffer Offer(ActivityRef activity, Guid programmeId, string title, int minutes, OfferProgress progress) =>
        new(activity, new ActivityLink(title, $"/ojt/programmes/{programmeId}/about", activity.Kind), minutes, 0, OfferVisibility.Open, [], Progress: progress);
}
