using CompetencyModular.Sdk.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CompetencyModular.Sdk.Rest;

/// <summary>
/// Offers files to people in the browser, under <c>/{prefix}/</c>: what an author uploaded, or a list as CSV. The host finds it, gates it by
/// the message's feature and permission like a page, and sends it sandboxed, so that a file can never act as a page of the product.
/// </summary>
public interface IDownload
{
    /// <summary>Maps one route, with <see cref="UseCaseDownloads.Download{TQuery}"/>.</summary>
    static abstract void Map(IEndpointRouteBuilder files);
}

/// <summary>A file to be saved.</summary>
/// <param name="Name">As suggested to the browser.</param>
/// <param name="ContentType">The media type.</param>
/// <param name="Content">The bytes.</param>
public sealed record FileDownload(string Name, string ContentType, byte[] Content);

/// <summary>Maps reads that answer a file.</summary>
public static class UseCaseDownloads
{
    /// <summary>Maps a read to GET. The message's members bind by name, from route and query. The file comes as an attachment.</summary>
    /// <param name="files">The module's group.</param>
    /// <param name="pattern">Below the module's prefix.</param>
    public static RouteHandlerBuilder Download<TQuery>(this IEndpointRouteBuilder files, string pattern) where TQuery : IRead<FileDownload> => files
        .MapOnDemand(HttpMethods.Get, pattern, async ([AsParameters] TQuery query, ISend send, CancellationToken ct) => ToHttp(await send.SendAsync(query, ct)))
        .WithMetadata(new UseCaseMetadata(typeof(TQuery)))
        .ExcludeFromDescription();

    private static IResult ToHttp(Result<FileDownload> result) => result.Error is { } error
        ? TypedResults.StatusCode(UseCaseEndpoints.StatusOf(error.Kind))
        : TypedResults.File(result.Value.Content, result.Value.ContentType, result.Value.Name, enableRangeProcessing: true);
}
