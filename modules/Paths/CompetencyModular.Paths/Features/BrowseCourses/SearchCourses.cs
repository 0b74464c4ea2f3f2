using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Paths.Features.BrowseCourses;

/// <summary>Finds courses on offer to the actor.</summary>
[Requires(PathsPermissions.Read)]
internal sealed class SearchCourses(PathsDb db, ICurrentUser user, IPeople people, IStringLocalizer<BrowseCoursesPage> texts) : ISearchProvider
{
    public int Order => 40;

    public string Heading => texts["Title"];

    public string? MoreHref(string text) => $"paths/courses?q={Uri.EscapeDataString(text)}";

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int take, CancellationToken cancellationToken)
    {
        var like = SearchText.Like(text);
        return await db.Courses.AsNoTracking().OnOfferTo(await people.UnitOfAsync(user.Me(), cancellationToken)).Where(c => EF.Functions.Like(c.SearchText, like, "\\"))
            .OrderBy(c => c.SearchText).ThenBy(c => c.Id).Take(take)
            .Select(c => new SearchHit(c.Title, c.Code, "paths/courses/" + c.Id, "course")).ToListAsync(cancellationToken);
    }
}
