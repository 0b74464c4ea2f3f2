using CompetencyModular.Media.Content;
using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.BrowseMedia;

/// <summary>The library: what is published; for those who manage media also drafts and the trash.</summary>
internal static class BrowseMedia
{
    [Requires(MediaPermissions.Read)]
    internal sealed record Query(
        string? Search = null, FileGroup? Kind = null, string? Folder = null, string? Tag = null, string? Shelf = null, string? Sort = null, int? Page = null, int? PageSize = null)
        : IRead<Response>;

    /// <param name="Media">This page of what was asked for.</param>
    /// <param name="Folders">The folders of the shelf.</param>
    /// <param name="Tags">The tags of the shelf.</param>
    /// <param name="Drafts">How many drafts there are; 0 for whoever does not manage media.</param>
    /// <param name="LacksTools">Whether those who manage media should know that the server makes no previews of films.</param>
    /// <param name="Trashed">How many lie in the trash; 0 for whoever does not manage media.</param>
    internal sealed record Response(Paged<Row> Media, IReadOnlyList<string> Folders, IReadOnlyList<string> Tags, int Drafts, int Trashed, bool LacksTools);

    /// <param name="Seconds">How long it plays, where that is known.</param>
    /// <param name="Length">Of its file, in bytes.</param>
    /// <param name="MyShare">How much of it the person has played, 0 to 1; null where not begun.</param>
    /// <param name="IsCompleted">Whether the person has completed it.</param>
    internal sealed record Row(
        Guid Id, string Title, FileGroup Kind, string ContentType, double? Seconds, long Length, int Minutes, string Folder, MediumState State, DateTimeOffset? TrashedAt,
        double? MyShare, bool IsCompleted, bool HasPreview);

    internal sealed class Handler(MediaDb db, ICurrentUser user, Ffmpeg ffmpeg) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var manages = user.Has(MediaPermissions.Manage);
            var shelf = (manages ? query.Shelf : null) switch
            {
                "drafts" => db.Media.Where(m => m.State == MediumState.Draft && m.TrashedAt == null),
                "trash" => db.Media.Where(m => m.TrashedAt != null),
                _ => db.Media.OnOffer(),
            };
            var asked = shelf.AsNoTracking();
            if (!string.IsNullOrWhiteSpace(query.Search))
            {
                var like = SearchText.Like(query.Search);
                asked = asked.Where(m => EF.Functions.Like(m.SearchText, like, "\\"));
            }

            if (query.Kind is { } kind) asked = asked.Where(m => m.Kind == kind);
            if (!string.IsNullOrEmpty(query.Folder)) asked = asked.Where(m => m.Folder == query.Folder);
            if (!string.IsNullOrEmpty(query.Tag)) asked = asked.Where(m => m.Tags.Any(t => t.Tag == query.Tag));

            var me = user.PersonId ?? Guid.Empty;
            var page = await Ordered(asked, query.Sort)
                .Select(m => new
                {
                    Medium = m,
                    File = db.Versions.Where(v => v.MediumId == m.Id && v.Number == m.CurrentNumber).Select(v => new { v.ContentType, v.Seconds, v.Length, v.Hash }).First(),
                    Share = db.Viewings.Where(v => v.PersonId == me && v.MediumId == m.Id).OrderByDescending(v => v.Occurrence).Select(v => (double?)v.Share).FirstOrDefault(),
                    IsCompleted = db.Viewings.Any(v => v.PersonId == me && v.MediumId == m.Id && v.CompletedAt != null),
                })
                .Select(x => new Row(
                    x.Medium.Id, x.Medium.Title, x.Medium.Kind, x.File.ContentType, x.File.Seconds, x.File.Length, x.Medium.Minutes, x.Medium.Folder, x.Medium.State, x.Medium.TrashedAt, x.Share, x.IsCompleted,
                    db.Files.Any(f => f.Hash == x.File.Hash && f.PreviewHash != "")))
                .ToPageAsync(query.Page ?? 1, query.PageSize ?? 24, ct);
            return new Response(
                page,
                await shelf.Where(m => m.Folder != "").Select(m => m.Folder).Distinct().OrderBy(f => f).ToListAsync(ct),
                await shelf.SelectMany(m => m.Tags).Select(t => t.Tag).Distinct().OrderBy(t => t).ToListAsync(ct),
                manages ? await db.Media.CountAsync(m => m.State == MediumState.Draft && m.TrashedAt == null, ct) : 0,
                manages ? await db.Media.CountAsync(m => m.TrashedAt != null, ct) : 0,
                manages && !ffmpeg.IsThere);
        }

        private static IOrderedQueryable<Medium> Ordered(IQueryable<Medium> media, string? sort) => sort switch
        {
            "newest" => media.OrderByDescending(m => m.CreatedAt).ThenBy(m => m.Id),
            "minutes" => media.OrderBy(m => m.Minutes).ThenBy(m => m.SearchText).ThenBy(m => m.Id),
            _ => media.OrderBy(m => m.SearchText).ThenBy(m => m.Id),
        };
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("media", "The media of the library, with how far the signed-in person is.");
    }
}
