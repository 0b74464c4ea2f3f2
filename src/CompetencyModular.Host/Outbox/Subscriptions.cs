using System.Reflection;
using System.Text.Json;
using CompetencyModular.Host.Modules;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.Host.Outbox;

/// <summary>Who listens to what, over all running modules.</summary>
internal sealed class Subscriptions
{
    private readonly Dictionary<string, Subscription> byName = [];
    private readonly ILookup<Type, Subscription> byEvent;

    public Subscriptions(ModuleCatalog catalog)
    {
        foreach (var module in catalog.Active)
        foreach (var (consumer, happened) in ConsumersOf(module))
        {
            var subscription = (Subscription)Activator.CreateInstance(
                typeof(Subscription<>).MakeGenericType(happened), NameOf(module, consumer, happened), consumer, FeatureOf(module, consumer))!;
            byName.Add(subscription.Name, subscription);
        }

        byEvent = byName.Values.ToLookup(s => s.Event);
    }

    public IEnumerable<Subscription> All => byName.Values;

    public IEnumerable<Subscription> To(Type happened) => byEvent[happened];

    public Subscription? Named(string name) => byName.GetValueOrDefault(name);

    /// <summary>A module's consumers with what each consumes.</summary>
    public static IEnumerable<(Type Consumer, Type Event)> ConsumersOf(InstalledModule module) =>
        from consumer in module.Types
        where !consumer.IsAbstract
        from contract in consumer.GetInterfaces()
        where contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IConsumer<>)
        select (consumer, contract.GetGenericArguments()[0]);

    /// <summary>The name under which deliveries are stored: it outlives a release, so that it must not change with namespaces.</summary>
    public static string NameOf(InstalledModule module, Type consumer, Type happened) => $"{module.Id}.{consumer.Name}.{NameOf(happened).Name}";

    /// <summary>The parts of such a name, also of one whose module is no longer here.</summary>
    public static (string Module, string Consumer) PartsOf(string name, string happened)
    {
        var consumer = name[..^(happened.Length + 1)];
        var dot = consumer.LastIndexOf('.');
        return (consumer[..dot], consumer[(dot + 1)..]);
    }

    public static string FeatureOf(InstalledModule module, Type consumer) => consumer.GetCustomAttribute<InFeatureAttribute>()?.Feature ?? module.Id;

    /// <exception cref="InvalidOperationException">The event has no <see cref="EventAttribute"/>: a bug.</exception>
    public static EventAttribute NameOf(Type happened) =>
        happened.GetCustomAttribute<EventAttribute>() ?? throw new InvalidOperationException($"{happened.FullName} has no [Event] name.");
}

/// <summary>One consumer of one event.</summary>
internal abstract class Subscription(string name, Type consumer, Type happened, string feature)
{
    public string Name { get; } = name;

    public Type Consumer { get; } = consumer;

    public Type Event { get; } = happened;

    public string Feature { get; } = feature;

    public abstract Task HandleAsync(IServiceProvider services, string payload, EventContext context, CancellationToken cancellationToken);
}

internal sealed class Subscription<TEvent>(string name, Type consumer, string feature) : Subscription(name, consumer, typeof(TEvent), feature)
    where TEvent : IEvent
{
    public override Task HandleAsync(IServiceProvider services, string payload, EventContext context, CancellationToken cancellationToken) =>
        ((IConsumer<TEvent>)services.GetRequiredService(Consumer)).HandleAsync(
            JsonSerializer.Deserialize<TEvent>(payload, JsonSerializerOptions.Web)!, context, cancellationToken);
}
