using System.Reflection;
using CompetencyModular.Host.Shell;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing.Patterns;

namespace CompetencyModular.Host.Modules;

/// <summary>
/// The endpoints of one module, apart from all others until it is known that they can be built: one that cannot would make the whole host's routing
/// throw with the first request. They are mapped once; what they are built with is first the services on trial, then those of the host.
/// </summary>
internal sealed class ModuleRoutes : IEndpointRouteBuilder, IServiceProvider
{
    private readonly List<EndpointDataSource> sources = [];
    private IReadOnlyList<Place> places = [];
    private IServiceProvider services;

    private ModuleRoutes(IServiceProvider services) => this.services = services;

    public IServiceProvider ServiceProvider => this;

    public ICollection<EndpointDataSource> DataSources => sources;

    /// <summary>Maps what the module offers over REST and as files.</summary>
    public static ModuleRoutes Map(InstalledModule module, IServiceProvider trial)
    {
        var routes = new ModuleRoutes(trial);
        var prefix = module.Manifest!.Prefix;
        // The host's own endpoints stand at the root of the API: /api/v1/people.
        var api = ModuleRules.IsHost(module) ? routes.MapGroup("/api/v1") : routes.MapGroup("/api/v1").MapGroup(prefix).WithTags(module.Id);
        foreach (var endpoint in module.Endpoints) Call(endpoint, nameof(IEndpoint.Map), api);
        var files = routes.MapGroup(prefix).WithSecurityHeadersPolicy(SecurityHeaders.Sandbox);
        foreach (var download in module.Downloads) Call(download, nameof(IDownload.Map), files);
        return routes;
    }

    /// <summary>Builds all endpoints and compares them, and the module's pages, with each other and with those of the modules before.</summary>
    public void Check(InstalledModule module, IReadOnlyList<InstalledModule> before)
    {
        var found = new List<Place>();
        foreach (var endpoint in sources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
        {
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
            ModuleRules.Refuse(!IsClassified(endpoint), $"The endpoint {string.Join(' ', methods)} {endpoint.RoutePattern.RawText} does not say which permission it requires.");
            found.Add(new Place(methods, endpoint.RoutePattern));
        }

        found.AddRange(module.Pages.SelectMany(p => p.GetCustomAttributes<RouteAttribute>()).Select(r => new Place([HttpMethods.Get, HttpMethods.Post], RoutePatternFactory.Parse(r.Template))));
        var policies = services.GetRequiredService<ParameterPolicyFactory>();
        foreach (var place in found)
            foreach (var parameter in place.Pattern.Parameters)
                foreach (var policy in parameter.ParameterPolicies) policies.Create(parameter, policy); // An unknown constraint throws here, and not with somebody's request.

        for (var i = 0; i < found.Count; i++)
        {
            // Within a module a constraint tells two routes apart; a route of another module's is not to be narrowed down.
            if (found.Take(i).FirstOrDefault(p => p.Meets(found[i], withConstraints: true)) is { } twin) ModuleRules.Refuse($"Its routes {twin} and {found[i]} are the same.");
            foreach (var other in before)
                if (other.Routes!.places.FirstOrDefault(p => p.Meets(found[i], withConstraints: false)) is { } taken) ModuleRules.Refuse($"Its route {found[i]} is taken: {other.Id} has {taken}.");
        }

        places = found;
    }

    /// <summary>Hands the endpoints to the running host.</summary>
    public void AddTo(WebApplication app)
    {
        services = app.Services;
        foreach (var source in sources) ((IEndpointRouteBuilder)app).DataSources.Add(source);
    }

    public object? GetService(Type serviceType) => services.GetService(serviceType);

    public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(this);

    private static void Call(Type type, string method, IEndpointRouteBuilder routes) => type.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, [routes]);

    private static bool IsClassified(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<RequiresAttribute>() is not null
        || endpoint.Metadata.GetMetadata<UseCaseMetadata>()?.Message.IsDefined(typeof(RequiresAttribute), inherit: false) == true;

    /// <summary>What an endpoint answers to.</summary>
    private sealed record Place(IReadOnlyList<string> Methods, RoutePattern Pattern)
    {
        public bool Meets(Place other, bool withConstraints) =>
            (Methods.Count == 0 || other.Methods.Count == 0 || Methods.Intersect(other.Methods, StringComparer.OrdinalIgnoreCase).Any())
            && Shape(withConstraints) == other.Shape(withConstraints);

        /// <summary>The pattern with names of parameters left out: <c>/x/{id}</c> and <c>/X/{key}</c> are the same.</summary>
        private string Shape(bool withConstraints) => string.Join('/', Pattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
        {
            RoutePatternLiteralPart literal => literal.Content.ToUpperInvariant(),
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter =>
                $"{{{(parameter.IsCatchAll ? "*" : "")}{(withConstraints ? string.Join(':', parameter.ParameterPolicies.Select(c => c.Content).Order(StringComparer.Ordinal)) : "")}}}",
            _ => "",
        }))));

        public override string ToString() => $"{string.Join(' ', Methods)} /{Pattern.RawText?.TrimStart('/')}";
    }
}
