using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Paths.Features.BrowsePaths;

/// <summary>Finds learning paths on offer.</summary>
[Requires(PathsPermissions.Read)]
internal sealed class SearchPaths(PathsDb db, IStringLocalizer<BrowsePathsPage> texts) : ISearchProvider
{
    public int Order => 38;

    public string Heading => texts["Title"];

    public string? MoreHref(string text) => $"paths/learning-paths?q={Uri.EscapeDataString(text)}";

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int take, CancellationToken cancellationToken)
    {
        var like = SearchText.Like(text);
        var found = await db.Paths.AsNoTracking().Where(p => p.State == PathState.Published && EF.Functions.Like(p.SearchText, like, "\\"))
            .OrderBy(p => p.SearchText).ThenBy(p => p.Id).Take(take)
            .Select(p => new { p.Id, p.Title }).ToListAsync(cancellationToken);
        return [.. found.Select(p => new SearchHit(p.Title, "", $"paths/learning-paths/{p.Id}", "path"))];
    }
}
