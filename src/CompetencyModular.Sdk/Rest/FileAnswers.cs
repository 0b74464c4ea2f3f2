using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace CompetencyModular.Sdk.Rest;

/// <summary>A stored file to be sent. The read that answers it has made sure that the person may have it.</summary>
/// <param name="File">Which one.</param>
/// <param name="Inline">Whether the browser may show it (pictures, sound, video, captions); else it is saved.</param>
public sealed record FileAnswer(StoredFile File, bool Inline = false);

/// <summary>Maps reads that answer a stored file, within <see cref="IDownload.Map"/>.</summary>
public static class UseCaseFiles
{
    /// <summary>
    /// Maps a read to GET, with ranges, so that a player can jump. Sent sandboxed, never sniffed, and kept by the person's own browser alone, which
    /// asks each time whether it still may.
    /// </summary>
    /// <param name="files">The module's group.</param>
    /// <param name="pattern">Below the module's prefix.</param>
    public static RouteHandlerBuilder File<TQuery>(this IEndpointRouteBuilder files, string pattern) where TQuery : IRead<FileAnswer> => files
        .MapOnDemand(HttpMethods.Get, pattern, async ([AsParameters] TQuery query, ISend send, IFiles store, HttpContext http, CancellationToken ct) => ToHttp(await send.SendAsync(query, ct), store, http))
        .WithMetadata(new UseCaseMetadata(typeof(TQuery)))
        .ExcludeFromDescription();

    private static IResult ToHttp(Result<FileAnswer> result, IFiles store, HttpContext http)
    {
        if (result.Error is { } error) return TypedResults.StatusCode(UseCaseEndpoints.StatusOf(error.Kind));
        var (file, inline) = result.Value;
        if (store.Open(file.Area, file.Hash) is not { } content) return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "private, no-cache";
        if (inline)
        {
            var disposition = new ContentDispositionHeaderValue("inline");
            disposition.SetHttpFileName(file.Name);
            http.Response.Headers.ContentDisposition = disposition.ToString();
        }

        return TypedResults.File(content, file.ContentType, inline ? null : file.Name, entityTag: new EntityTagHeaderValue($"\"{file.Hash}\""), enableRangeProcessing: true);
    }
}
