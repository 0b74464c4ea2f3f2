using System.Reflection;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Demo;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Search;
using CompetencyModular.Sdk.Work;
using FluentValidation;
using Mediator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CompetencyModular.Sdk.Messaging;

/// <summary>Registers what a module's slices consist of.</summary>
public static class UseCaseRegistration
{
    /// <summary>
    /// Makes the module's mediator reachable by <see cref="ISend"/> and registers what the slices hold by their interfaces: validators,
    /// event consumers, activity sources, search providers, importers, background work and demo content. Call <c>services.AddMediator(…)</c>, generated in the module, beside it.
    /// </summary>
    /// <typeparam name="TMediator">The <c>Mediator</c> class generated in the module.</typeparam>
    public static IServiceCollection AddUseCases<TMediator>(this IServiceCollection services) where TMediator : class, ISender
    {
        var assembly = typeof(TMediator).Assembly;
        services.TryAddScoped<CsvFiles>();
        services.TryAddScoped<Spreadsheets>();
        services.AddKeyedScoped<ISender>(KeyOf(assembly), (provider, _) => provider.GetRequiredService<TMediator>());
        return services.Scan(scan => scan.FromAssemblies(assembly)
            .AddClasses(c => c.AssignableTo(typeof(IValidator<>)), publicOnly: false).As(t => InterfacesOf(t, typeof(IValidator<>))).WithScopedLifetime()
            .AddClasses(c => c.AssignableTo(typeof(IConsumer<>)), publicOnly: false).AsSelf().WithScopedLifetime()
            .AddClasses(c => c.AssignableTo<IActivitySource>(), publicOnly: false).AsSelf().WithScopedLifetime()
            .AddClasses(c => c.AssignableTo<IBackgroundWork>(), publicOnly: false).AsSelf().WithScopedLifetime()
            .AddClasses(c => c.AssignableTo<IImporter>(), publicOnly: false).As<IImporter>().WithScopedLifetime()
            .AddClasses(c => c.AssignableTo<ISearchProvider>(), publicOnly: false).As<ISearchProvider>().WithScopedLifetime()
            .AddClasses(c => c.AssignableTo<IDemoContent>(), publicOnly: false).As<IDemoContent>().WithScopedLifetime());
    }

    /// <summary>The service key under which the mediator of a module's assembly is registered.</summary>
    public static string KeyOf(Assembly assembly) => assembly.GetName().Name!;

    private static IEnumerable<Type> InterfacesOf(Type type, Type open) =>
        type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == open);
}
