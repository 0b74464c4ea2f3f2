using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.AspNetCore.Routing;

namespace MyModule.Features.SayHello;

/// <summary>Greets an organisation.</summary>
internal static class SayHello
{
    [Requires(MyModulePermissions.Use)]
    internal sealed record Query : IRead<Response>;

    /// <param name="Organisation">The organisation's name.</param>
    /// <param name="Today">The day it is there.</param>
    internal sealed record Response(string Organisation, DateOnly Today);

    internal sealed class Handler(ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken) =>
            new((Result<Response>)new Response(tenant.Name, tenant.DateAt(time.GetUtcNow())));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("hello", "Greets the organisation of whoever asks.");
    }
}
