using CompetencyModular.Sdk.Files;
using Microsoft.AspNetCore.Http.Features;

namespace CompetencyModular.Host.Files;

/// <summary>Gives pages with <see cref="UploadsAttribute"/> the room for one post that they ask for; whatever says beforehand that it is larger is not read at all.</summary>
internal sealed class UploadLimits(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<UploadsAttribute>() is not { } uploads || !HttpMethods.IsPost(context.Request.Method)) return next(context);
        if (context.Request.ContentLength > uploads.MaxBytes)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = uploads.MaxBytes;
        context.Features.Set<IFormFeature>(new FormFeature(context.Request, new FormOptions { MultipartBodyLengthLimit = uploads.MaxBytes }));
        return next(context);
    }
}
