using System.Collections.Concurrent;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace CompetencyModular.Roles.Lookups;

/// <summary>
/// The tenant's skills and profiles as others see them. What was read once stays in memory until anything of them changes, which the stamp in the
/// database tells (ADR 0013); only what is not known yet is asked for, in the same few queries for any number.
/// </summary>
internal sealed class Catalogue(RolesDb db, ITenant tenant, IMemoryCache memory)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(20);

    private Known? known;

    /// <summary>Skills by id, retired ones too; unknown ids are left out.</summary>
    public Task<IReadOnlyDictionary<Guid, SkillCard>> SkillsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        TakeAsync(ids, k => k.Skills, ReadSkillsAsync, cancellationToken);

    /// <summary>Profiles by id, retired ones too; unknown ids are left out.</summary>
    public Task<IReadOnlyDictionary<Guid, ProfileCard>> ProfilesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        TakeAsync(ids, k => k.Profiles, ReadProfilesAsync, cancellationToken);

    private async Task<IReadOnlyDictionary<Guid, T>> TakeAsync<T>(
        IReadOnlyCollection<Guid> ids, Func<Known, ConcurrentDictionary<Guid, T>> part, Func<List<Guid>, CancellationToken, Task<IEnumerable<(Guid, T)>>> read, CancellationToken cancellationToken)
    {
        var taken = new Dictionary<Guid, T>(ids.Count);
        if (ids.Count == 0) return taken;
        var kept = part(await KnownAsync(cancellationToken));
        List<Guid> unknown = [];
        foreach (var id in ids)
        {
            if (kept.TryGetValue(id, out var card)) taken[id] = card;
            else unknown.Add(id);
        }

        if (unknown.Count > 0)
            foreach (var (id, card) in await read(unknown, cancellationToken)) taken[id] = kept[id] = card;
        return taken;
    }

    private async ValueTask<Known> KnownAsync(CancellationToken cancellationToken)
    {
        if (known is not null && !db.HasChangedCatalogue) return known;
        var stamp = await db.StampAsync(cancellationToken);
        var key = (typeof(Catalogue), tenant.Id);
        if (memory.TryGetValue(key, out Known? kept) && kept!.Stamp == stamp) return known = kept;
        return known = memory.Set(key, new Known(stamp), new MemoryCacheEntryOptions { SlidingExpiration = Idle });
    }

    private async Task<IEnumerable<(Guid, SkillCard)>> ReadSkillsAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var rows = await db.Skills.AsNoTracking().Where(s => ids.Contains(s.Id))
            .Select(s => new
            {
                s.Id,
                s.Name,
                s.Description,
                Category = db.Categories.Where(c => c.Id == s.CategoryId).Select(c => c.Name).FirstOrDefault() ?? "",
                s.ScaleId,
                s.LevelTexts,
            })
            .ToListAsync(cancellationToken);
        var scales = await ScalesAsync([.. rows.Select(r => r.ScaleId).Distinct()], cancellationToken);
        var cards = scales.ToDictionary(s => s.Key, s => new ScaleCard(s.Value));
        return rows.Select(r => (r.Id, cards[r.ScaleId].Of(r.Id, r.Name, r.Description, r.Category, r.LevelTexts)));
    }

    private async Task<IEnumerable<(Guid, ProfileCard)>> ReadProfilesAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var profiles = await db.Profiles.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.NameKey, p.Family }).ToListAsync(cancellationToken);
        var versions = await db.ProfileVersions.AsNoTracking().Where(v => ids.Contains(v.ProfileId) && v.State == ProfileVersionState.Published)
            .Select(v => new { v.Id, v.ProfileId, v.InForceFrom, v.ReplacedOn }).ToListAsync(cancellationToken);
        var versionIds = versions.ConvertAll(v => v.Id);
        var rows = await db.Requirements.AsNoTracking().Where(r => versionIds.Contains(r.VersionId))
            .Join(db.Skills, r => r.SkillId, s => s.Id, (r, s) => new { r.VersionId, r.SkillId, r.Ordinal, r.ScaleVersion, r.Mandatory, r.Weight, s.ScaleId })
            .ToListAsync(cancellationToken);
        var scales = await ScalesAsync([.. rows.Select(r => r.ScaleId).Distinct()], cancellationToken);
        var requirements = rows.ToLookup(r => r.VersionId, r => new Requirement(r.SkillId, LevelMap.ToLast(scales[r.ScaleId], r.ScaleVersion)[r.Ordinal], r.Mandatory, r.Weight));
        var terms = versions.ToLookup(v => v.ProfileId, v => new ProfileTerms(v.InForceFrom!.Value, v.ReplacedOn, [.. requirements[v.Id]]));
        return profiles.Select(p => (p.Id, new ProfileCard(p.Id, p.Name, p.NameKey, p.Family, [.. terms[p.Id]])));
    }

    private Task<Dictionary<Guid, IReadOnlyList<ScaleVersion>>> ScalesAsync(List<Guid> ids, CancellationToken cancellationToken) =>
        db.Scales.AsNoTracking().Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, s.Versions }).ToDictionaryAsync(s => s.Id, s => s.Versions, cancellationToken);

    /// <summary>What is known as of a stamp; several messages add to it at once.</summary>
    private sealed record Known(Guid Stamp)
    {
        public ConcurrentDictionary<Guid, SkillCard> Skills { get; } = new();

        public ConcurrentDictionary<Guid, ProfileCard> Profiles { get; } = new();
    }

    /// <summary>What all skills of one scale share.</summary>
    private sealed class ScaleCard(IReadOnlyList<ScaleVersion> versions)
    {
        private readonly LevelCard[] levels = [.. versions[^1].Levels.Select((l, ordinal) => new LevelCard(l.Id, ordinal, l.Name, l.Description))];

        private readonly Dictionary<int, IReadOnlyList<int>> earlier = versions.SkipLast(1).ToDictionary(v => v.Number, v => LevelMap.ToLast(versions, v.Number));

        public SkillCard Of(Guid id, string name, string description, string category, IReadOnlyDictionary<Guid, string> texts) =>
            new(id, name, description, category, LevelsWith(texts), versions[^1].Number, earlier);

        private LevelCard[] LevelsWith(IReadOnlyDictionary<Guid, string> texts) => texts.Count == 0
            ? levels
            : [.. levels.Select(l => texts.TryGetValue(l.Id, out var text) ? l with { Description = text } : l)];
    }
}

/// <summary>A profile with all that it has required so far.</summary>
internal sealed record ProfileCard(Guid Id, string Name, string NameKey, string Family, IReadOnlyList<ProfileTerms> Terms)
{
    /// <summary>What it requires on a day, on the current scale versions; nothing while no version is in force.</summary>
    public IReadOnlyList<Requirement> RequirementsOn(DateOnly day) =>
        Terms.FirstOrDefault(t => t.From <= day && (t.ReplacedOn is null || day < t.ReplacedOn))?.Requirements ?? [];
}

/// <summary>A published version of a profile: from its first day to the one on which the next took over.</summary>
internal sealed record ProfileTerms(DateOnly From, DateOnly? ReplacedOn, IReadOnlyList<Requirement> Requirements);
