using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;

namespace CompetencyModular.Probe.Features.ReadExtra;

internal static class ReadExtra
{
    [Requires(ProbePermissions.ReadExtra)]
    internal sealed record Query : IRead<Done>;

    internal sealed class Handler : IReadHandler<Query, Done>
    {
        public ValueTask<Result<Done>> Handle(Query query, CancellationToken cancellationToken) => new(Done.Value);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Done>("extra", "Belongs to a feature of its own.");
    }
}
