using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Lookups;

/// <summary>Finds skills in the database and takes what they are from the <see cref="Catalogue"/>.</summary>
internal sealed class SkillLookup(RolesDb db, Catalogue catalogue) : ISkillLookup
{
    public Task<IReadOnlyDictionary<Guid, SkillCard>> SkillsAsync(IReadOnlyCollection<Guid> skillIds, CancellationToken cancellationToken) =>
        catalogue.SkillsAsync(skillIds, cancellationToken);

    public async Task<IReadOnlyList<SkillCard>> FindAsync(string? text, int take, CancellationToken cancellationToken)
    {
        var found = db.Skills.Where(s => s.RetiredAt == null);
        if (!string.IsNullOrWhiteSpace(text)) found = found.Where(s => EF.Functions.Like(s.NameKey, SearchText.Like(text), "\\"));
        return await CardsAsync(found.OrderBy(s => s.NameKey).Take(take).Select(s => s.Id), cancellationToken);
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

    private async Task<IReadOnlyList<SkillCard>> CardsAsync(IQueryable<Guid> found, CancellationToken cancellationToken)
    {
        var ids = await found.ToListAsync(cancellationToken);
        var cards = await catalogue.SkillsAsync(ids, cancellationToken);
        return [.. ids.Select(id => cards[id])];
    }
}
