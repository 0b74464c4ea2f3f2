using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Notices.ListNotices;

/// <summary>What the actor was told, the newest first.</summary>
internal static class ListNotices
{
    /// <param name="All">Also what has been read.</param>
    /// <param name="Sort"><c>waiting</c> puts what waits before the rest.</param>
    /// <param name="Page">From 1.</param>
    /// <param name="PageSize">1 to 200; 25 by default.</param>
    /// <param name="ShownElsewhere">Beginnings of links: what waits there is left out.</param>
    [Requires(PlatformPermissions.UseTheProduct)]
    internal sealed record Query(bool? All = null, string? Sort = null, int? Page = null, int? PageSize = null, string[]? ShownElsewhere = null) : IRead<Paged<Row>>;

    /// <param name="Id">The notice's id.</param>
    /// <param name="Kind">Why it is told.</param>
    /// <param name="Text">What is told, in the reader's language.</param>
    /// <param name="Module">The name of the part of the product it comes from.</param>
    /// <param name="Link">The page it leads to, without a leading slash.</param>
    /// <param name="At">When it was told.</param>
    /// <param name="IsRead">False while it is new.</param>
    internal sealed record Row(Guid Id, NoticeKind Kind, string Text, string Module, string Link, DateTimeOffset At, bool IsRead);

    internal sealed class Handler(PlatformDb db, ICurrentUser user, NoticeWords words) : IReadHandler<Query, Paged<Row>>
    {
        public async ValueTask<Result<Paged<Row>>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (user.PersonId is not { } me) return Error.NotFound();
            var mine = db.Set<Notice>().AsNoTracking().Where(n => n.PersonId == me && words.Modules.Contains(n.Module));
            if (query.All is not true) mine = mine.Where(n => !n.IsRead);
            foreach (var links in query.ShownElsewhere ?? []) mine = mine.Where(n => n.Kind != NoticeKind.WaitsOnYou || !n.Link.StartsWith(links));
            var ordered = query.Sort is "waiting" ? mine.OrderByDescending(n => n.Kind == NoticeKind.WaitsOnYou).ThenByDescending(n => n.At) : mine.OrderByDescending(n => n.At);
            var page = await ordered.ThenByDescending(n => n.Id).ToPageAsync(query.Page ?? 1, query.PageSize ?? 25, cancellationToken);
            return new Paged<Row>([.. page.Items.Select(n => new Row(n.Id, n.Kind, words.Of(n), words.ModuleName(n), n.Link, n.At, n.IsRead))], page.Total, page.Page, page.PageSize);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Paged<Row>>("notices", "What the signed-in person was told and has not read; with all=true everything, the newest first.").WithTags("Platform");
    }
}
