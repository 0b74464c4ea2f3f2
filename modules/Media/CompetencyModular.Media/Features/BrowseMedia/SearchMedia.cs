using CompetencyModular.Media.Content;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Media.Features.BrowseMedia;

/// <summary>Finds what is in the library.</summary>
[Requires(MediaPermissions.Read)]
internal sealed class SearchMedia(MediaDb db, MediaWords words, IStringLocalizer<BrowseMediaPage> texts) : ISearchProvider
{
    public int Order => 50;

    public string Heading => texts["Title"];

    public string? MoreHref(string text) => $"media?q={Uri.EscapeDataString(text)}";

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int take, CancellationToken cancellationToken)
    {
        var like = SearchText.Like(text);
        var found = await db.Media.AsNoTracking().OnOffer().Where(m => EF.Functions.Like(m.SearchText, like, "\\"))
            .OrderBy(m => m.SearchText).ThenBy(m => m.Id).Take(take)
            .Select(m => new { m.Id, m.Title, m.Kind }).ToListAsync(cancellationToken);
        return [.. found.Select(m => new SearchHit(m.Title, words.Name(m.Kind), $"media/{m.Id}", MediaWords.Icon(m.Kind)))];
    }
}
