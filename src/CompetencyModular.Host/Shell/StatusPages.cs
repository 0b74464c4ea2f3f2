using Microsoft.AspNetCore.Diagnostics;

namespace CompetencyModular.Host.Shell;

/// <summary>A 403 or 404 looks like the rest: the page for its status is rendered in place. The API answers with problem details instead.</summary>
internal static class StatusPages
{
    public static async Task RenderAsync(StatusCodeContext status)
    {
        var context = status.HttpContext;
        if (context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/health")) return;
        var (path, method, endpoint) = (context.Request.Path, context.Request.Method, context.GetEndpoint());
        // Components render nothing into a 404 unless they know that this is the page for it.
        context.Features.Set<IStatusCodeReExecuteFeature>(new StatusCodeReExecuteFeature
        {
            OriginalPath = path, OriginalPathBase = context.Request.PathBase, OriginalQueryString = context.Request.QueryString.Value,
        });
        context.Request.Path = $"/status/{context.Response.StatusCode}";
        context.Request.Method = HttpMethods.Get;
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        try
        {
            await status.Next(context);
        }
        finally
        {
            (context.Request.Path, context.Request.Method) = (path, method);
            context.SetEndpoint(endpoint);
        }
    }
}
