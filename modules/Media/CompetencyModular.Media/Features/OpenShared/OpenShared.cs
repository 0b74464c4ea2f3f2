using CompetencyModular.Media.Content;
using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.OpenShared;

/// <summary>One medium, for whoever has a link to it that still works. Nothing of the organisation is told but its name and the medium; nothing is measured.</summary>
internal static class OpenShared
{
    [Requires(MediaPermissions.OpenShared)]
    internal sealed record Query(string Token) : IRead<Response>;

    internal sealed record Response(string Title, string Description, FileGroup Kind, string FileName, long Length, double? Seconds, DateTimeOffset ExpiresAt, IReadOnlyDictionary<string, Guid> Captions, bool HasPreview, bool HasRendition);

    [Requires(MediaPermissions.OpenShared)]
    internal sealed record FileQuery(string Token) : IRead<FileAnswer>;

    [Requires(MediaPermissions.OpenShared)]
    internal sealed record PreviewQuery(string Token) : IRead<FileAnswer>;

    [Requires(MediaPermissions.OpenShared)]
    internal sealed record RenditionQuery(string Token) : IRead<FileAnswer>;

    [Requires(MediaPermissions.OpenShared)]
    internal sealed record CaptionQuery(string Token, Guid CaptionId) : IRead<FileAnswer>;

    internal sealed class Handler(MediaDb db, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            if (await db.FindSharedAsync(query.Token, time.GetUtcNow(), ct) is not var (medium, link)) return Error.NotFound();
            var file = medium.Current;
            var made = await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Hash == file.Hash, ct);
            return new Response(
                medium.Title, medium.Description, medium.Kind, file.FileName, file.Length, file.Seconds, link.ExpiresAt, medium.Captions.ToDictionary(c => c.Language, c => c.Id),
                made?.HasPreview is true, made?.HasRendition is true);
        }
    }

    internal sealed class FileHandler(MediaDb db, TimeProvider time) : IReadHandler<FileQuery, FileAnswer>
    {
        public async ValueTask<Result<FileAnswer>> Handle(FileQuery query, CancellationToken ct) =>
            await db.FindSharedAsync(query.Token, time.GetUtcNow(), ct) is var (medium, _) ? new FileAnswer(medium.Current.Stored(), MediaFiles.IsShown(medium.Kind)) : Error.NotFound();
    }

    internal sealed class PreviewHandler(MediaDb db, TimeProvider time) : IReadHandler<PreviewQuery, FileAnswer>
    {
        public async ValueTask<Result<FileAnswer>> Handle(PreviewQuery query, CancellationToken ct) =>
            await db.SharedFileAsync(query.Token, time.GetUtcNow(), ct) is { HasPreview: true } file ? new FileAnswer(file.Preview, Inline: true) : Error.NotFound();
    }

    internal sealed class RenditionHandler(MediaDb db, TimeProvider time) : IReadHandler<RenditionQuery, FileAnswer>
    {
        public async ValueTask<Result<FileAnswer>> Handle(RenditionQuery query, CancellationToken ct) =>
            await db.SharedFileAsync(query.Token, time.GetUtcNow(), ct) is { HasRendition: true } file ? new FileAnswer(file.Playable, Inline: true) : Error.NotFound();
    }

    internal sealed class CaptionHandler(MediaDb db, TimeProvider time) : IReadHandler<CaptionQuery, FileAnswer>
    {
        public async ValueTask<Result<FileAnswer>> Handle(CaptionQuery query, CancellationToken ct) =>
            await db.FindSharedAsync(query.Token, time.GetUtcNow(), ct) is var (medium, _) && medium.Captions.FirstOrDefault(c => c.Id == query.CaptionId) is { } caption
                ? new FileAnswer(new(MediaFiles.Area, caption.Hash, caption.FileName, "text/vtt; charset=utf-8", caption.Length), Inline: true)
                : Error.NotFound();
    }

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.File<FileQuery>("shared/{token}/file");
    }

    internal sealed class PreviewDownload : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.File<PreviewQuery>("shared/{token}/preview");
    }

    internal sealed class RenditionDownload : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.File<RenditionQuery>("shared/{token}/rendition");
    }

    internal sealed class CaptionDownload : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.File<CaptionQuery>("shared/{token}/captions/{captionId:guid}");
    }
}

internal static class SharedMedia
{
    /// <summary>The medium that a link opens: one that has neither run out nor been taken back, of a medium that is on offer.</summary>
    public static async Task<(Medium Medium, ShareLink Link)?> FindSharedAsync(this MediaDb db, string token, DateTimeOffset now, CancellationToken ct)
    {
        var hash = ShareLink.HashOf(token);
        var link = await db.Links.AsNoTracking().FirstOrDefaultAsync(l => l.TokenHash == hash && l.RevokedAt == null && l.ExpiresAt > now, ct);
        if (link is null) return null;
        var medium = await db.Media.AsNoTracking().OnOffer().Whole().FirstOrDefaultAsync(m => m.Id == link.MediumId, ct);
        return medium is null ? null : (medium, link);
    }

    /// <summary>What is known of the current file of what a link opens.</summary>
    public static async Task<KeptFile?> SharedFileAsync(this MediaDb db, string token, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.FindSharedAsync(token, now, ct) is not var (medium, _)) return null;
        var hash = medium.Current.Hash;
        return await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Hash == hash, ct);
    }
}
