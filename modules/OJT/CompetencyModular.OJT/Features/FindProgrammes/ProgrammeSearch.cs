using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Wording;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.OJT.Features.FindProgrammes;

/// <summary>Published training programmes in the search over everything.</summary>
[Requires(OjtPermissions.View)]
internal sealed class ProgrammeSearch(OjtDb db, OjtWords words, IStringLocalizer<ProgrammeSearch> texts) : ISearchProvider
{
    public int Order => 50;

    public string Heading => texts["Heading"];

    public string? MoreHref(string text) => null;

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int take, CancellationToken cancellationToken)
    {
        var like = SearchText.Like(text);
        var found = await db.Programmes.AsNoTracking().Where(p => p.State == ProgrammeState.Published && EF.Functions.Like(p.SearchText, like, "\\"))
            .OrderBy(p => p.SearchText).ThenBy(p => p.Id).Take(take).Select(p => new { p.Id, p.Title, p.Scheme }).ToListAsync(cancellationToken);
        return [.. found.Select(p => new SearchHit(p.Title, words.Name(p.Scheme), $"ojt/programmes/{p.Id}/about", "mentor"))];
    }
}
