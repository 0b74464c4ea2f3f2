using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Specifications;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Roles.Features.BrowseProfiles;

/// <summary>Finds job profiles in use.</summary>
[Requires(RolesPermissions.Read)]
internal sealed class SearchProfiles(RolesDb db, IStringLocalizer<BrowseProfilesPage> texts) : ISearchProvider
{
    public int Order => 30;

    public string Heading => texts["Title"];

    public string? MoreHref(string text) => $"roles/profiles?q={Uri.EscapeDataString(text)}";

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int take, CancellationToken cancellationToken)
    {
        var like = SearchText.Like(text);
        return await db.Profiles.AsNoTracking().InUse().Where(p => EF.Functions.Like(p.NameKey, like, "\\")).OrderBy(p => p.NameKey).ThenBy(p => p.Id).Take(take)
            .Select(p => new SearchHit(p.Name, p.Family, "roles/profiles/" + p.Id, "role")).ToListAsync(cancellationToken);
    }
}
