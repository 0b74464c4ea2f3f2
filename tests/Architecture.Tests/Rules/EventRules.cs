using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using CompetencyModular.Sdk.Events;

namespace CompetencyModular.Architecture.Tests.Rules;

/// <summary>What is stored today must be read by next year's version.</summary>
internal static class EventRules
{
    public static void Events_are_sealed_records_with_a_stable_name(Product product, Findings findings)
    {
        var names = new Dictionary<(string, int), Type>();
        foreach (var type in Events(product))
        {
            var name = type.GetCustomAttribute<EventAttribute>();
            findings.Look(type.FullName!, !type.IsSealed || !ReferenceRules.IsRecord(type), "is no sealed record");
            findings.Look(type.FullName!, name is null || name.Version < 1 || !Regex.IsMatch(name.Name, @"^[a-z-]+\.[a-z-]+$"), "has no name such as module.thing-happened, or no version");
            if (name is not null) findings.Look(type.FullName!, !names.TryAdd((name.Name, name.Version), type), $"shares the name {name.Name} with another event");
        }
    }

    public static void Events_survive_being_stored(Product product, Findings findings)
    {
        foreach (var type in Events(product))
        {
            var before = JsonSerializer.Serialize(Sample(type), type, JsonSerializerOptions.Web);
            string after;
            try
            {
                after = JsonSerializer.Serialize(JsonSerializer.Deserialize(before, type, JsonSerializerOptions.Web), type, JsonSerializerOptions.Web);
            }
            catch (Exception exception) when (exception is JsonException or NotSupportedException)
            {
                after = exception.Message;
            }

            findings.Look(type.FullName!, before != after, $"was {before} and came back as {after}");
        }
    }

    private static IEnumerable<Type> Events(Product product) => product.Modules.SelectMany(m => m.Assemblies).Append(typeof(IEvent).Assembly)
        .SelectMany(a => a.GetTypes()).Where(t => t.IsClass && !t.IsAbstract && t.IsAssignableTo(typeof(IEvent)));

    /// <summary>A value in which nothing is left at its default, so that a part that gets lost is missed.</summary>
    private static object Sample(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return "Größe \"7\" 学";
        if (type == typeof(Guid)) return Guid.Parse("0198c0de-0000-7000-8000-000000000001");
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 2, 28, 23, 59, 59, 123, TimeSpan.Zero);
        if (type == typeof(DateOnly)) return new DateOnly(2028, 2, 29);
        if (type == typeof(bool)) return true;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (type.IsPrimitive || type == typeof(decimal)) return Convert.ChangeType(7, type, System.Globalization.CultureInfo.InvariantCulture);
        if (type.IsArray) return Filled(type.GetElementType()!);
        if (type.IsGenericType && type.GetInterface(nameof(System.Collections.IEnumerable)) is not null && type.GetGenericArguments() is [var item]) return Filled(item);
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var made = constructor.Invoke([.. constructor.GetParameters().Select(p => Sample(p.ParameterType))]);
        foreach (var property in type.GetProperties().Where(p => p.CanWrite && constructor.GetParameters().All(c => c.Name != p.Name))) property.SetValue(made, Sample(property.PropertyType));
        return made;
    }

    private static Array Filled(Type item)
    {
        var array = Array.CreateInstance(item, 2);
        array.SetValue(Sample(item), 0);
        array.SetValue(Sample(item), 1);
        return array;
    }
}
