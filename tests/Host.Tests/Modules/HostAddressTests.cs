using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Tests.Access.Walk;
using CompetencyModular.Sdk.Testing;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Modules;

public sealed class HostAddressTests
{
    [Fact]
    public async Task No_module_may_take_an_address_at_which_the_host_answers()
    {
        await using var host = await TestHost.StartAsync(Database.Sqlite, [.. ModuleSource.Beside(WalkHost.HostFolder)], "beside the host");
        var prefixes = host.Catalog.Active.Select(m => m.Manifest!.Prefix).ToHashSet();

        var open = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is null && e.RoutePattern.PathSegments is [{ Parts: [RoutePatternLiteralPart] }, ..])
            .Select(e => ((RoutePatternLiteralPart)e.RoutePattern.PathSegments[0].Parts[0]).Content)
            .Where(first => first.All(c => c is '-' or (>= 'a' and <= 'z')) && !prefixes.Contains(first)).Except(ModuleRules.HostAddresses).ToList();

        open.ShouldBeEmpty();
    }
}
