using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using MyModule.Persistence;

namespace MyModule.Features.ListEntries;

/// <summary>The entries there are, page by page.</summary>
internal static class ListEntries
{
    [Requires(MyModulePermissions.Use)]
    internal sealed record Query(string? Search = null, string? Sort = null, int? Page = null, int? PageSize = null) : IRead<Response>;

    internal sealed record Response(Paged<Row> Entries);

    /// <param name="AddedOn">The day it was added, where the organisation is.</param>
    internal sealed record Row(Guid Id, string Title, DateOnly AddedOn);

    internal sealed class Handler(MyModuleDb db, ITenant tenant) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var asked = db.Entries.AsNoTracking();
            if (!string.IsNullOrWhiteSpace(query.Search))
            {
                var like = SearchText.Like(query.Search);
                asked = asked.Where(e => EF.Functions.Like(e.SearchText, like, "\\"));
            }

            // Ends in the key, so that no entry stands on two pages.
            var ordered = query.Sort == "-title" ? asked.OrderByDescending(e => e.SearchText).ThenBy(e => e.Id) : asked.OrderBy(e => e.SearchText).ThenBy(e => e.Id);
            var found = await ordered.ToPageAsync(query.Page ?? 1, query.PageSize ?? 25, cancellationToken);
            return new Response(new([.. found.Items.Select(e => new Row(e.Id, e.Title, tenant.DateAt(e.AddedAt)))], found.Total, found.Page, found.PageSize));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("entries", "The entries, page by page.");
    }
}
