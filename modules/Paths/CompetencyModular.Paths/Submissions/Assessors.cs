using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Submissions;

/// <summary>Who judges practical tasks: the one on whom a submission waits, and whoever judges for everybody, so that nothing waits for ever. Nobody their own.</summary>
internal sealed class Assessors(PathsDb db, IPeople people, ICurrentUser user)
{
    /// <summary>On whom the work of a learner waits; null for all who judge for everybody.</summary>
    public async Task<Guid?> OfAsync(AssessedBy rule, Guid courseId, Guid learner, CancellationToken ct)
    {
        switch (rule)
        {
            case AssessedBy.Manager:
                return (await people.ManagersAboveAsync(learner, ct)).FirstOrDefault(m => m.IsActive)?.Id;
            case AssessedBy.Author when await db.Courses.Where(c => c.Id == courseId).Select(c => c.AuthorId).FirstOrDefaultAsync(ct) is { } author && author != learner:
                return (await people.CardsAsync([author], ct)).GetValueOrDefault(author) is { IsActive: true } ? author : null;
            default:
                return null;
        }
    }

    /// <summary>What the actor may open to judge it, or has judged. Drafts are the learner's alone.</summary>
    public IQueryable<TaskSubmission> OpenToActor()
    {
        var (me, widely) = (user.Me(), user.Has(PathsPermissions.AssessWidely));
        return db.Submissions.Where(s => s.PersonId != me && s.State != SubmissionState.Draft && (widely || s.AssessorId == me || s.JudgedById == me));
    }
}
