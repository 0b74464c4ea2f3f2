using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.WhenPeopleMerged;

/// <summary>
/// Two records were one human: their trainings, and those in which they are mentor or assessor, are theirs. A programme that both went through was gone through
/// twice: a training has a journal that nobody takes away. Whoever would be their own mentor is so no longer (O4).
/// </summary>
internal sealed class WhenPeopleMerged(OjtDb db) : IConsumer<PeopleMerged>
{
    public async Task HandleAsync(PeopleMerged happened, EventContext context, CancellationToken cancellationToken)
    {
        var (from, into) = (happened.FromId, happened.IntoId);
        // Beyond both, so that no two have the same number in between.
        var last = await db.Trainings.Where(t => t.TraineeId == into || t.TraineeId == from).MaxAsync(t => (int?)t.Occurrence, cancellationToken) ?? 0;
        await db.InBoth(from, into).ExecuteUpdateAsync(t => t.SetProperty(x => x.Occurrence, x => x.Occurrence + last), cancellationToken);
        await db.MovePersonAsync(from, into, cancellationToken);
        // It waits for another mentor, where those who lead trainings see it; what is completed stays as it was.
        var ownMentor = db.Trainings.Where(t => t.TraineeId == into && t.MentorId == into);
        await ownMentor.Where(t => t.State == TrainingState.Active || t.State == TrainingState.Requested).ExecuteUpdateAsync(
            t => t.SetProperty(x => x.MentorId, (Guid?)null).SetProperty(x => x.State, TrainingState.Requested), cancellationToken);
        await ownMentor.Where(t => t.State == TrainingState.Stopped).ExecuteUpdateAsync(t => t.SetProperty(x => x.MentorId, (Guid?)null), cancellationToken);
    }
}
