using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.People;
using CompetencyModular.SkillsAnalysis.Domain;

namespace CompetencyModular.SkillsAnalysis.Lookups;

/// <summary>Whose record a message is about, and whether the actor may open it. What one may not see is not there.</summary>
internal sealed class RecordAccess(IPeopleAccess access, ICurrentUser user)
{
    /// <summary>The person's id; null where there is no such record for the actor.</summary>
    public async ValueTask<Guid?> OpenAsync(PersonRef person, CancellationToken cancellationToken) =>
        (person.Id ?? user.PersonId) is not { } id ? null
        : IsOwn(id) || await access.MaySeeAsync(id, cancellationToken) ? id
        : null;

    /// <summary>Why the actor may not judge a person (E4); null for a superior of any level and for whoever opens everybody's records, never about oneself.</summary>
    public async ValueTask<Error?> RefuseToJudgeAsync(Guid personId, CancellationToken cancellationToken) =>
        IsOwn(personId) ? SkillsErrors.NotOneself
        : user.PersonId is not null && await access.MaySeeAsync(personId, cancellationToken) ? null
        : Error.NotFound();

    public bool IsOwn(Guid personId) => user.PersonId == personId;
}
