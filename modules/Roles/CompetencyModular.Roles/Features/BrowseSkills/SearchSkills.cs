using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Roles.Features.BrowseSkills;

/// <summary>Finds skills in use.</summary>
[Requires(RolesPermissions.Read)]
internal sealed class SearchSkills(RolesDb db, IStringLocalizer<BrowseSkillsPage> texts) : ISearchProvider
{
    public int Order => 20;

    public string Heading => texts["Title"];

    public string? MoreHref(string text) => $"roles/skills?q={Uri.EscapeDataString(text)}";

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int take, CancellationToken cancellationToken)
    {
        var like = SearchText.Like(text);
        return await db.Skills.AsNoTracking().Where(s => s.RetiredAt == null && EF.Functions.Like(s.NameKey, like, "\\")).OrderBy(s => s.NameKey).ThenBy(s => s.Id).Take(take)
            .Select(s => new SearchHit(s.Name, db.Categories.Where(c => c.Id == s.CategoryId).Select(c => c.Name).FirstOrDefault() ?? "", "roles/skills/" + s.Id, "skill")).ToListAsync(cancellationToken);
    }
}
