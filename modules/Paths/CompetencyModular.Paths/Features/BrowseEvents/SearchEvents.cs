using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Paths.Features.BrowseEvents;

/// <summary>Finds training events on offer to the person.</summary>
[Requires(PathsPermissions.Read)]
internal sealed class SearchEvents(PathsDb db, ICurrentUser user, IPeople people, IStringLocalizer<BrowseEventsPage> texts) : ISearchProvider
{
    public int Order => 42;

    public string Heading => texts["Title"];

    public string? MoreHref(string text) => $"paths/events?q={Uri.EscapeDataString(text)}";

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int take, CancellationToken cancellationToken)
    {
        var like = SearchText.Like(text);
        var unit = user.PersonId is { } me ? await people.UnitOfAsync(me, cancellationToken) : "";
        var found = await db.TrainingEvents.AsNoTracking().OnOfferTo(unit).Where(e => EF.Functions.Like(e.SearchText, like, "\\"))
            .OrderBy(e => e.SearchText).ThenBy(e => e.Id).Take(take)
            .Select(e => new { e.Id, e.Title }).ToListAsync(cancellationToken);
        return [.. found.Select(e => new SearchHit(e.Title, "", $"paths/events/{e.Id}", "calendar"))];
    }
}
