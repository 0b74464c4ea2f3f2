using System.Globalization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;

namespace CompetencyModular.Host.Shell;

/// <summary>
/// A 403 or 404 looks like the rest: the page for its status is rendered in place, and the address stays what was asked for. The API answers with
/// problem details instead.
/// </summary>
internal static class StatusPages
{
    public static async Task RenderAsync(StatusCodeContext status)
    {
        var context = status.HttpContext;
        if (context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/health")) return;
        // Components render nothing into a 404 unless they know that this is the page for it.
        context.Features.Set<IStatusCodeReExecuteFeature>(new StatusCodeReExecuteFeature { OriginalPath = context.Request.Path, OriginalPathBase = context.Request.PathBase });
        var page = context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.First(e => e.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type == typeof(StatusPage));
        context.SetEndpoint(page);
        context.Request.RouteValues = new RouteValueDictionary { [nameof(StatusPage.Code)] = context.Response.StatusCode.ToString(CultureInfo.InvariantCulture) };
        context.Request.Method = HttpMethods.Get;
        await page.RequestDelegate!(context);
    }
}
