using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Gamification.Features.BrowseChallenges;

/// <summary>Finds challenges, those that end last first.</summary>
[Requires(GamificationPermissions.TakeChallenges)]
internal sealed class SearchChallenges(GamificationDb db, IStringLocalizer<BrowseChallengesPage> texts) : ISearchProvider
{
    public int Order => 70;

    public string Heading => texts["Title"];

    public string? MoreHref(string text) => $"recognition/challenges?q={Uri.EscapeDataString(text)}";

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int take, CancellationToken cancellationToken)
    {
        var like = SearchText.Like(text);
        var found = await db.Challenges.AsNoTracking().Where(c => c.PublishedAt != null && c.CancelledAt == null && EF.Functions.Like(c.SearchText, like, "\\"))
            .OrderByDescending(c => c.EndsAt).ThenBy(c => c.Id).Take(take)
            .Select(c => new { c.Id, c.Title }).ToListAsync(cancellationToken);
        return [.. found.Select(c => new SearchHit(c.Title, "", $"recognition/challenges/{c.Id}", "trophy"))];
    }
}
