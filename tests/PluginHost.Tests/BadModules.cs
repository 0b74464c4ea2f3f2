namespace CompetencyModular.PluginHost.Tests;

/// <summary>Modules of which each does one thing wrong. The text beside each is part of the reason that the administrator reads.</summary>
internal static class BadModules
{
    private const string Plain = "public sealed class Entry : Module { public override void ConfigureServices(IServiceCollection services) { } }";

    /// <summary>A module's id, what is wrong with it, and its folder's content.</summary>
    internal sealed record Bad(string Id, string Reason, string State, Action<string> Write);

    public static IReadOnlyList<Bad> All { get; } =
    [
        Code("ThrowsWhenLoaded", "its constructor throws", "[assembly: Module(\"ThrowsWhenLoaded\", \"throws-when-loaded\")]",
            "public sealed class Entry : Module { public Entry() => throw new InvalidOperationException(\"its constructor throws\"); public override void ConfigureServices(IServiceCollection services) { } }"),
        Code("ThrowsInServices", "ConfigureServices throws", "[assembly: Module(\"ThrowsInServices\", \"throws-in-services\")]",
            "public sealed class Entry : Module { public override void ConfigureServices(IServiceCollection services) => throw new InvalidOperationException(\"ConfigureServices throws\"); }"),
        new("NewerSdk", "It was built for SDK 0.99", "Incompatible", modules => ModuleCompiler.Compile(modules, "NewerSdk", "[assembly: Module(\"NewerSdk\", \"newer-sdk\")] public sealed class Entry : Module { }", null,
            ModuleCompiler.Library("CompetencyModular.Sdk", FutureSdk, liesBeside: false))),
        Code("NeedsNowhere", "It requires Nowhere", "[assembly: Module(\"NeedsNowhere\", \"needs-nowhere\", Requires = new[] { \"Nowhere\" })]", Plain, "MissingDependency"),
        Code("NeedsABadOne", "It requires ThrowsInServices", "[assembly: Module(\"NeedsABadOne\", \"needs-a-bad-one\", Requires = new[] { \"ThrowsInServices\" })]", Plain, "MissingDependency"),
        Code("CircleA", "circle of dependencies", "[assembly: Module(\"CircleA\", \"circle-a\", Requires = new[] { \"CircleB\" })]", Plain, "MissingDependency"),
        Code("CircleB", "circle of dependencies", "[assembly: Module(\"CircleB\", \"circle-b\", Requires = new[] { \"CircleA\" })]", Plain, "MissingDependency"),
        new("LacksALibrary", "Its types could not be loaded", "Faulted", modules => ModuleCompiler.Compile(modules, "LacksALibrary",
            "[assembly: Module(\"LacksALibrary\", \"lacks-a-library\")] " + Plain + " public sealed class Uses : Somebody.Elses.Thing { }", null,
            ModuleCompiler.Library("Somebody.Elses", "namespace Somebody.Elses; public class Thing { }", liesBeside: false))),
        new("NoModule", "No assembly in it declares a module", "Faulted", modules => File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(modules, "NoModule")).FullName, "broken.dll"), "no assembly")),
        new("TwinFolder", "lies in TwinFolder", "Faulted", modules => ModuleCompiler.Compile(modules, "TwinFolder", "[assembly: Module(\"Good\", \"twin\")] " + Plain)),
        Code("SamePermission", "It declares the permission SamePermission.Read twice", "[assembly: Module(\"SamePermission\", \"same-permission\")] [assembly: Permission(\"SamePermission.Read\")] [assembly: Permission(\"SamePermission.Read\", Roles = new[] { RoleNames.Learner })]", Plain),
        Code("StolenPermission", "Its permission Good.Read does not begin with StolenPermission.", "[assembly: Module(\"StolenPermission\", \"stolen-permission\")] [assembly: Permission(\"Good.Read\")]", Plain),
        Code("Good.Extra", "Its feature Good.Extra is declared by Good already", "[assembly: Module(\"Good.Extra\", \"good-extra\")]", Plain),
        Code("SamePrefix", "Its prefix good belongs to Good", "[assembly: Module(\"SamePrefix\", \"good\")]", Plain),
        Code("HostPrefix", "Its prefix admin is an address of the host", "[assembly: Module(\"HostPrefix\", \"admin\")] [assembly: Permission(\"HostPrefix.Read\")]",
            Plain + " [Route(\"/admin/{page}\")] [Requires(\"HostPrefix.Read\")] public sealed class Page : ComponentBase { }"),
        Code("ForeignRoute", "does not begin with /foreign-route", "[assembly: Module(\"ForeignRoute\", \"foreign-route\")] [assembly: Permission(\"ForeignRoute.Read\")]",
            Plain + " [Route(\"/good/{id}\")] [Requires(\"ForeignRoute.Read\")] public sealed class Page : ComponentBase { }"),
        Code("TwinPages", "are the same", "[assembly: Module(\"TwinPages\", \"twin-pages\")] [assembly: Permission(\"TwinPages.Read\")]",
            Plain + " [Route(\"/twin-pages/{id:guid}\")] [Requires(\"TwinPages.Read\")] public sealed class One : ComponentBase { } [Route(\"/twin-pages/{key:guid}\")] [Requires(\"TwinPages.Read\")] public sealed class Two : ComponentBase { }"),
        Code("TwinEndpoints", "are the same", "[assembly: Module(\"TwinEndpoints\", \"twin-endpoints\")] [assembly: Permission(\"TwinEndpoints.Read\")]",
            WithMediator("TwinEndpoints.Read") + Endpoint("One", "api.Get<Query, Done>(\"things/{id}\", \"\")") + Endpoint("Two", "api.Get<Query, Done>(\"Things/{key}\", \"\")")),
        Code("BadConstraint", "nonsense", "[assembly: Module(\"BadConstraint\", \"bad-constraint\")] [assembly: Permission(\"BadConstraint.Read\")]",
            Plain + " [Route(\"/bad-constraint/{id:nonsense}\")] [Requires(\"BadConstraint.Read\")] public sealed class Page : ComponentBase { }"),
        Code("MapThrows", "Map throws", "[assembly: Module(\"MapThrows\", \"map-throws\")] [assembly: Permission(\"MapThrows.Read\")]",
            WithMediator("MapThrows.Read") + Endpoint("Sound", "api.Get<Query, Done>(\"sound\", \"\")") + Endpoint("Throws", "throw new InvalidOperationException(\"Map throws\")")
            + " [Route(\"/map-throws\")] [Requires(\"MapThrows.Read\")] public sealed class Page : ComponentBase { }"),
        Code("EndpointCannotBeBuilt", "body", "[assembly: Module(\"EndpointCannotBeBuilt\", \"cannot-be-built\")] [assembly: Permission(\"EndpointCannotBeBuilt.Read\")]",
            Plain + " public sealed class Complex { public string Value { get; set; } } " + Endpoint("Builds", "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(api, \"x\", (Complex complex) => complex.Value)")),
        Code("Unclassified", "does not say which permission it requires", "[assembly: Module(\"Unclassified\", \"unclassified\")]",
            Plain + Endpoint("Open", "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(api, \"x\", () => \"x\")")),
        Code("Unguarded", "does not say which permission it requires", "[assembly: Module(\"Unguarded\", \"unguarded\")]", Plain + " [Route(\"/unguarded\")] public sealed class Page : ComponentBase { }"),
        Code("NamelessEvent", "has no [Event] name", "[assembly: Module(\"NamelessEvent\", \"nameless-event\")]", Plain + " public sealed record Happened(string StreamKey) : IEvent;"),
        Code("TwinConsumers", "Two consumers share the name", "[assembly: Module(\"TwinConsumers\", \"twin-consumers\")]",
            Plain + Consumer("One") + Consumer("Two")),
        Code("UnknownFeature", "names the feature UnknownFeature.Extra", "[assembly: Module(\"UnknownFeature\", \"unknown-feature\")]", Plain + Consumer("One", "[InFeature(\"UnknownFeature.Extra\")] ")),
        Code("NoPipeline", "would miss TelemetryBehaviour", "[assembly: Module(\"NoPipeline\", \"no-pipeline\")] [assembly: Permission(\"NoPipeline.Read\")]",
            Plain + " [Requires(\"NoPipeline.Read\")] public sealed record Query : Mediator.IQuery<string>;"),
        Code("NoTransaction", "would miss UnitOfWorkBehaviour", "[assembly: Module(\"NoTransaction\", \"no-transaction\")] [assembly: Permission(\"NoTransaction.Write\")]",
            Plain + " [Requires(\"NoTransaction.Write\")] public sealed record Command : Mediator.ICommand<Result<Done>>, IUseCase<Done>;"),
        Code("SingletonMediator", "Its mediator is not scoped", "[assembly: Module(\"SingletonMediator\", \"singleton-mediator\")] [assembly: Permission(\"SingletonMediator.Read\")]",
            WithMediator("SingletonMediator.Read").Replace("AddScoped<Sender>", "AddSingleton<Sender>", StringComparison.Ordinal)),
        Code("NoMediator", "It has messages and no mediator", "[assembly: Module(\"NoMediator\", \"no-mediator\")] [assembly: Permission(\"NoMediator.Read\")]",
            Plain + " [Requires(\"NoMediator.Read\")] public sealed record Query : IRead<Done>;"),
        Services("OwnBehaviour", "It registers IPipelineBehavior", "services.AddScoped(typeof(Mediator.IPipelineBehavior<,>), typeof(Behaviour<,>))",
            "public sealed class Behaviour<TMessage, TResponse> : Mediator.IPipelineBehavior<TMessage, TResponse> where TMessage : Mediator.IMessage { public ValueTask<TResponse> Handle(TMessage message, Mediator.MessageHandlerDelegate<TMessage, TResponse> next, CancellationToken ct) => throw new InvalidOperationException(); }"),
        Services("OwnSend", "It registers ICurrentUser, which belongs to the host", "services.AddScoped<ICurrentUser, Everybody>()",
            "public sealed class Everybody : ICurrentUser { public Guid? PersonId => null; public bool IsSystem => true; public bool Has(string permission) => true; }"),
        Services("BackgroundWork", "It registers IHostedService", "services.AddHostedService<Work>()",
            "public sealed class Work : Microsoft.Extensions.Hosting.BackgroundService { protected override Task ExecuteAsync(CancellationToken ct) => throw new InvalidOperationException(); }"),
        Services("CannotBeMade", "Unable to resolve service for type 'Nobody'", "services.AddScoped<IActivitySource, Source>()",
            "public interface Nobody { } public sealed class Source : IActivitySource { public Source(Nobody nobody) { } public Task<IReadOnlyList<ActivityOffer>> OffersForAsync(Guid personId, CancellationToken ct) => null; public Task<IReadOnlyDictionary<ActivityRef, ActivityLink>> DescribeAsync(IReadOnlyCollection<ActivityRef> activities, CancellationToken ct) => null; }"),
        Services("ForeignSchema", "Its schema good is not its prefix", "services.AddSingleton(new CompetencyModular.Sdk.Persistence.ModuleDbTypes(\"good\", typeof(object), typeof(object), typeof(object)))", ""),
    ];

    /// <summary>One that does nothing wrong, to be there beside the others.</summary>
    public const string Good =
        """
        [assembly: Module("Good", "good")]
        [assembly: Feature("Good.Extra")]
        [assembly: Permission("Good.Read", Roles = new[] { RoleNames.Learner })]
        public sealed class Entry : Module
        {
            public override void ConfigureServices(IServiceCollection services) { }
            public override void Contribute(Contributions to) => to.Navigation(NavigationArea.Catalogue, "Nav.Good", "good", "check", "Good.Read");
        }
        [Route("/good"), Requires("Good.Read")]
        public sealed class GoodPage : ComponentBase
        {
            protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder) => builder.AddMarkupContent(0, "<h1>All is well</h1>");
        }
        """;

    private const string FutureSdk =
        """
        [assembly: System.Reflection.AssemblyVersion("0.99.0.0")]
        namespace CompetencyModular.Sdk.Access { public class Any; } namespace CompetencyModular.Sdk.Activities { public class Any; } namespace CompetencyModular.Sdk.Events { public class Any; }
        namespace CompetencyModular.Sdk.Messaging { public class Any; } namespace CompetencyModular.Sdk.Rest { public class Any; }
        namespace CompetencyModular.Sdk.Modules
        {
            [System.AttributeUsage(System.AttributeTargets.Assembly)] public sealed class ModuleAttribute(string id, string prefix) : System.Attribute { public string Id => id; public string Prefix => prefix; }
            public abstract class Module;
        }
        """;

    private static Bad Code(string id, string reason, string attributes, string code, string state = "Faulted") =>
        new(id, reason, state, modules => ModuleCompiler.Compile(modules, id, $"{attributes} {code}"));

    private static Bad Services(string id, string reason, string registration, string code) =>
        Code(id, reason, $"[assembly: Module(\"{id}\", \"{id.ToLowerInvariant()}\")]", $"public sealed class Entry : Module {{ public override void ConfigureServices(IServiceCollection services) => {registration}; }} {code}");

    private static string Endpoint(string name, string body) => $" public sealed class {name} : IEndpoint {{ public static void Map(IEndpointRouteBuilder api) => {body}; }}";

    private static string Consumer(string scope, string attribute = "") =>
        $" public static class {scope} {{ {attribute}public sealed class WhenCompleted : IConsumer<ActivityCompleted> {{ public Task HandleAsync(ActivityCompleted happened, EventContext context, CancellationToken ct) => Task.CompletedTask; }} }}";

    /// <summary>What the generator writes for modules that are built, as little of it as is needed.</summary>
    private static string WithMediator(string permission) =>
        $$"""
         [Requires("{{permission}}")] public sealed record Query : IRead<Done>;
         public sealed class Entry : Module
         {
             public override void ConfigureServices(IServiceCollection services) => services.AddScoped<Sender>().AddUseCases<Sender>();
         }
         public sealed class Sender : Mediator.ISender
         {
             public ValueTask<TResponse> Send<TResponse>(Mediator.IRequest<TResponse> request, CancellationToken ct = default) => default;
             public ValueTask<TResponse> Send<TResponse>(Mediator.ICommand<TResponse> command, CancellationToken ct = default) => default;
             public ValueTask<TResponse> Send<TResponse>(Mediator.IQuery<TResponse> query, CancellationToken ct = default) => default;
             public ValueTask<object> Send(object message, CancellationToken ct = default) => default;
             public IAsyncEnumerable<TResponse> CreateStream<TResponse>(Mediator.IStreamQuery<TResponse> query, CancellationToken ct = default) => null;
             public IAsyncEnumerable<TResponse> CreateStream<TResponse>(Mediator.IStreamRequest<TResponse> request, CancellationToken ct = default) => null;
             public IAsyncEnumerable<TResponse> CreateStream<TResponse>(Mediator.IStreamCommand<TResponse> command, CancellationToken ct = default) => null;
             public IAsyncEnumerable<object> CreateStream(object message, CancellationToken ct = default) => null;
         }
         """;
}
