using CompetencyModular.Host.Access;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.BrowsePeople;

/// <summary>Finds the people whose records the actor may open.</summary>
[Requires(PlatformPermissions.FindPeople)]
internal sealed class SearchPeople(PlatformDb db, PeopleAccess access, IStringLocalizer<BrowsePeoplePage> texts) : ISearchProvider
{
    public int Order => 10;

    public string Heading => texts["Title"];

    public string? MoreHref(string text) => $"people?q={Uri.EscapeDataString(text)}";

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int take, CancellationToken cancellationToken) =>
        await access.Visible().Asked(new BrowsePeople.Query(text), BrowsePeople.Reach.Everywhere, db, await access.IsBroadAsync(new BrowsePeople.Query(text), db, cancellationToken)).Take(take)
            .Select(p => new SearchHit(p.Name, p.JobTitle == "" ? p.Unit : p.JobTitle, "people/" + p.Id, "person")).ToListAsync(cancellationToken);
}
