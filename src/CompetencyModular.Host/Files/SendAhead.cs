using System.Globalization;
using System.Text;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.Host.Files;

/// <summary>
/// The protocol tus 1.0 (core, creation, termination) for files that are sent ahead of their form. Each request needs the header <c>Tus-Resumable</c>, which
/// no other site can make a browser send.
/// </summary>
internal static class SendAhead
{
    private const string Version = "1.0.0";

    public static void MapUploads(this WebApplication app)
    {
        var uploads = app.MapGroup("/uploads").WithMetadata(new RequiresAttribute(PlatformPermissions.UseTheProduct)).ExcludeFromDescription().AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.Response.Headers["Tus-Resumable"] = Version;
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            if (context.HttpContext.Request.Headers["Tus-Resumable"] == Version) return await next(context);
            context.HttpContext.Response.Headers["Tus-Version"] = Version;
            return TypedResults.StatusCode(context.HttpContext.Request.Headers.ContainsKey("Tus-Resumable") ? StatusCodes.Status412PreconditionFailed : StatusCodes.Status400BadRequest);
        });
        uploads.MapPost("", Create);
        uploads.MapMethods("{id:guid}", [HttpMethods.Head], Ask);
        uploads.MapPatch("{id:guid}", AppendAsync);
        uploads.MapDelete("{id:guid}", Discard);
    }

    private static IResult Create(HttpContext http, SentFiles files, ICurrentUser user)
    {
        if (user.PersonId is null || !long.TryParse(http.Request.Headers["Upload-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || NameIn(http.Request.Headers["Upload-Metadata"].ToString()) is not { } name)
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        if (length > SentFiles.MaxBytes) return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (files.Create(name, length) is not { } id) return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        http.Response.Headers.Location = $"/uploads/{id}";
        return TypedResults.StatusCode(StatusCodes.Status201Created);
    }

    private static IResult Ask(Guid id, HttpContext http, SentFiles files)
    {
        if (files.Find(id) is not var (offset, length)) return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        http.Response.Headers["Upload-Offset"] = offset.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["Upload-Length"] = length.ToString(CultureInfo.InvariantCulture);
        return TypedResults.StatusCode(StatusCodes.Status200OK);
    }

    private static async Task<IResult> AppendAsync(Guid id, HttpContext http, SentFiles files)
    {
        if (files.Find(id) is null) return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        if (http.Request.ContentType != "application/offset+octet-stream") return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        if (!long.TryParse(http.Request.Headers["Upload-Offset"], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)) return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        if (await files.AppendAsync(id, offset, http.Request.Body, http.RequestAborted) is not { } reached) return TypedResults.StatusCode(StatusCodes.Status409Conflict);
        http.Response.Headers["Upload-Offset"] = reached.ToString(CultureInfo.InvariantCulture);
        return TypedResults.StatusCode(StatusCodes.Status204NoContent);
    }

    private static IResult Discard(Guid id, SentFiles files)
    {
        if (files.Find(id) is null) return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        files.Discard(id);
        return TypedResults.StatusCode(StatusCodes.Status204NoContent);
    }

    /// <summary>The file's name within <c>filename d29ybGQ=,…</c>; null where there is none.</summary>
    private static string? NameIn(string metadata)
    {
        foreach (var pair in metadata.Split(','))
        {
            if (pair.Trim().Split(' ') is not ["filename", var encoded]) continue;
            var bytes = new byte[encoded.Length];
            return Convert.TryFromBase64String(encoded, bytes, out var count) && count > 0 ? Encoding.UTF8.GetString(bytes, 0, count) : null;
        }

        return null;
    }
}
