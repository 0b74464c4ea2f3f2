using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.People;

namespace CompetencyModular.SkillsAnalysis.Lookups;

/// <summary>Whose record a message is about, and whether the actor may open it. What one may not see is not there.</summary>
internal sealed class RecordAccess(IPeopleAccess access, ICurrentUser user)
{
    /// <summary>The person's id; null where there is no such record for the actor.</summary>
    public async ValueTask<Guid?> OpenAsync(PersonRef person, CancellationToken cancellationToken) =>
        (person.Id ?? user.PersonId) is not { } id ? null
        : IsOwn(id) || await access.MaySeeAsync(id, cancellationToken) ? id
        : null;

    public bool IsOwn(Guid personId) => user.PersonId == personId;
}
