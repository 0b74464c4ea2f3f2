using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT;

/// <summary>What a guest's link opens: the one training, as the one person, as long as the person is still its trainee or mentor. Nothing else is there (O4).</summary>
internal sealed class GuestAccess(OjtDb db, AssessorLevels levels, TimeProvider time)
{
    public async Task<(SeenTraining Seen, Invitation Invitation)?> OpenAsync(string token, CancellationToken ct)
    {
        var (hash, now) = (Invitation.HashOf(token), time.GetUtcNow());
        var invitation = await db.Invitations.AsNoTracking().FirstOrDefaultAsync(i => i.TokenHash == hash, ct);
        if (invitation is null || !invitation.IsInForce(now)) return null;
        var training = await db.Trainings.Whole().FirstAsync(t => t.Id == invitation.TrainingId, ct);
        var relation = training.TraineeId == invitation.PersonId ? Relation.Trainee : training.MentorId == invitation.PersonId ? Relation.Mentor : Relation.None;
        return relation is Relation.None ? null : (new SeenTraining(training, invitation.PersonId, relation, TakesPart: true, Leads: false), invitation);
    }

    /// <summary>The guest as an assessor: a rule on the assessor's level holds for guests too.</summary>
    public async Task<Assessor> AssessorAsync(SeenTraining seen, CancellationToken ct) => new(
        seen.Me, IsAppointed: false, await levels.HeldByAsync(seen.Me, [.. seen.Training.Objectives.Select(o => o.Assessor).OfType<LevelOfSkill>().Distinct()], ct));
}
