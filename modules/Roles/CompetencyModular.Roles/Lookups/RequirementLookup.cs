using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Specifications;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Lookups;

/// <summary>
/// Two queries for any number of people, assignments and then requirements of the profiles among them. Exemptions and the maps of
/// scales that have grown since are asked for only where there are any, which is seldom.
/// </summary>
internal sealed class RequirementLookup(RolesDb db, ITenant tenant, TimeProvider time) : IRequirementLookup
{
    private DateOnly Today => tenant.DateAt(time.GetUtcNow());

    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<ProfileInForce>>> InForceAsync(IReadOnlyCollection<Guid> personIds, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (personIds.Count == 0) return new Dictionary<Guid, IReadOnlyList<ProfileInForce>>();
        var day = tenant.DateAt(at);
        var held = await db.Assignments.AsNoTracking().ActiveOn(day).Where(a => personIds.Contains(a.PersonId))
            .Join(db.Profiles, a => a.ProfileId, p => p.Id, (a, p) => new
            {
                a.PersonId,
                a.ProfileId,
                p.Name,
                p.NameKey,
                p.Family,
                a.IsPrimary,
                HasExemptions = db.Exemptions.Any(e => e.PersonId == a.PersonId && e.From <= day && (e.Until == null || e.Until >= day)),
            })
            .ToListAsync(cancellationToken);

        var requirements = await RequirementsAsync([.. held.Select(h => h.ProfileId).Distinct()], day, cancellationToken);
        var exemptions = await ExemptionsAsync([.. held.Where(h => h.HasExemptions).Select(h => h.PersonId).Distinct()], day, cancellationToken);
        var profiles = held
            // The same profile may be assigned twice over the same days, by an import and by hand; it is held once.
            .GroupBy(h => (h.PersonId, h.ProfileId))
            .Select(g => g.OrderByDescending(h => h.IsPrimary).First())
            .OrderByDescending(h => h.IsPrimary).ThenBy(h => h.NameKey, StringComparer.Ordinal).ThenBy(h => h.ProfileId)
            .ToLookup(h => h.PersonId, h => new ProfileInForce(h.ProfileId, h.Name, h.Family, h.IsPrimary, Exempt(requirements(h.ProfileId), exemptions[h.PersonId], h.ProfileId)));
        return personIds.Distinct().ToDictionary(id => id, id => (IReadOnlyList<ProfileInForce>)[.. profiles[id]]);
    }

    public Task<IReadOnlyList<ProfileInForce>> AspiredByAsync(Guid personId, CancellationToken cancellationToken) => DescribeAsync(
        db.AspiredProfiles.Current().Where(a => a.PersonId == personId).Join(db.Profiles, a => a.ProfileId, p => p.Id, (a, p) => p).OrderBy(p => p.NameKey).ThenBy(p => p.Id),
        cancellationToken);

    public async Task<ProfileInForce?> ProfileAsync(Guid profileId, CancellationToken cancellationToken) =>
        (await DescribeAsync(db.Profiles.Where(p => p.Id == profileId), cancellationToken)).SingleOrDefault();

    public Task<IReadOnlyList<ProfileInForce>> FindAsync(string? text, int take, CancellationToken cancellationToken)
    {
        var found = db.Profiles.InUse();
        if (!string.IsNullOrWhiteSpace(text)) found = found.Where(p => EF.Functions.Like(p.NameKey, SearchText.Like(text), "\\"));
        return DescribeAsync(found.OrderBy(p => p.NameKey).ThenBy(p => p.Id).Take(take), cancellationToken);
    }

    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IReadOnlyCollection<Guid> profileIds, CancellationToken cancellationToken) => profileIds.Count == 0
        ? new Dictionary<Guid, string>()
        : await db.Profiles.Where(p => profileIds.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, cancellationToken);

    public async Task<IReadOnlySet<Guid>> HoldersAsync(IReadOnlyCollection<Guid> profileIds, DateTimeOffset at, CancellationToken cancellationToken) => profileIds.Count == 0
        ? new HashSet<Guid>()
        : await db.Assignments.ActiveOn(tenant.DateAt(at)).Where(a => profileIds.Contains(a.ProfileId)).Select(a => a.PersonId).ToHashSetAsync(cancellationToken);

    private async Task<IReadOnlyList<ProfileInForce>> DescribeAsync(IQueryable<JobProfile> profiles, CancellationToken cancellationToken)
    {
        var rows = await profiles.AsNoTracking().Select(p => new { p.Id, p.Name, p.Family }).ToListAsync(cancellationToken);
        var requirements = await RequirementsAsync([.. rows.Select(r => r.Id)], Today, cancellationToken);
        return [.. rows.Select(r => new ProfileInForce(r.Id, r.Name, r.Family, IsPrimary: false, requirements(r.Id)))];
    }

    /// <summary>What each of the profiles requires on a day, on the current scale versions.</summary>
    private async Task<Func<Guid, IReadOnlyList<Requirement>>> RequirementsAsync(List<Guid> profileIds, DateOnly day, CancellationToken cancellationToken)
    {
        if (profileIds.Count == 0) return _ => [];
        var rows = await db.ProfileVersions.AsNoTracking().InForceOn(day).Where(v => profileIds.Contains(v.ProfileId))
            .Join(db.Requirements, v => v.Id, r => r.VersionId, (v, r) => new { v.ProfileId, Requirement = r })
            .Join(db.Skills, r => r.Requirement.SkillId, s => s.Id, (r, s) => new { r.ProfileId, r.Requirement, s.ScaleId })
            .Join(db.Scales, r => r.ScaleId, s => s.Id, (r, s) => new
            {
                r.ProfileId,
                r.Requirement.SkillId,
                r.Requirement.Ordinal,
                r.Requirement.ScaleVersion,
                r.Requirement.Mandatory,
                r.Requirement.Weight,
                r.ScaleId,
                s.CurrentVersion,
            })
            .ToListAsync(cancellationToken);

        var grown = rows.Where(r => r.ScaleVersion != r.CurrentVersion).Select(r => r.ScaleId).Distinct().ToList();
        var scales = grown.Count == 0 ? [] : await db.Scales.AsNoTracking().Where(s => grown.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancellationToken);
        var byProfile = rows.ToLookup(r => r.ProfileId, r => new Requirement(
            r.SkillId,
            r.ScaleVersion == r.CurrentVersion ? r.Ordinal : scales[r.ScaleId].ToCurrent(r.ScaleVersion, r.Ordinal),
            r.Mandatory,
            r.Weight));
        var lists = byProfile.ToDictionary(g => g.Key, g => (IReadOnlyList<Requirement>)[.. g]);
        return id => lists.GetValueOrDefault(id, []);
    }

    private async Task<ILookup<Guid, Exemption>> ExemptionsAsync(List<Guid> personIds, DateOnly day, CancellationToken cancellationToken)
    {
        List<Exemption> rows = personIds.Count == 0 ? [] : await db.Exemptions.AsNoTracking().CoveringOn(day)
            .Where(e => personIds.Contains(e.PersonId)).ToListAsync(cancellationToken);
        return rows.ToLookup(e => e.PersonId);
    }

    private static IReadOnlyList<Requirement> Exempt(IReadOnlyList<Requirement> requirements, IEnumerable<Exemption> exemptions, Guid profileId)
    {
        var skills = exemptions.Where(e => e.ProfileId is null || e.ProfileId == profileId).Select(e => e.SkillId).ToHashSet();
        return skills.Count == 0 ? requirements : [.. requirements.Select(r => r with { IsExempt = skills.Contains(r.SkillId) })];
    }
}
