using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Lookups;

/// <summary>Two queries for any number of skills: the skills, and the few scales they stand on.</summary>
internal sealed class SkillLookup(RolesDb db) : ISkillLookup
{
    public async Task<IReadOnlyDictionary<Guid, SkillCard>> SkillsAsync(IReadOnlyCollection<Guid> skillIds, CancellationToken cancellationToken)
    {
        if (skillIds.Count == 0) return new Dictionary<Guid, SkillCard>();
        return (await CardsAsync(db.Skills.Where(s => skillIds.Contains(s.Id)), cancellationToken)).ToDictionary(c => c.Id);
    }

    public async Task<IReadOnlyList<SkillCard>> FindAsync(string? text, int take, CancellationToken cancellationToken)
    {
        var found = db.Skills.Where(s => s.RetiredAt == null);
        if (!string.IsNullOrWhiteSpace(text)) found = found.Where(s => EF.Functions.Like(s.NameKey, SearchText.Like(text), "\\"));
        return await CardsAsync(found.OrderBy(s => s.NameKey).Take(take), cancellationToken);
    }

    public async Task<Paged<SkillCard>> PageAsync(IReadOnlyCollection<Guid>? among, Guid? branchId, int page, int pageSize, CancellationToken cancellationToken)
    {
        var found = among is null ? db.Skills.Where(s => s.RetiredAt == null) : db.Skills.Where(s => among.Contains(s.Id));
        if (branchId is { } branch)
        {
            var within = (await TreeAsync(cancellationToken)).Within(branch).ToList();
            found = found.Where(s => s.CategoryId != null && within.Contains(s.CategoryId.Value));
        }

        var ids = await found.OrderBy(s => db.Categories.Where(c => c.Id == s.CategoryId).Select(c => c.NameKey).FirstOrDefault() ?? "").ThenBy(s => s.NameKey).ThenBy(s => s.Id)
            .Select(s => s.Id).ToPageAsync(page, pageSize, cancellationToken);
        var cards = await SkillsAsync(ids.Items, cancellationToken);
        return new Paged<SkillCard>([.. ids.Items.Select(id => cards[id])], ids.Total, ids.Page, ids.PageSize);
    }

    public async Task<IReadOnlyList<SkillBranch>> BranchesAsync(CancellationToken cancellationToken) =>
        [.. (await TreeAsync(cancellationToken)).Branches.Select(b => new SkillBranch(b.Category.Id, b.Category.Name, b.Depth))];

    private async Task<CategoryTree> TreeAsync(CancellationToken cancellationToken) => new(await db.Categories.AsNoTracking().ToListAsync(cancellationToken));

    public async Task<IReadOnlyDictionary<string, Guid>> ByNameAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0) return new Dictionary<string, Guid>();
        var keys = names.Select(n => SearchText.Of(n)).Distinct().ToList();
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        return (await db.Skills.AsNoTracking().Where(s => keys.Contains(s.NameKey)).Select(s => new { s.Id, s.Name }).ToListAsync(cancellationToken))
            .Where(s => wanted.Contains(s.Name))
            .ToDictionary(s => s.Name, s => s.Id, StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<SkillCard>> CardsAsync(IQueryable<Skill> skills, CancellationToken cancellationToken)
    {
        var rows = await skills.AsNoTracking()
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
        var scaleIds = rows.Select(r => r.ScaleId).Distinct().ToList();
        var scales = scaleIds.Count == 0 ? [] : (await db.Scales.AsNoTracking()
            .Where(s => scaleIds.Contains(s.Id))
            .Select(s => new { s.Id, s.Versions })
            .ToListAsync(cancellationToken)).ToDictionary(s => s.Id, s => new ScaleCard(s.Versions));

        return [.. rows.Select(r =>
        {
            var scale = scales[r.ScaleId];
            return new SkillCard(r.Id, r.Name, r.Description, r.Category, scale.LevelsWith(r.LevelTexts), scale.Version, scale.EarlierVersions);
        })];
    }

    /// <summary>What all skills of one scale share.</summary>
    private sealed class ScaleCard(IReadOnlyList<ScaleVersion> versions)
    {
        private readonly LevelCard[] levels = [.. versions[^1].Levels.Select((l, ordinal) => new LevelCard(l.Id, ordinal, l.Name, l.Description))];

        public int Version { get; } = versions[^1].Number;

        public IReadOnlyDictionary<int, IReadOnlyList<int>> EarlierVersions { get; } =
            versions.SkipLast(1).ToDictionary(v => v.Number, v => LevelMap.ToLast(versions, v.Number));

        public IReadOnlyList<LevelCard> LevelsWith(IReadOnlyDictionary<Guid, string> texts) => texts.Count == 0
            ? levels
            : [.. levels.Select(l => texts.TryGetValue(l.Id, out var text) ? l with { Description = text } : l)];
    }
}
