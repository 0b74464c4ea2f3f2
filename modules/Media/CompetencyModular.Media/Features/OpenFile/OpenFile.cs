using CompetencyModular.Media.Content;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.OpenFile;

/// <summary>The file of a medium, what was made of it to be shown, and its captions, for those who may open the medium; older versions for those who manage it.</summary>
internal static class OpenFile
{
    /// <param name="Id">The medium.</param>
    /// <param name="Version">An older version; null for the current one.</param>
    /// <param name="Download">Whether it is to be saved, not shown.</param>
    [Requires(MediaPermissions.Read)]
    internal sealed record Query(Guid Id, int? Version = null, bool? Download = null) : IRead<FileAnswer>;

    /// <summary>The small picture of the current file.</summary>
    [Requires(MediaPermissions.Read)]
    internal sealed record PreviewQuery(Guid Id) : IRead<FileAnswer>;

    /// <summary>The current file as every browser plays it.</summary>
    [Requires(MediaPermissions.Read)]
    internal sealed record RenditionQuery(Guid Id) : IRead<FileAnswer>;

    [Requires(MediaPermissions.Read)]
    internal sealed record CaptionQuery(Guid Id, Guid CaptionId) : IRead<FileAnswer>;

    internal sealed class Handler(MediaDb db, ICurrentUser user) : IReadHandler<Query, FileAnswer>
    {
        public async ValueTask<Result<FileAnswer>> Handle(Query query, CancellationToken ct)
        {
            var asked = user.Has(MediaPermissions.Manage) ? query.Version : null;
            var found = await db.Media.AsNoTracking().OpenTo(user).Where(m => m.Id == query.Id)
                .Join(db.Versions, m => m.Id, v => v.MediumId, (m, v) => new { m.Kind, m.CurrentNumber, File = v })
                .Where(x => x.File.Number == (asked ?? x.CurrentNumber)).FirstOrDefaultAsync(ct);
            return found is null ? Error.NotFound() : new FileAnswer(found.File.Stored(), MediaFiles.IsShown(found.Kind) && query.Download is not true);
        }
    }

    internal sealed class PreviewHandler(MediaDb db, ICurrentUser user) : IReadHandler<PreviewQuery, FileAnswer>
    {
        public async ValueTask<Result<FileAnswer>> Handle(PreviewQuery query, CancellationToken ct) =>
            await db.FileOf(db.Media.AsNoTracking().OpenTo(user), query.Id).FirstOrDefaultAsync(ct) is { HasPreview: true } file ? new FileAnswer(file.Preview, Inline: true) : Error.NotFound();
    }

    internal sealed class RenditionHandler(MediaDb db, ICurrentUser user) : IReadHandler<RenditionQuery, FileAnswer>
    {
        public async ValueTask<Result<FileAnswer>> Handle(RenditionQuery query, CancellationToken ct) =>
            await db.FileOf(db.Media.AsNoTracking().OpenTo(user), query.Id).FirstOrDefaultAsync(ct) is { HasRendition: true } file ? new FileAnswer(file.Playable, Inline: true) : Error.NotFound();
    }

    internal sealed class CaptionHandler(MediaDb db, ICurrentUser user) : IReadHandler<CaptionQuery, FileAnswer>
    {
        public async ValueTask<Result<FileAnswer>> Handle(CaptionQuery query, CancellationToken ct)
        {
            var caption = await db.Media.AsNoTracking().OpenTo(user).Where(m => m.Id == query.Id).SelectMany(m => m.Captions).FirstOrDefaultAsync(c => c.Id == query.CaptionId, ct);
            return caption is null ? Error.NotFound() : new FileAnswer(new(MediaFiles.Area, caption.Hash, caption.FileName, "text/vtt; charset=utf-8", caption.Length), Inline: true);
        }
    }

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.File<Query>("{id:guid}/file");
    }

    internal sealed class PreviewDownload : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.File<PreviewQuery>("{id:guid}/preview");
    }

    internal sealed class RenditionDownload : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.File<RenditionQuery>("{id:guid}/rendition");
    }

    internal sealed class CaptionDownload : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.File<CaptionQuery>("{id:guid}/captions/{captionId:guid}");
    }
}
