using System.Runtime.Loader;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using Mediator;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CompetencyModular.Host.Modules;

/// <summary>
/// Takes the services of modules into the host, one module after the other. What would reach beyond the module stays out: nobody replaces a
/// service of the host, and what could not be made when it is asked for is found before anybody asks.
/// </summary>
internal sealed class ModuleServices(IServiceCollection services)
{
    /// <summary>Reaches into every message, every request or the start of the host.</summary>
    private static readonly Type[] NotForModules =
        [typeof(IPipelineBehavior<,>), typeof(IStreamPipelineBehavior<,>), typeof(IHostedService), typeof(Microsoft.AspNetCore.Hosting.IStartupFilter)];

    /// <summary>Every module's generated mediator registers these for itself; they are reached by the key of its assembly.</summary>
    private static readonly Type[] OfEveryMediator = [typeof(IMediator), typeof(ISender), typeof(IPublisher)];

    private static readonly Type[] Options = [typeof(IConfigureOptions<>), typeof(IPostConfigureOptions<>), typeof(IValidateOptions<>), typeof(IOptionsChangeTokenSource<>)];

    private readonly HashSet<(Type, object?)> ofTheHost = [.. services.Select(s => (s.ServiceType, s.ServiceKey))];

    /// <summary>What of a module's registrations is taken.</summary>
    /// <exception cref="ModuleRefusedException">One of them reaches beyond the module.</exception>
    public IReadOnlyList<ServiceDescriptor> Sift(InstalledModule module, IServiceCollection own)
    {
        var accepted = new List<ServiceDescriptor>();
        foreach (var service in own)
        {
            var type = service.ServiceType;
            var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
            if (!service.IsKeyedService && OfEveryMediator.Contains(type)) continue;
            if (IsOwn(type, module))
            {
                ModuleRules.Refuse(type.IsAssignableTo(typeof(ISender)) && service.Lifetime != ServiceLifetime.Scoped,
                    "Its mediator is not scoped: set options.ServiceLifetime = ServiceLifetime.Scoped, or every message would meet the first one's tenant.");
                accepted.Add(service);
                continue;
            }

            ModuleRules.Refuse(NotForModules.Contains(definition), $"It registers {Name(definition)}, which would reach beyond the module.");
            if (!service.IsKeyedService && service.ImplementationInstance is ModuleDbTypes tables && !ModuleRules.IsHost(module))
                ModuleRules.Refuse(tables.Schema != module.Manifest!.Prefix, $"Its schema {tables.Schema} is not its prefix {module.Manifest.Prefix}.");
            if (!service.IsKeyedService && service.ImplementationInstance is LookupRegistration lookup)
                ModuleRules.Refuse(module.Manifest!.Features.All(f => f.Id != lookup.Feature), $"Its lookup {lookup.Lookup.Name} names the feature {lookup.Feature}, which it does not declare.");

            if (ofTheHost.Contains((type, service.ServiceKey)) && !Options.Contains(definition))
                ModuleRules.Refuse(IsOfTheProduct(type), $"It registers {Name(definition)}, which belongs to the host."); // A framework's service stays as the host set it up.
            else if (!services.Concat(accepted).Any(s => IsSame(s, service)))
                accepted.Add(service);
        }

        ModuleRules.Refuse(module.Messages.Count > 0 && !accepted.Any(s => s.ServiceType == typeof(ISender) && Equals(s.ServiceKey, UseCaseRegistration.KeyOf(module.Assembly!))),
            "It has messages and no mediator: call services.AddMediator(…).AddUseCases<Mediator>().");
        return accepted;
    }

    /// <summary>Builds the host's services with the module's, as if it ran, and throws where one of them could not be made.</summary>
    /// <remarks>Not disposed: with it would go what it shares with the host, the configuration. It starts nothing and logs nothing.</remarks>
    public IServiceProvider Try(InstalledModule module, IReadOnlyList<ServiceDescriptor> accepted)
    {
        var trial = new ServiceCollection();
        foreach (var service in services.Concat(accepted)) ((ICollection<ServiceDescriptor>)trial).Add(service);
        trial.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        try
        {
            return trial.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
        }
        catch (AggregateException wrong) when (wrong.InnerExceptions is [{ } first, ..])
        {
            throw new ModuleRefusedException(ModuleState.Faulted, $"A service of it could not be made. {(first.InnerException ?? first).Message}");
        }
    }

    public void Add(IReadOnlyList<ServiceDescriptor> accepted)
    {
        foreach (var service in accepted) services.Add(service);
    }

    /// <summary>Whether a type is of the module's own code, its Contracts or libraries, or is about such a type.</summary>
    private static bool IsOwn(Type type, InstalledModule module)
    {
        if (type.IsGenericType && type.GetGenericArguments().Any(a => !a.IsGenericParameter && IsOwn(a, module))) return true;
        if (type.Assembly == module.Assembly || type.Assembly.GetName().Name == $"{module.Assembly!.GetName().Name}.Contracts") return true;
        var context = AssemblyLoadContext.GetLoadContext(type.Assembly);
        return context != AssemblyLoadContext.Default && context == AssemblyLoadContext.GetLoadContext(module.Assembly);
    }

    private static bool IsOfTheProduct(Type type) => type.Assembly == typeof(ModuleServices).Assembly || type.Assembly == SdkAssembly.Assembly;

    private static bool IsSame(ServiceDescriptor one, ServiceDescriptor other) =>
        one.ServiceType == other.ServiceType && Equals(one.ServiceKey, other.ServiceKey) && !one.IsKeyedService && !other.IsKeyedService
        && other.ImplementationType is not null && one.ImplementationType == other.ImplementationType;

    private static string Name(Type type) => type.Name.Split('`')[0];
}
