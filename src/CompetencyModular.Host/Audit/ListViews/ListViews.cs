using System.ComponentModel;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Audit.ListViews;

/// <summary>Who looked at one's own record in the last year, the newest first: a line for each person and day.</summary>
internal static class ListViews
{
    [Requires(PlatformPermissions.UseTheProduct)]
    internal sealed record Query(int? Page = null, int? PageSize = null) : IRead<Paged<Row>>;

    internal sealed record Row(
        DateOnly Day, Guid ViewerId,
        [property: Description("Empty for somebody who is no longer known.")] string Viewer, string JobTitle,
        [property: Description("The modules in which the record was opened, by name.")] IReadOnlyList<string> Modules,
        [property: Description("The last time on that day.")] DateTimeOffset LastAt);

    internal sealed class Handler(PlatformDb db, ActingContext acting, IPeople people, IStringLocalizerFactory texts, ModuleCatalog catalog) : IReadHandler<Query, Paged<Row>>
    {
        public async ValueTask<Result<Paged<Row>>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (acting.PersonId is not { } me) return Error.NotFound();
            var views = db.Set<RecordView>().AsNoTracking().Where(v => v.SubjectId == me);
            var page = await views.GroupBy(v => new { v.Day, v.ViewerId }).Select(g => new { g.Key.Day, g.Key.ViewerId })
                .OrderByDescending(v => v.Day).ThenBy(v => v.ViewerId).ToPageAsync(query.Page ?? 1, query.PageSize ?? 25, cancellationToken);
            if (page.Items.Count == 0) return new Paged<Row>([], page.Total, page.Page, page.PageSize);

            var (first, last) = (page.Items[^1].Day, page.Items[0].Day);
            var viewers = page.Items.Select(v => v.ViewerId).Distinct().ToArray();
            var details = (await views.Where(v => v.Day >= first && v.Day <= last && viewers.Contains(v.ViewerId)).ToListAsync(cancellationToken)).ToLookup(v => (v.Day, v.ViewerId));
            var cards = await people.CardsAsync(viewers, cancellationToken);
            return new Paged<Row>(
                [.. page.Items.Select(v => new Row(
                    v.Day, v.ViewerId, cards.GetValueOrDefault(v.ViewerId)?.Name ?? "", cards.GetValueOrDefault(v.ViewerId)?.JobTitle ?? "",
                    [.. details[(v.Day, v.ViewerId)].Select(d => texts.NameOf(catalog, d.Module)).Order(StringComparer.CurrentCulture)], details[(v.Day, v.ViewerId)].Max(d => d.LastAt)))],
                page.Total, page.Page, page.PageSize);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Paged<Row>>("people/me/views", "Who looked at the signed-in person's record in the last year.").WithTags("Platform");
    }
}
