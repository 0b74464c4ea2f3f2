using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace CompetencyModular.Sdk.Rest;

/// <summary>
/// Maps handlers whose binding is compiled by their first request. A host has well over a hundred, and compiling all of them at its start is a good
/// part of it; most are not asked for in a day.
/// </summary>
internal static class OnDemand
{
    /// <summary>As <c>MapMethods</c>, with the same metadata.</summary>
    public static RouteHandlerBuilder MapOnDemand(this IEndpointRouteBuilder routes, string method, string pattern, Delegate handler)
    {
        var options = new RequestDelegateFactoryOptions
        {
            ServiceProvider = routes.ServiceProvider,
            // As the framework does: what a GET takes in several values stands in its query.
            DisableInferBodyFromParameters = HttpMethods.IsGet(method),
            RouteParameterNames = [.. RoutePatternFactory.Parse(pattern).Parameters.Select(p => p.Name)],
        };
        var known = RequestDelegateFactory.InferMetadata(handler.Method, options);
        var compiled = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(handler, options, known).RequestDelegate);
        RequestDelegate answer = context => compiled.Value(context);
        return new RouteHandlerBuilder([routes.MapMethods(pattern, [method], answer).WithMetadata([handler.Method, .. known.EndpointMetadata])]);
    }
}
