using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Sdk.Modules;

/// <summary>Names the feature that a lookup of a module's Contracts belongs to.</summary>
public sealed record LookupRegistration(Type Lookup, string Feature);

/// <summary>
/// A lookup of a module that one uses but does not require: null where the module is not installed or its feature is off for the tenant.
/// </summary>
public sealed class Optional<T>(IServiceProvider services, Tenancy.ITenantFeatures features, IEnumerable<LookupRegistration> registrations) where T : class
{
    /// <summary>The lookup, or null while it is off.</summary>
    public T? Value => registrations.FirstOrDefault(r => r.Lookup == typeof(T)) is { } registration && features.IsEnabled(registration.Feature)
        ? services.GetRequiredService<T>()
        : null;
}

/// <summary>Registers lookups.</summary>
public static class LookupServiceCollectionExtensions
{
    /// <summary>
    /// Registers a module's implementation of an interface of its Contracts. Modules that require this one inject the interface; modules that
    /// only use it inject <see cref="Optional{T}"/>.
    /// </summary>
    public static IServiceCollection AddLookup<TLookup, TImplementation>(this IServiceCollection services, string feature)
        where TLookup : class where TImplementation : class, TLookup => services
            .AddSingleton(new LookupRegistration(typeof(TLookup), feature))
            .AddScoped<TLookup, TImplementation>();
}
