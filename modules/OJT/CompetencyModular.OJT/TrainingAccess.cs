using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT;

/// <summary>
/// Whose training the actor may open, and as what: one's own, as its mentor, as manager of the trainee's line, as appointed assessor of its programme, or
/// because one sees everybody. What one may not see is not there.
/// </summary>
internal sealed class TrainingAccess(OjtDb db, IPeopleAccess access, IPeople people, ICurrentUser user, AssessorLevels levels, ITenant tenant, TimeProvider time)
{
    /// <summary>A training with objectives and tasks; null where there is none for the actor.</summary>
    public async Task<SeenTraining?> OpenAsync(Guid trainingId, CancellationToken ct)
    {
        var training = await db.Trainings.Whole().FirstOrDefaultAsync(t => t.Id == trainingId, ct);
        if (training is null || user.PersonId is not { } me) return null;
        var relation = await RelationAsync(training, me, ct);
        return relation is Relation.None ? null : new SeenTraining(training, me, relation, user.Has(OjtPermissions.TakePart), user.Has(OjtPermissions.Lead));
    }

    /// <summary>The training of a task.</summary>
    public async Task<SeenTraining?> OpenTaskAsync(Guid taskId, CancellationToken ct)
    {
        var training = await db.TrainingTasks.Where(t => t.Id == taskId)
            .Join(db.TrainingObjectives, t => t.ObjectiveId, o => o.Id, (t, o) => (Guid?)o.TrainingId).FirstOrDefaultAsync(ct);
        return training is { } id ? await OpenAsync(id, ct) : null;
    }

    /// <summary>The actor as an assessor of a training (O4).</summary>
    public async Task<Assessor> AssessorAsync(SeenTraining seen, CancellationToken ct) => new(
        seen.Me, seen.Relation.HasFlag(Relation.Assessor),
        await levels.HeldByAsync(seen.Me, [.. seen.Training.Objectives.Select(o => o.Assessor).OfType<LevelOfSkill>().Distinct()], ct));

    private async Task<Relation> RelationAsync(Training training, Guid me, CancellationToken ct)
    {
        if (training.TraineeId == me) return Relation.Trainee;
        var relation = training.MentorId == me ? Relation.Mentor : Relation.None;
        if (training.ProgrammeId is { } programme && await db.Appointments.InForce(tenant.DateAt(time.GetUtcNow())).AnyAsync(a => a.ProgrammeId == programme && a.PersonId == me, ct))
            relation |= Relation.Assessor;
        if (!await access.MaySeeAsync(training.TraineeId, ct)) return relation;
        if (!user.Has(PlatformPermissions.SeeEverybody)) return relation | Relation.Line;
        // Whoever sees everybody is not everybody's manager.
        relation |= Relation.Reader;
        return (await people.CardsAsync([training.TraineeId], ct)).GetValueOrDefault(training.TraineeId)?.ManagerId == me ? relation | Relation.Line : relation;
    }
}

/// <summary>What somebody is to a training.</summary>
[Flags]
internal enum Relation
{
    None = 0,
    Trainee = 1,
    Mentor = 2,

    /// <summary>The trainee is in their line.</summary>
    Line = 4,

    /// <summary>Appointed for its programme.</summary>
    Assessor = 8,

    /// <summary>Sees everybody's records.</summary>
    Reader = 16,
}

/// <summary>A training as the actor sees it.</summary>
internal sealed record SeenTraining(Training Training, Guid Me, Relation Relation, bool TakesPart, bool Leads)
{
    public bool IsTrainee => Relation.HasFlag(Relation.Trainee);

    /// <summary>Whether they may judge tasks and sign off, as far as their own level allows (O4).</summary>
    public bool MayAssess => TakesPart && (Relation & (Relation.Mentor | Relation.Line | Relation.Assessor)) != 0;

    /// <summary>Whether they may change mentor, objectives and version, and set it aside.</summary>
    public bool MayLead => Leads && (Relation & (Relation.Mentor | Relation.Line | Relation.Reader)) != 0;

    /// <summary>Whether they may agree on objectives with the trainee (R5.1).</summary>
    public bool MayAgree => MayAssess || MayLead;

    /// <summary>Whether they may give trainee or mentor a link (O4): not the mentor, who could act for the trainee by it.</summary>
    public bool MayInvite => MayLead && (Relation & (Relation.Line | Relation.Reader)) != 0;

    public bool MayComment => TakesPart && (IsTrainee || MayAssess);
}
