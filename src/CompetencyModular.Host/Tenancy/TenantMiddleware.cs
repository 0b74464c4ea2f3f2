using Microsoft.AspNetCore.Localization;

namespace CompetencyModular.Host.Tenancy;

/// <summary>
/// Finds the tenant by the host name. Before there is one, only the first-run page answers. Whether the process is well is answered under any name:
/// who watches it often knows no more than its address.
/// </summary>
internal sealed class TenantMiddleware(RequestDelegate next, TenantRegistry tenants)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (tenants.Resolve(context.Request.Host.Host) is { } tenant)
        {
            context.RequestServices.GetRequiredService<ActingContext>().For(tenant);
            return next(context);
        }

        if (context.Request.Path.StartsWithSegments("/health")) return next(context);
        if (tenants.All.Count == 0 && AnswersBeforeSetUp(context.Request.Path)) return next(context);
        if (tenants.All.Count == 0 && HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Redirect("/setup");
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static bool AnswersBeforeSetUp(PathString path) =>
        path.StartsWithSegments("/setup") || path.StartsWithSegments("/_framework") || path.StartsWithSegments("/_content") || path.StartsWithSegments("/language");
}

/// <summary>The person's choice (cookie) comes first, then the browser's language where a translation exists, then the tenant's.</summary>
internal sealed class TenantCultureProvider : RequestCultureProvider
{
    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var acting = httpContext.RequestServices.GetRequiredService<ActingContext>();
        return Task.FromResult(acting.HasTenant ? new ProviderCultureResult(acting.Tenant.Culture) : null);
    }
}
