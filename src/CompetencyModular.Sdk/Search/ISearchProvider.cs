namespace CompetencyModular.Sdk.Search;

/// <summary>
/// Adds what a module holds to the search over everything in the top bar. Registered by itself where a class of the module implements it. The class
/// carries <see cref="Modules.RequiresAttribute"/>: it is asked for those who hold the permission, in tenants whose feature is on, and never without it.
/// </summary>
public interface ISearchProvider
{
    /// <summary>The place of its group among the results, ascending; people are 10, skills 20, profiles 30, what there is to learn 40 and up.</summary>
    int Order { get; }

    /// <summary>The heading of its group, in the reader's language.</summary>
    string Heading { get; }

    /// <summary>The page that lists all that is found, without a leading slash; null where there is none.</summary>
    /// <param name="text">What was typed.</param>
    string? MoreHref(string text);

    /// <summary>
    /// Finds what the acting person may see, the best first. Asked for each search: one query, on an index or a normalised search column.
    /// </summary>
    /// <param name="text">What was typed: at least two characters, trimmed.</param>
    /// <param name="take">The most that is shown.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    Task<IReadOnlyList<SearchHit>> FindAsync(string text, int take, CancellationToken cancellationToken);
}

/// <summary>Something found.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Note">What tells it from others of the name, such as a unit or a category; may be empty.</param>
/// <param name="Href">Its page, without a leading slash.</param>
/// <param name="Icon">An icon of the design system.</param>
public sealed record SearchHit(string Title, string Note, string Href, string Icon);
