using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CompetencyModular.OJT.Features.WhenPeopleMerged;

/// <summary>
/// Two records were one human: their trainings, and those in which they are mentor or assessor, are theirs. Two that are under way in one programme become one, with
/// the better outcome of each task; what is completed or set aside stays beside it, as with anybody who begins a programme again. Whoever would be their own mentor is
/// so no longer (O4).
/// </summary>
internal sealed class WhenPeopleMerged(OjtDb db, TrainingNotices notices, TimeProvider time) : IConsumer<PeopleMerged>
{
    /// <summary>Beyond any count, so that rows can be numbered anew without two having the same number in between.</summary>
    private const int Aside = 100_000;

    public async Task HandleAsync(PeopleMerged happened, EventContext context, CancellationToken cancellationToken)
    {
        var (from, into) = (happened.FromId, happened.IntoId);
        var underWay = await db.UnderWayInBoth(from, into).ToListAsync(cancellationToken);
        var both = await db.InBoth(from, into).Select(t => t.ProgrammeId!.Value).Distinct().ToListAsync(cancellationToken);
        await db.InBoth(from, into).ExecuteUpdateAsync(t => t.SetProperty(x => x.Occurrence, x => x.Occurrence + Aside), cancellationToken);
        await db.MovePersonAsync(from, into, cancellationToken);
        foreach (var programme in underWay) await JoinAsync(into, programme, cancellationToken);
        foreach (var programme in both) await NumberAsync(into, programme, cancellationToken);
        // It waits for another mentor, where those who lead trainings see it; what is completed stays as it was.
        var ownMentor = db.Trainings.Where(t => t.TraineeId == into && t.MentorId == into);
        await ownMentor.Where(t => t.State == TrainingState.Active || t.State == TrainingState.Requested).ExecuteUpdateAsync(
            t => t.SetProperty(x => x.MentorId, (Guid?)null).SetProperty(x => x.State, TrainingState.Requested), cancellationToken);
        await ownMentor.Where(t => t.State == TrainingState.Stopped).ExecuteUpdateAsync(t => t.SetProperty(x => x.MentorId, (Guid?)null), cancellationToken);
    }

    /// <summary>The one with a mentor, and the further one of two, goes on.</summary>
    private async Task JoinAsync(Guid person, Guid programme, CancellationToken cancellationToken)
    {
        var open = (await db.Trainings.Open().Where(t => t.TraineeId == person && t.ProgrammeId == programme).Whole().ToListAsync(cancellationToken))
            .OrderByDescending(t => t.State is TrainingState.Active && t.MentorId != person)
            .ThenByDescending(t => t.Objectives.Sum(o => o.Tasks.Count(k => k.IsDemonstrated))).ThenByDescending(t => t.TouchedAt).ThenBy(t => t.Id).ToList();
        var newest = open.Max(t => t.ProgrammeVersion);
        var version = await db.Versions.AsNoTracking().SingleAsync(v => v.ProgrammeId == programme && v.Number == newest, cancellationToken);
        foreach (var other in open.Skip(1)) await JoinAsync(open[0], other, version, cancellationToken);
        await notices.PublishAsync(open[0], cancellationToken);
    }

    private async Task JoinAsync(Training training, Training other, ProgrammeVersion version, CancellationToken cancellationToken)
    {
        // What changes its place belongs to nobody for a moment: what is to be deleted shows when all have theirs.
        db.ChangeTracker.CascadeDeleteTiming = db.ChangeTracker.DeleteOrphansTiming = CascadeTiming.OnSaveChanges;
        var (length, theirs) = (training.JournalLength, other.Objectives.SelectMany(o => o.Tasks.Select(t => t.Id).Append(o.Id)).ToHashSet());
        var standsFor = training.Join(other, version, time.GetUtcNow());
        await notices.PublishJoinedAsync(training, other, theirs, cancellationToken);
        // What moved is saved before the other goes with all that is still its own.
        await db.SaveChangesAsync(cancellationToken);
        await db.Entries.Where(e => e.TrainingId == other.Id)
            .ExecuteUpdateAsync(e => e.SetProperty(x => x.Number, x => x.Number + length).SetProperty(x => x.TrainingId, training.Id), cancellationToken);
        foreach (var (left, present) in standsFor)
        {
            await db.Entries.Where(e => e.TaskId == left).ExecuteUpdateAsync(e => e.SetProperty(x => x.TaskId, (Guid?)present), cancellationToken);
            await db.Entries.Where(e => e.ObjectiveId == left).ExecuteUpdateAsync(e => e.SetProperty(x => x.ObjectiveId, (Guid?)present), cancellationToken);
        }

        await db.Invitations.Where(i => i.TrainingId == other.Id).ExecuteUpdateAsync(i => i.SetProperty(x => x.TrainingId, training.Id), cancellationToken);
        await db.Trainings.Where(t => t.Id == other.Id).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>One after the other, as they were begun.</summary>
    private async Task NumberAsync(Guid person, Guid programme, CancellationToken cancellationToken)
    {
        var trainings = db.Trainings.Where(t => t.TraineeId == person && t.ProgrammeId == programme);
        var ids = await trainings.OrderBy(t => t.CreatedAt).ThenBy(t => t.Occurrence).Select(t => t.Id).ToListAsync(cancellationToken);
        foreach (var step in new[] { 2 * Aside, 0 })
            foreach (var (id, index) in ids.Select((id, index) => (id, index)))
                await trainings.Where(t => t.Id == id).ExecuteUpdateAsync(t => t.SetProperty(x => x.Occurrence, step + index + 1), cancellationToken);
    }
}
