using System.Globalization;
using System.Text;

namespace CompetencyModular.Sdk.Persistence;

/// <summary>The form in which text is searched on both databases: compatibility decomposition, marks stripped, upper case.</summary>
public static class SearchText
{
    /// <summary>Normalises a text for a shadow column, or what somebody typed for a comparison with it.</summary>
    public static string Of(params ReadOnlySpan<string?> parts)
    {
        var result = new StringBuilder();
        foreach (var part in parts)
        {
            if (string.IsNullOrWhiteSpace(part)) continue;
            if (result.Length > 0) result.Append(' ');
            foreach (var c in part.Trim().Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormKD))
            {
                if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark) result.Append(char.ToUpperInvariant(c));
            }
        }

        return result.ToString();
    }

    /// <summary>The pattern for <c>EF.Functions.Like(column, pattern, "\\")</c> that finds the typed text anywhere.</summary>
    public static string Like(string? typed) =>
        $"%{Of(typed).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}

/// <summary>A page of a list.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="Total">How many rows there are in all.</param>
/// <param name="Page">The page's number, from 1.</param>
/// <param name="PageSize">How many rows a page has at most.</param>
public sealed record Paged<T>(IReadOnlyList<T> Items, int Total, int Page, int PageSize)
{
    /// <summary>False where counting ended before all were counted: there are more than <see cref="Total"/>.</summary>
    public bool TotalIsExact { get; init; } = true;
}

/// <summary>Paging of queries.</summary>
public static class PagingExtensions
{
    /// <summary>Reads one page of an ordered query.</summary>
    /// <param name="query">Ordered, ending in a unique key, so that no row stands on two pages.</param>
    /// <param name="page">From 1; smaller counts as 1.</param>
    /// <param name="pageSize">1 to 200; others are clamped.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public static async Task<Paged<T>> ToPageAsync<T>(this IQueryable<T> query, int page, int pageSize, CancellationToken cancellationToken)
    {
        page = Math.Max(1, page);
        pageSize = Math.Clamp(pageSize, 1, 200);
        var total = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.CountAsync(query, cancellationToken);
        // Counted in long: a page far out must not turn into a negative offset.
        var before = (page - 1L) * pageSize;
        var items = before >= total ? [] : await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(
            query.Skip((int)before).Take(pageSize), cancellationToken);
        return new Paged<T>(items, total, page, pageSize);
    }

    /// <summary>The same for lists so long that counting them costs more than reading a page: counting ends at a number, or with the page where that is farther.</summary>
    /// <param name="query">Ordered, ending in a unique key, so that no row stands on two pages.</param>
    /// <param name="page">From 1; smaller counts as 1.</param>
    /// <param name="pageSize">1 to 200; others are clamped.</param>
    /// <param name="counted">The same rows without an order, which costs nothing where all of them are needed anyway.</param>
    /// <param name="countTo">Where counting ends.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public static async Task<Paged<T>> ToPageAsync<T, TCounted>(this IQueryable<T> query, int page, int pageSize, IQueryable<TCounted> counted, int countTo, CancellationToken cancellationToken)
    {
        pageSize = Math.Clamp(pageSize, 1, 200);
        page = Math.Clamp(page, 1, int.MaxValue / 200);
        var before = (page - 1) * pageSize;
        var most = Math.Max(countTo, before + pageSize);
        var total = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.CountAsync(counted.Take(most + 1), cancellationToken);
        var items = before >= total ? [] : await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(query.Skip(before).Take(pageSize), cancellationToken);
        return new Paged<T>(items, Math.Min(total, most), page, pageSize) { TotalIsExact = total <= most };
    }
}
