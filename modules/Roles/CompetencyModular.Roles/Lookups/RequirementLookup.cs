using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Specifications;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Lookups;

/// <summary>
/// Who holds what is asked of the database, in one query for any number of people; what profiles require is taken from the <see cref="Catalogue"/>.
/// Exemptions are asked for only where there are any, which is seldom.
/// </summary>
internal sealed class RequirementLookup(RolesDb db, Catalogue catalogue, ITenant tenant, TimeProvider time) : IRequirementLookup
{
    private DateOnly Today => tenant.DateAt(time.GetUtcNow());

    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<ProfileInForce>>> InForceAsync(IReadOnlyCollection<Guid> personIds, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (personIds.Count == 0) return new Dictionary<Guid, IReadOnlyList<ProfileInForce>>();
        var day = tenant.DateAt(at);
        var held = await db.Assignments.AsNoTracking().ActiveOn(day).Where(a => personIds.Contains(a.PersonId))
            .Select(a => new
            {
                a.PersonId,
                a.ProfileId,
                a.IsPrimary,
                HasExemptions = db.Exemptions.Any(e => e.PersonId == a.PersonId && e.From <= day && (e.Until == null || e.Until >= day)),
            })
            .ToListAsync(cancellationToken);

        var profiles = await catalogue.ProfilesAsync([.. held.Select(h => h.ProfileId).Distinct()], cancellationToken);
        var exemptions = await ExemptionsAsync([.. held.Where(h => h.HasExemptions).Select(h => h.PersonId).Distinct()], day, cancellationToken);
        var byPerson = held
            // The same profile may be assigned twice over the same days, by an import and by hand; it is held once.
            .GroupBy(h => (h.PersonId, h.ProfileId))
            .Select(g => (g.Key.PersonId, Profile: profiles[g.Key.ProfileId], IsPrimary: g.Any(h => h.IsPrimary)))
            .OrderByDescending(h => h.IsPrimary).ThenBy(h => h.Profile.NameKey, StringComparer.Ordinal).ThenBy(h => h.Profile.Id)
            .ToLookup(h => h.PersonId, h => InForce(h.Profile, day, h.IsPrimary, exemptions[h.PersonId]));
        return personIds.Distinct().ToDictionary(id => id, id => (IReadOnlyList<ProfileInForce>)[.. byPerson[id]]);
    }

    public Task<IReadOnlyList<ProfileInForce>> AspiredByAsync(Guid personId, CancellationToken cancellationToken) => DescribeAsync(
        db.AspiredProfiles.Current().Where(a => a.PersonId == personId).Join(db.Profiles, a => a.ProfileId, p => p.Id, (a, p) => p).OrderBy(p => p.NameKey).ThenBy(p => p.Id).Select(p => p.Id),
        cancellationToken);

    public async Task<ProfileInForce?> ProfileAsync(Guid profileId, CancellationToken cancellationToken) =>
        (await catalogue.ProfilesAsync([profileId], cancellationToken)).TryGetValue(profileId, out var profile) ? InForce(profile, Today) : null;

    public Task<IReadOnlyList<ProfileInForce>> FindAsync(string? text, int take, CancellationToken cancellationToken)
    {
        var found = db.Profiles.InUse();
        if (!string.IsNullOrWhiteSpace(text)) found = found.Where(p => EF.Functions.Like(p.NameKey, SearchText.Like(text), "\\"));
        return DescribeAsync(found.OrderBy(p => p.NameKey).ThenBy(p => p.Id).Take(take).Select(p => p.Id), cancellationToken);
    }

    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IReadOnlyCollection<Guid> profileIds, CancellationToken cancellationToken) =>
        (await catalogue.ProfilesAsync(profileIds, cancellationToken)).ToDictionary(p => p.Key, p => p.Value.Name);

    public async Task<IReadOnlySet<Guid>> HoldersAsync(IReadOnlyCollection<Guid> profileIds, DateTimeOffset at, CancellationToken cancellationToken) => profileIds.Count == 0
        ? new HashSet<Guid>()
        : await db.Assignments.ActiveOn(tenant.DateAt(at)).Where(a => profileIds.Contains(a.ProfileId)).Select(a => a.PersonId).ToHashSetAsync(cancellationToken);

    private async Task<IReadOnlyList<ProfileInForce>> DescribeAsync(IQueryable<Guid> found, CancellationToken cancellationToken)
    {
        var ids = await found.ToListAsync(cancellationToken);
        var profiles = await catalogue.ProfilesAsync(ids, cancellationToken);
        return [.. ids.Select(id => InForce(profiles[id], Today))];
    }

    private async Task<ILookup<Guid, Exemption>> ExemptionsAsync(List<Guid> personIds, DateOnly day, CancellationToken cancellationToken)
    {
        List<Exemption> rows = personIds.Count == 0 ? [] : await db.Exemptions.AsNoTracking().CoveringOn(day)
            .Where(e => personIds.Contains(e.PersonId)).ToListAsync(cancellationToken);
        return rows.ToLookup(e => e.PersonId);
    }

    private static ProfileInForce InForce(ProfileCard profile, DateOnly day, bool isPrimary = false, IEnumerable<Exemption>? exemptions = null)
    {
        var requirements = profile.RequirementsOn(day);
        var exempt = (exemptions ?? []).Where(e => e.ProfileId is null || e.ProfileId == profile.Id).Select(e => e.SkillId).ToHashSet();
        if (exempt.Count > 0) requirements = [.. requirements.Select(r => r with { IsExempt = exempt.Contains(r.SkillId) })];
        return new(profile.Id, profile.Name, profile.Family, isPrimary, requirements);
    }
}
