using CompetencyModular.Probe.Persistence;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Search;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Probe.Features.SearchNotes;

/// <summary>Finds notes, for those who may read more than notes.</summary>
[Requires(ProbePermissions.ReadExtra)]
internal sealed class SearchNotes(ProbeDb db, Faults faults) : ISearchProvider
{
    public int Order => 90;

    public string Heading => "Notes";

    public string? MoreHref(string text) => "probe/notes";

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int take, CancellationToken cancellationToken)
    {
        faults.Try(nameof(SearchNotes));
        return await db.Notes.AsNoTracking().Where(n => n.Title.StartsWith(text)).OrderBy(n => n.Title).Take(take)
            .Select(n => new SearchHit(n.Title, "", "probe/notes", "edit")).ToListAsync(cancellationToken);
    }
}

/// <summary>Says nothing of who may search with it: nobody may.</summary>
internal sealed class SearchUnguarded(Faults faults) : ISearchProvider
{
    public int Order => 91;

    public string Heading => "Unguarded";

    public string? MoreHref(string text) => null;

    public Task<IReadOnlyList<SearchHit>> FindAsync(string text, int take, CancellationToken cancellationToken)
    {
        faults.Try(nameof(SearchUnguarded));
        return Task.FromResult<IReadOnlyList<SearchHit>>([new SearchHit(text, "", "", "edit")]);
    }
}
