using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Authorization;

namespace CompetencyModular.Host.Access;

/// <summary>
/// Stands before every endpoint: its feature must be on and the person must hold its permission. Deny by default: an endpoint that says
/// neither which permission it requires nor that it is open to all is not found.
/// </summary>
internal sealed class EndpointGate(RequestDelegate next, ModuleCatalog catalog)
{
    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) return next(context);

        var acting = context.RequestServices.GetRequiredService<ActingContext>();
        if (!acting.HasTenant || PermissionOf(endpoint, catalog) is not { } permission || !acting.IsEnabled(permission.Feature))
            return Refuse(context, Error.NotFound());
        if (permission.OpenToAll || acting.Has(permission.Id)) return next(context);
        if (acting.AccountId is not null) return Refuse(context, new Error(ErrorKind.Forbidden, "permission-missing", ""));
        if (IsApi(context) || !HttpMethods.IsGet(context.Request.Method)) return Refuse(context, new Error(ErrorKind.Unauthenticated, "sign-in-required", ""));
        context.Response.Redirect($"/sign-in?returnUrl={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");
        return Task.CompletedTask;
    }

    /// <summary>The permission that an endpoint requires by its page or its use case; null for an endpoint that nobody classified.</summary>
    public static PermissionDeclaration? PermissionOf(Endpoint endpoint, ModuleCatalog catalog)
    {
        var id = endpoint.Metadata.GetMetadata<RequiresAttribute>()?.Permission
            ?? endpoint.Metadata.GetMetadata<UseCaseMetadata>()?.Permission;
        return id is null ? null : catalog.Permission(id);
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api");

    private static Task Refuse(HttpContext context, Error error)
    {
        if (IsApi(context)) return UseCaseEndpoints.ToProblem(error).ExecuteAsync(context);
        context.Response.StatusCode = UseCaseEndpoints.StatusOf(error.Kind);
        return Task.CompletedTask;
    }
}
