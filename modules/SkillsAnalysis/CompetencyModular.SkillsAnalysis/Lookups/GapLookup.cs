using CompetencyModular.Roles.Contracts;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;

namespace CompetencyModular.SkillsAnalysis.Lookups;

internal sealed class GapLookup(LedgerReader ledger, IRequirementLookup requirements, TimeProvider time) : IGapLookup
{
    public async Task<PersonGap> OfPersonAsync(Guid personId, CancellationToken cancellationToken) =>
        ToContract(personId, await ledger.StandAsync(personId, time.GetUtcNow(), cancellationToken));

    public async Task<PersonGap?> ToProfileAsync(Guid personId, Guid profileId, CancellationToken cancellationToken) =>
        await requirements.ProfileAsync(profileId, cancellationToken) is { } profile
            ? ToContract(personId, await ledger.StandAsync(personId, [profile], time.GetUtcNow(), cancellationToken))
            : null;

    public async Task<IReadOnlyDictionary<Guid, int>> LevelsAsync(Guid personId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var stand = await ledger.StandAsync(personId, [], now, cancellationToken);
        return stand.Records.ToDictionary(r => r.Key, r => r.Value.LevelAt(now));
    }

    public async Task<IReadOnlyDictionary<Guid, IReadOnlyDictionary<Guid, int>>> LevelsAsync(IReadOnlyCollection<Guid> personIds, CancellationToken cancellationToken)
    {
        if (personIds.Count == 0) return new Dictionary<Guid, IReadOnlyDictionary<Guid, int>>();
        var now = time.GetUtcNow();
        var people = personIds.Distinct().ToList();
        var stands = await ledger.StandsAsync(people, people.ToDictionary(p => p, IReadOnlyList<ProfileInForce> (_) => []), now, cancellationToken);
        return stands.ToDictionary(s => s.Key, IReadOnlyDictionary<Guid, int> (s) => s.Value.Records.ToDictionary(r => r.Key, r => r.Value.LevelAt(now)));
    }

    public Task<IReadOnlySet<Guid>> HoldersAsync(Guid skillId, int ordinal, CancellationToken cancellationToken) =>
        ledger.HoldersAsync(skillId, ordinal, time.GetUtcNow(), cancellationToken);

    private static PersonGap ToContract(Guid personId, PersonStand stand) => new(
        personId,
        [.. stand.Gap.Lines.Where(l => !l.IsExempt)
            .Select(l => new SkillGap(l.Skill.Id, l.Skill.Name, l.Required, l.Effective, l.Mandatory, l.Requirement.Weight, l.Status)
            {
                FallsTo = l is { Status: GapStatus.Expiring, Until: { } until } ? stand.Records[l.Skill.Id].LevelAt(until) : null,
            })],
        stand.Gap.Fulfilment);
}
